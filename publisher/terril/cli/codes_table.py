"""The table of the doctor's codes for the documentation, made from the rules themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor import SEVERITY_LABELS, Subject, collect_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor import Rule

FIELD = re.compile(r"“{\w+}”|{\w+}")


def codes_table() -> str:
    """Every code with what it means and what is to be changed, a Markdown table a subject."""
    return "\n".join(line for subject in Subject for line in _subject(subject))


def _subject(subject: Subject) -> Iterator[str]:
    yield from (f"### {subject.value}", "", f"`--only {subject.name.lower()}`", "")
    yield from ("| Code | | What is wrong | What to change |", "|---|---|---|---|")
    for own, rule in collect_rules().values():
        if own is subject:
            yield _row(rule)
    yield ""


def _row(rule: Rule) -> str:
    whom = ", ".join(one.value for one in rule.portals)
    label = SEVERITY_LABELS[rule.severity]
    weight = f"{label} ({whom})" if whom else label
    return f"| `{rule.code}` | {weight} | {_plain(rule.problem)} | {_plain(rule.remedy)} |"


def _plain(sentence: str) -> str:
    return FIELD.sub("…", sentence).replace("*", r"\*").replace("|", r"\|")
