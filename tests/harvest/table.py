"""The page that shows what portals have of the town after a harvest: field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import Graph

from tests.harvest.fields import Field, read_fields
from tests.harvest.portals import ROOM, Report

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

CKAN {ckan} with ckanext-harvest {ckanext-harvest} and ckanext-dcat {ckanext-dcat}, and udata
{udata}, the software of data.gouv.fr, harvested the town of this repository, and a made-up one
that says what Loos-en-Gohelle leaves unsaid. What follows stands in their databases afterwards.
How to register a town: [the catalogue](catalogue.md).
"""


@dataclass(frozen=True)
class Harvested:
    """A town after the portals have been there.

    Attributes:
        catalogue: what they read.
        reports: what each of them has then.
        mark: what is put behind values of it.
    """

    catalogue: Graph
    reports: Mapping[str, Report]
    mark: str = ""


def harvested_page(towns: Sequence[Harvested], base: str) -> str:
    """The page, in Markdown.

    Args:
        towns: this repository's, and another that says what the first leaves unsaid.
        base: of the first, ends in a slash.
    """
    found = towns[0].reports
    lines = [BEGINNING.format_map(_versions()), "## The datasets\n", *_heads("In the catalogue")]
    for iri in sorted(found["ckan"].items):
        titles = [found[name].records[iri]["title"] for name in NAMES]
        lines.append(_row(f"`{iri.removeprefix(base)}`", *titles))
    fields, reasons = read_fields()
    for subject, heading in HEADINGS.items():
        lines += ["", f"## {heading}", "", *_heads("Property")]
        for field in fields:
            if field.subject == subject:
                cells = [_cell(field, name, towns, reasons) for name in NAMES]
                lines.append(_row(f"`{field.property}`", *cells))
    return "\n".join([*lines, "", "† said by the made-up town only.", ""])


def _versions() -> dict[str, str]:
    """The version of each package of the portals."""
    files = [ROOM / name / "requirements.txt" for name in NAMES]
    pins = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {name: version for name, _, version in (pin.partition("==") for pin in pins)}


def _heads(first: str) -> list[str]:
    return [_row(first, *NAMES.values()), "|---|---|---|"]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(
    field: Field, portal: str, towns: Sequence[Harvested], reasons: Mapping[str, str]
) -> str:
    """The field and its value, or the reason why there is none."""
    name, reason = field.of(portal)
    if reason:
        return f"– {reasons[reason]}"
    for town in towns:
        for iri in sorted(field.said(town.catalogue)):
            value = town.reports[portal].records[iri].get(name, "")
            return f"`{name}`: {_shown(value)}{town.mark}"
    return ""


def _shown(value: str) -> str:
    """A value as it stays until someone changes what it says."""
    for form, kind in KINDS:
        if form.fullmatch(value):
            return kind
    if value.startswith("[{"):
        return f"{len(json.loads(value))} service, with all its own fields"
    if value.startswith('["'):
        value = ", ".join(json.loads(value))
    shown = ""
    for word in value.replace("|", "\\|").split():
        if shown and len(shown) + len(word) > LONGEST:
            return f"{shown} …"
        shown = f"{shown} {word}".strip()
    return shown
