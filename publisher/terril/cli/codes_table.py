"""The table of the doctor's codes for the documentation, made from the rules themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor import Subject, rules
from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor import Rule

WORDS = {Severity.VIOLATION: "mistake", Severity.WARNING: "warning", Severity.INFO: "info"}
FIELD = re.compile(r"“{\w+}”|{\w+}")


def codes_table() -> str:
    """Every code with what it means and what is to be changed, a Markdown table a subject."""
    return "\n".join(line for subject in Subject for line in _subject(subject))


def _subject(subject: Subject) -> Iterator[str]:
    yield from (f"### {subject.value}", "", f"`--only {subject.name.lower()}`", "")
    yield from ("| Code | | What is wrong | What to change |", "|---|---|---|---|")
    for own, rule in rules().values():
        if own is subject:
            yield _row(rule)
    yield ""


def _row(rule: Rule) -> str:
    whom = ", ".join(one.value for one in rule.portals)
    weight = f"{WORDS[rule.severity]} ({whom})" if whom else WORDS[rule.severity]
    return f"| `{rule.code}` | {weight} | {_plain(rule.wrong)} | {_plain(rule.remedy)} |"


def _plain(sentence: str) -> str:
    return FIELD.sub("…", sentence).replace("*", r"\*").replace("|", r"\|")
