"""Render an examination as tables for the terminal, in the audience's language."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from terril.doctor.findings import SEVERITY_LABELS, Portal, count_by_severity
from terril.model.findings import Severity
from terril.model.languages import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from terril.doctor.examination import Examination, SubjectResult
    from terril.doctor.findings import Finding
    from terril.doctor.reports.field_coverage import FieldCoverage

STYLES = {
    Severity.VIOLATION: ("✘", "bold red"),
    Severity.WARNING: ("!", "yellow"),
    Severity.INFO: ("✔", "cyan"),
}
"""Sign and style of each severity."""
PORTAL_LABELS = {Portal.CKAN: "CKAN", Portal.UDATA: "udata", Portal.EUROPA: "data.europa.eu"}
MAX_PLACES = 3
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
FIELD = gettext_noop("field")
KIND_LABELS = {
    "dataset": gettext_noop("of datasets"),
    "distribution": gettext_noop("of distributions"),
}
NOT_CHECKED = gettext_noop("not looked at")
MORE = gettext_noop("… and in {count} more places")
EXAMINED = gettext_noop(
    "{url}: {datasets} dataset(s), {distributions} distribution(s), {pages} page(s), "
    "{requests} request(s)."
)
COUNTS = gettext_noop("Found: {mistakes} mistake(s), {warnings} warning(s).")
NO_MISTAKE = gettext_noop("No mistake was found.")


def render_table(examination: Examination, language: str, *, fields: bool) -> RenderableType:
    """Return the coverage of the fields, the findings, and a closing line with their counts."""
    parts: list[RenderableType] = []
    if fields and examination.datasets:
        parts += [_render_coverage(examination.coverage, language), Text()]
    parts += [part for one in examination.results for part in _render_result(one, language)]
    return Group(*parts, Text(), _render_closing(examination, language))


def _render_coverage(rows: Sequence[FieldCoverage], language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(gettext(FIELD, language))
    shown = [portal for portal in Portal if any(portal in row.dropped for row in rows)]
    for portal in shown:
        table.add_column(PORTAL_LABELS[portal])
    kind = ""
    for row in rows:
        if row.kind != kind:
            table.add_row(Text(gettext(KIND_LABELS[row.kind], language), style="bold"))
            kind = row.kind
        table.add_row(f"  {row.prop}", *(_render_cell(row, portal) for portal in shown))
    return table


def _render_cell(row: FieldCoverage, portal: Portal) -> Text:
    """Return how many of how many arrive, and the codes by which filled ones are dropped."""
    if portal not in row.dropped:
        return Text("–", style="dim")
    counts = f"{row.count_arriving(portal)}/{row.total}"
    if row.dropped[portal]:
        return Text(f"{counts} {', '.join(row.codes[portal])}", style="red")
    return Text(counts, style="dim" if not row.filled else "green")


def _render_result(result: SubjectResult, language: str) -> Iterator[RenderableType]:
    gravest = result.findings[0].rule.severity if result.findings else Severity.INFO
    sign, style = STYLES[gravest]
    title = gettext(result.subject.value, language)
    if not result.checked:
        yield Text(f"– {title} ({gettext(NOT_CHECKED, language)})", style="dim")
        return
    yield Text(f"{sign} {title}", style="green" if gravest is Severity.INFO else style)
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in result.findings:
        groups[finding.rule.code, finding.prop].append(finding)
    if groups:
        yield Padding(_render_findings(list(groups.values()), language), (0, 0, 1, 2))


def _render_findings(groups: Sequence[list[Finding]], language: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for group in groups:
        severity = group[0].rule.severity
        label = gettext(SEVERITY_LABELS[severity], language)
        for finding in group[:MAX_PLACES]:
            style = STYLES[severity][1]
            table.add_row(Text(label, style=style), _render_finding(finding, language))
        if left := group[MAX_PLACES:]:
            table.add_row("", Text(gettext(MORE, language, count=len(left)), style="dim"))
    return table


def _render_finding(finding: Finding, language: str) -> Group:
    place = " · ".join(one for one in (finding.place, finding.prop) if one)
    head = Text(finding.rule.code, style="bold").append(f"  {_clean(place)}", style="not bold")
    return Group(head, Text(_clean(finding.message(language))))


def _clean(text: str) -> str:
    """Replace control characters, which text of another site could send to the terminal."""
    return CONTROL.sub("\ufffd", text)


def _render_closing(examination: Examination, language: str) -> Text:
    counts = count_by_severity(examination.findings)
    summary = gettext(
        EXAMINED,
        language,
        url=_clean(examination.url),
        datasets=examination.datasets,
        distributions=examination.distributions,
        pages=examination.pages,
        requests=examination.requests,
    )
    mistakes, warnings = counts[Severity.VIOLATION], counts[Severity.WARNING]
    if not mistakes and not warnings:
        return Text(f"{summary} {gettext(NO_MISTAKE, language)}", style="green")
    found = gettext(COUNTS, language, mistakes=mistakes, warnings=warnings)
    return Text(f"{summary} {found}", style="bold red" if mistakes else "yellow")
