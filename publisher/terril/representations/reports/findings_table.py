"""Findings as a table to read: grouped by file, in the reader's language."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from terril.model.findings import Severity
from terril.model.languages import gettext, gettext_noop
from terril.representations.reports.summary import CHECKED, count, message, subject, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from terril.model.findings import Finding, Location
    from terril.representations.reports.summary import Summary

WIDTH = 80
BEFORE = 25
"""How many characters of a long line are shown before what is meant."""
SEVERITIES = {
    Severity.VIOLATION: (gettext_noop("mistake"), "bold red"),
    Severity.WARNING: (gettext_noop("warning"), "yellow"),
    Severity.INFO: (gettext_noop("info"), "cyan"),
}
ALL_WELL = gettext_noop("No mistake was found.")
COUNTS = gettext_noop("Found: {mistakes} mistake(s), {warnings} warning(s).")


def render_table(
    findings: Sequence[Finding], language: str, checked: Summary, *, infos: bool = False
) -> RenderableType:
    """The findings for a rich console of any width, a closing line with the counts last."""
    shown = wanted(findings, infos=infos)
    parts = [part for name, ours in _by_file(shown) for part in _file(name, ours, language)]
    return Group(*parts, _closing(findings, language, checked))


def write_table(
    findings: Sequence[Finding], language: str, checked: Summary, *, infos: bool = False
) -> str:
    """The same as plain text of 80 columns."""
    page = StringIO()
    console = Console(file=page, width=WIDTH, color_system=None, force_terminal=False)
    console.print(render_table(findings, language, checked, infos=infos))
    return "\n".join(line.rstrip() for line in page.getvalue().split("\n"))


def _by_file(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for name, group in groupby(findings, key=_file_name):
        yield name, list(group)


def _file_name(finding: Finding) -> str:
    return finding.place.path.as_posix() if finding.place else "—"


def _file(name: str, findings: list[Finding], language: str) -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), pad_edge=False, expand=True)
    # What fits the longest line number and severity needs no more room.
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in findings:
        table.add_row(*_row(finding, language))
    yield Text(name, style="bold underline")
    yield Padding(table, (0, 0, 1, 2))


def _row(finding: Finding, language: str) -> tuple[Text, Text, RenderableType]:
    word, style = SEVERITIES[finding.severity]
    line = str(finding.place.line) if finding.place and finding.place.line else ""
    told = [Text(message(finding, language))]
    if heading := _heading(finding, language):
        told.insert(0, Text(heading, style="bold"))
    if finding.place and (excerpt := _excerpt(finding.place)):
        told.append(Text(f"> {excerpt}", style="dim", overflow="ellipsis", no_wrap=True))
    return Text(line, style="bold"), Text(gettext(word, language), style=style), Group(*told)


def _excerpt(place: Location) -> str:
    """The line from its beginning, or from shortly before what is meant if that is far in it."""
    begin = (place.column or 1) - 1 - BEFORE
    if begin <= len(place.text) - len(place.text.lstrip()) + BEFORE:
        return place.text.strip()
    return f"…{place.text[begin:].rstrip()}"


def _heading(finding: Finding, language: str) -> str:
    heading = subject(finding, language)
    return f"{heading}: {finding.value}" if finding.path_label and finding.value else heading


def _closing(findings: Sequence[Finding], language: str, checked: Summary) -> Text:
    mistakes = count(findings, Severity.VIOLATION)
    warnings = count(findings, Severity.WARNING)
    looked = gettext(CHECKED, language, files=checked.files, statements=checked.statements)
    if not (mistakes or warnings):
        return Text(f"{looked} {gettext(ALL_WELL, language)}", style="green")
    found = gettext(COUNTS, language, mistakes=mistakes, warnings=warnings)
    return Text(f"{looked} {found}", style="bold red" if mistakes else "yellow")
