"""The page that shows what portals have of the town after a harvest: field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tests.harvest.fields import Field, read_fields
from tests.harvest.portals import Record, Report

NAMES = {"ckan": "CKAN", "udata": "udata (data.gouv.fr)"}
HEADINGS = {"dataset": "A dataset", "file": "A file of it", "service": "A service"}
LONGEST = 64
# What changes with each release is told by its kind.
KINDS = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+|\d{12,}"), "a moment"),
    (re.compile(r"[0-9a-f]{128}"), "128 hexadecimal digits"),
    (re.compile(r"[0-9a-f]{12}"), "a release"),
    (re.compile(r"\d+"), "a number"),
)
BEGINNING = """# What portals have of the town

<!-- Written by: python -m pytest tests/harvest --write-expected -->

CKAN 2.12 with ckanext-dcat 2.4, and udata 17.18, the software of data.gouv.fr, harvested the town of this repository, and a
made-up one that says what Loos-en-Gohelle leaves unsaid. What follows stands in their databases afterwards. How they came
by it, and how a town is registered there: [the catalogue](catalogue.md).
"""


def harvested_page(loos: Mapping[str, Report], other: Mapping[str, Report], base: str) -> str:
    """The page, in Markdown.

    Args:
        loos: what the portals have of this repository's town.
        other: the same of the town that says everything.
        base: of this repository's town, ends in a slash.
    """
    lines = [BEGINNING, "## The datasets\n", *_row(["In the catalogue", *NAMES.values()])]
    lines += ["|---|---|---|"]
    titles = {"ckan": "title", "udata": "title"}
    for iri in sorted(key for key in loos["ckan"].items):
        cells = [f"{loos[name].records[iri][title]}" for name, title in titles.items()]
        lines += _row([f"`{iri.removeprefix(base)}`", *cells])
    fields, reasons = read_fields()
    for subject, heading in HEADINGS.items():
        lines += ["", f"## {heading}", ""]
        lines += [*_row(["Property", *NAMES.values()]), "|---|---|---|"]
        for field in fields:
            if field.subject == subject:
                cells = [_cell(field, name, loos, other, reasons) for name in NAMES]
                lines += _row([f"`{field.property}`", *cells])
    return "\n".join([*lines, "", "† said by the made-up town only.", ""])


def _row(cells: list[str]) -> list[str]:
    return [f"| {' | '.join(cells)} |"]


def _cell(
    field: Field,
    portal: str,
    loos: Mapping[str, Report],
    other: Mapping[str, Report],
    reasons: Mapping[str, str],
) -> str:
    """The field and its value, or the reason why there is none."""
    name, reason = field.of(portal)
    if reason:
        return f"– {reasons[reason]}"
    for report, mark in ((loos[portal], ""), (other[portal], " †")):
        records = (report.records[key] for key in sorted(report.keys))
        for record in records:
            if name in record and _is(field, record):
                return f"`{name}`: {_shown(record[name])}{mark}"
    return ""


def _is(field: Field, record: Record) -> bool:
    """Whether a record is of the kind that a field is of; only files belong to a dataset."""
    kind = "service" if "base_api_url" in record else "dataset"
    return field.subject == ("file" if "dataset" in record else kind)


def _shown(value: str) -> str:
    """A value as it stays until someone changes what it says."""
    for form, kind in KINDS:
        if form.fullmatch(value):
            return kind
    if value.startswith("[{"):
        return f"{len(json.loads(value))} service, with all its own fields"
    text = " ".join(value.split()).replace("|", "\\|")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"
