"""Write findings as a table for people, grouped by file."""

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
from terril.representations.reports.summary import (
    count_severity,
    describe_totals,
    format_subject,
    get_message,
    select_shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from terril.model.findings import Finding, Location
    from terril.representations.reports.summary import Summary

WIDTH = 80
BEFORE = 25
"""Number of characters of a long line shown before the position of a finding."""
SEVERITIES = {
    Severity.VIOLATION: (gettext_noop("mistake"), "bold red"),
    Severity.WARNING: (gettext_noop("warning"), "yellow"),
    Severity.INFO: (gettext_noop("info"), "cyan"),
}


def render_table(
    findings: Sequence[Finding], language: str, summary: Summary, *, infos: bool = False
) -> RenderableType:
    """Render the findings for a rich console of any width, with a line of totals last."""
    shown = select_shown(findings, infos=infos)
    parts = [
        part for name, ours in _group_by_file(shown) for part in _render_file(name, ours, language)
    ]
    return Group(*parts, _render_totals(findings, language, summary))


def write_table(
    findings: Sequence[Finding], language: str, summary: Summary, *, infos: bool = False
) -> str:
    """Return the table as plain text of 80 columns."""
    page = StringIO()
    console = Console(file=page, width=WIDTH, color_system=None, force_terminal=False)
    console.print(render_table(findings, language, summary, infos=infos))
    return "\n".join(line.rstrip() for line in page.getvalue().split("\n"))


def _group_by_file(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for name, group in groupby(findings, key=_get_file_name):
        yield name, list(group)


def _get_file_name(finding: Finding) -> str:
    return finding.place.path.as_posix() if finding.place else "—"


def _render_file(name: str, findings: list[Finding], language: str) -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), pad_edge=False, expand=True)
    # Line numbers and severities take only the width that they need.
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in findings:
        table.add_row(*_render_row(finding, language))
    yield Text(name, style="bold underline")
    yield Padding(table, (0, 0, 1, 2))


def _render_row(finding: Finding, language: str) -> tuple[Text, Text, RenderableType]:
    word, style = SEVERITIES[finding.severity]
    line = str(finding.place.line) if finding.place and finding.place.line else ""
    parts = [Text(get_message(finding, language))]
    if heading := _format_heading(finding, language):
        parts.insert(0, Text(heading, style="bold"))
    if finding.place and (excerpt := _cut_excerpt(finding.place)):
        parts.append(Text(f"> {excerpt}", style="dim", overflow="ellipsis", no_wrap=True))
    return Text(line, style="bold"), Text(gettext(word, language), style=style), Group(*parts)


def _cut_excerpt(place: Location) -> str:
    """Return the line, cut shortly before the position of the finding if that is far in it."""
    start = (place.column or 1) - 1 - BEFORE
    if start <= len(place.text) - len(place.text.lstrip()) + BEFORE:
        return place.text.strip()
    return f"…{place.text[start:].rstrip()}"


def _format_heading(finding: Finding, language: str) -> str:
    heading = format_subject(finding, language)
    return f"{heading}: {finding.value}" if finding.path_label and finding.value else heading


def _render_totals(findings: Sequence[Finding], language: str, summary: Summary) -> Text:
    mistakes = count_severity(findings, Severity.VIOLATION)
    warnings = count_severity(findings, Severity.WARNING)
    style = "bold red" if mistakes else "yellow" if warnings else "green"
    return Text(describe_totals(findings, language, summary), style=style)
