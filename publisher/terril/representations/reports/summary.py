"""Format findings and totals for all reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.findings import Severity
from terril.model.languages import SOURCE_LANGUAGE, choose_text, gettext, gettext_noop
from terril.model.vocabulary import shorten
from terril.model.xml_characters import show_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.model.findings import Finding

CHECKED = gettext_noop("Checked: {files} file(s), {statements} statement(s).")
ALL_WELL = gettext_noop("No mistake was found.")
COUNTS = gettext_noop("Found: {mistakes} mistake(s), {warnings} warning(s).")


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of a validation.

    Attributes:
        files: number of files read.
        statements: number of statements in them.
        report: the W3C validation report as Turtle.
    """

    files: int
    statements: int
    report: bytes = b""


def select_shown(findings: Iterable[Finding], *, infos: bool) -> list[Finding]:
    """Return all findings with ``infos``, else those above severity info."""
    return [one for one in findings if infos or one.severity is not Severity.INFO]


def count_severity(findings: Iterable[Finding], severity: Severity) -> int:
    """Return the number of findings of a severity."""
    return sum(one.severity is severity for one in findings)


def describe_totals(findings: Sequence[Finding], language: str, summary: Summary) -> str:
    """Return a line with the totals: what was checked, and how much was found."""
    mistakes = count_severity(findings, Severity.VIOLATION)
    warnings = count_severity(findings, Severity.WARNING)
    totals = gettext(CHECKED, language, files=summary.files, statements=summary.statements)
    if not (mistakes or warnings):
        return f"{totals} {gettext(ALL_WELL, language)}"
    found = gettext(COUNTS, language, mistakes=mistakes, warnings=warnings)
    return f"{totals} {found}"


def get_message(finding: Finding, language: str) -> str:
    """Return the message of a finding in a language, or else in another."""
    return _choose(finding.message, language)


def get_thing_label(finding: Finding, language: str) -> str:
    """Return the label of the thing, else its shortened IRI, ``""`` for none."""
    return _choose(finding.thing_label, language) or shorten(finding.thing)


def get_property_label(finding: Finding, language: str) -> str:
    """Return the label of the property, else its shortened IRI, ``""`` for none."""
    return _choose(finding.path_label, language) or shorten(finding.path)


def format_subject(finding: Finding, language: str) -> str:
    """Return the labels of thing and property, as a heading for the message."""
    parts = (get_thing_label(finding, language), get_property_label(finding, language))
    return " · ".join(part for part in parts if part)


def get_rule_name(finding: Finding) -> str:
    """Return the last part of the rule's IRI."""
    return finding.rule.rpartition("#")[2].rpartition("/")[2]


def _choose(texts: Mapping[str, str], language: str) -> str:
    """Return a text with pictures of control characters, which a terminal would obey."""
    chosen = choose_text(texts, [language, SOURCE_LANGUAGE])
    return show_controls(chosen[0]) if chosen else ""
