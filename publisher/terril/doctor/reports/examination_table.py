"""An examination as tables to read, in the reader's language."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from terril.doctor.findings import Portal, counted
from terril.model.findings import Severity
from terril.model.languages import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from terril.doctor.examination import Examination, Section
    from terril.doctor.findings import Finding
    from terril.doctor.reports.field_coverage import Row

SIGNS = {
    Severity.VIOLATION: ("✘", gettext_noop("mistake"), "bold red"),
    Severity.WARNING: ("!", gettext_noop("warning"), "yellow"),
    Severity.INFO: ("✔", gettext_noop("info"), "cyan"),
}
PORTALS = {Portal.CKAN: "CKAN", Portal.UDATA: "udata", Portal.EUROPA: "data.europa.eu"}
SHOWN = 3
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
FIELD = gettext_noop("field")
OF = {"dataset": gettext_noop("of datasets"), "distribution": gettext_noop("of distributions")}
NOT_LOOKED = gettext_noop("not looked at")
MORE = gettext_noop("… and in {count} more places")
LOOKED = gettext_noop(
    "{url}: {datasets} dataset(s), {distributions} distribution(s), {pages} page(s), "
    "{requests} request(s)."
)
COUNTS = gettext_noop("Found: {mistakes} mistake(s), {warnings} warning(s).")
ALL_WELL = gettext_noop("No mistake was found.")


def render(examination: Examination, language: str, *, fields: bool) -> RenderableType:
    """What arrives where, what is to be changed, and a closing line with the counts."""
    parts: list[RenderableType] = []
    if fields and examination.datasets:
        parts += [_coverage(examination.coverage, language), Text()]
    parts += [part for one in examination.sections for part in _section(one, language)]
    return Group(*parts, Text(), _closing(examination, language))


def _coverage(rows: Sequence[Row], language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(gettext(FIELD, language))
    shown = [one for one in Portal if any(one in row.dropped for row in rows)]
    for portal in shown:
        table.add_column(PORTALS[portal])
    before = ""
    for row in rows:
        if row.of != before:
            table.add_row(Text(gettext(OF[row.of], language), style="bold"))
            before = row.of
        table.add_row(f"  {row.prop}", *(_cell(row, portal) for portal in shown))
    return table


def _cell(row: Row, portal: Portal) -> Text:
    """How many arrive of how many there are, and why not all of those that are filled."""
    if portal not in row.dropped:
        return Text("–", style="dim")
    arrives, dropped = row.filled - row.dropped[portal], row.dropped[portal]
    told = f"{arrives}/{row.total}"
    if dropped:
        return Text(f"{told} {', '.join(row.why[portal])}", style="red")
    return Text(told, style="dim" if not row.filled else "green")


def _section(section: Section, language: str) -> Iterator[RenderableType]:
    gravest = section.findings[0].rule.severity if section.findings else Severity.INFO
    sign, _, style = SIGNS[gravest]
    title = gettext(section.subject.value, language)
    if not section.looked:
        yield Text(f"– {title} ({gettext(NOT_LOOKED, language)})", style="dim")
        return
    yield Text(f"{sign} {title}", style="green" if gravest is Severity.INFO else style)
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in section.findings:
        groups[finding.rule.code, finding.prop].append(finding)
    if groups:
        yield Padding(_findings(list(groups.values()), language), (0, 0, 1, 2))


def _findings(groups: Sequence[list[Finding]], language: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for group in groups:
        _, word, style = SIGNS[group[0].rule.severity]
        for finding in group[:SHOWN]:
            table.add_row(Text(gettext(word, language), style=style), _told(finding, language))
        if len(group) > SHOWN:
            table.add_row("", Text(gettext(MORE, language, count=len(group) - SHOWN), style="dim"))
    return table


def _told(finding: Finding, language: str) -> Group:
    where = " · ".join(one for one in (finding.place, finding.prop) if one)
    head = Text(finding.rule.code, style="bold").append(f"  {_clean(where)}", style="not bold")
    told = f"{finding.wrong(language)} {finding.remedy(language)}".strip()
    return Group(head, Text(_clean(told)))


def _clean(told: str) -> str:
    """Without signs that would speak to the terminal: some of it was said by another site."""
    return CONTROL.sub("\ufffd", told)


def _closing(examination: Examination, language: str) -> Text:
    counts = counted(examination.findings)
    told = gettext(
        LOOKED,
        language,
        url=_clean(examination.url),
        datasets=examination.datasets,
        distributions=examination.distributions,
        pages=examination.pages,
        requests=examination.requests,
    )
    mistakes, warnings = counts[Severity.VIOLATION], counts[Severity.WARNING]
    if not mistakes and not warnings:
        return Text(f"{told} {gettext(ALL_WELL, language)}", style="green")
    found = gettext(COUNTS, language, mistakes=mistakes, warnings=warnings)
    return Text(f"{told} {found}", style="bold red" if mistakes else "yellow")
