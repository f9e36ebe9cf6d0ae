"""Generate the table of the doctor's codes for the documentation from its rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor import SEVERITY_LABELS, Subject, collect_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor import Rule

FIELD = re.compile(r"“{\w+}”|{\w+}")


def render_codes_table() -> str:
    """Return a Markdown table for each subject: every code with its fault and its remedy."""
    return "\n".join(line for subject in Subject for line in _section(subject))


def _section(subject: Subject) -> Iterator[str]:
    yield from (f"### {subject.value}", "", f"`--only {subject.name.lower()}`", "")
    yield from ("| Code | | What is wrong | What to change |", "|---|---|---|---|")
    for group, rule in collect_rules().values():
        if group is subject:
            yield _row(rule)
    yield ""


def _row(rule: Rule) -> str:
    portals = ", ".join(portal.value for portal in rule.portals)
    label = SEVERITY_LABELS[rule.severity]
    severity = f"{label} ({portals})" if portals else label
    return f"| `{rule.code}` | {severity} | {_escape(rule.problem)} | {_escape(rule.remedy)} |"


def _escape(sentence: str) -> str:
    return FIELD.sub("…", sentence).replace("*", r"\*").replace("|", r"\|")
