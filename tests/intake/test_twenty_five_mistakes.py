"""A town with a non-Latin script has 25 typical mistakes, each reported once, with its cause.

Each file has one mistake. The files of ``catalogues/`` are each the ``data/catalogue.ttl`` of a
copy of the town.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from terril.model.findings import Finding, Severity
from terril.town.config_file import read_config_file
from terril.town.town_files import read_town_files

TOWN = Path(__file__).parents[1] / "towns" / "twenty-five-mistakes"
ERROR, WARNING = Severity.VIOLATION, Severity.WARNING

# File, line, severity, rule of reading or name of the shape, and words of the cause.
MISTAKES: list[tuple[str, int | None, Severity, str, str]] = [
    ("01-impossible-day.ttl", 15, ERROR, "impossible-day", "There is no such day: 2026-02-30"),
    (
        "02-impossible-day-of-a-shape.ttl",
        17,
        ERROR,
        "impossible-day",
        "There is no such day: 1998-04-31",
    ),
    ("03-decimal-comma.ttl", 15, ERROR, "ill-typed", "with a point: 12.5"),
    ("04-boolean.ttl", 15, ERROR, "ill-typed", "true or false"),
    ("05-language-slip.ttl", 13, WARNING, "unknown-language", "Did you mean @ka?"),
    ("06-missing-language.ttl", 13, WARNING, "missing-language", "no name in the language “en”"),
    ("07-misspelt-property.ttl", 16, ERROR, "unknown-term", "schema:telephone"),
    ("08-misspelt-class.ttl", 13, ERROR, "unknown-term", "schema:Restaurant"),
    ("09-misspelt-value.ttl", 15, ERROR, "unknown-term", "schema:EventPostponed"),
    (
        "10-undescribed-link.ttl",
        17,
        ERROR,
        "undescribed",
        "Did you mean <https://data.mtiskalaki.example/id/place/სადგური>?",
    ),
    ("11-library-without-place.ttl", 12, ERROR, "general-type", "schema:Place"),
    ("12-two-spellings.ttl", 16, ERROR, "same-address", "one address"),
    ("13-capital-letter.ttl", 16, WARNING, "similar-address", "capital"),
    ("14-swapped-coordinates.ttl", 18, ERROR, "swapped-coordinates", "swapped"),
    ("15-far-away.ttl", 19, WARNING, "far-away", "km from the other points"),
    ("16-same-name.ttl", 18, WARNING, "same-name", "16-same-name.ttl, line 13"),
    (
        "17-organization-and-place.ttl",
        13,
        ERROR,
        "organization-and-place",
        "both an organization and a place",
    ),
    ("18-copied-block.ttl", 16, ERROR, "copied-block", "Was it copied"),
    ("19-place-as-theme.ttl", 16, ERROR, "shapes#Link-theme", "This is a place"),
    ("20-unquoted-name.ttl", 13, ERROR, "syntax", "straight quotation marks"),
    ("21-keyword.ttl", 7, ERROR, "keyword", "“წყალი/ჰაერი”"),
    ("22-impossible-day.ttl", 8, ERROR, "impossible-day", "There is no such day: 2025-11-31"),
    ("23-unknown-dataset.ttl", 8, ERROR, "unknown-dataset", "catalogue/organizations"),
    ("24-unmapped-key.jsonld", 10, ERROR, "unmapped-key", "adress"),
    ("25-spreadsheet.csv", None, ERROR, "table", "Turtle"),
]


@cache
def find_all() -> dict[str, list[Finding]]:
    """Return the findings of the town by the name of their file."""
    found: dict[str, list[Finding]] = {}
    for catalogue in sorted((TOWN / "catalogues").iterdir()):
        with TemporaryDirectory() as folder:
            town = shutil.copytree(TOWN, Path(folder) / "town")
            shutil.copy(catalogue, town / "data" / "catalogue.ttl")
            findings = read_town_files(town, read_config_file(town)).check().findings
        found.setdefault(catalogue.name, [])
        for finding in findings:
            if finding.severity is Severity.INFO:
                continue
            assert finding.place is not None
            name = finding.place.path.name
            if name == "catalogue.ttl":
                found[catalogue.name].append(finding)
            elif finding not in found.setdefault(name, []):
                found[name].append(finding)
    return found


def test_the_list_names_every_file() -> None:
    files = [*(TOWN / "data" / "source").iterdir(), *(TOWN / "catalogues").iterdir()]
    assert [name for name, *_ in MISTAKES] == sorted(
        path.name for path in files if path.name != "00-right.ttl"
    )
    assert len(MISTAKES) == 25


def test_what_is_right_is_not_reported() -> None:
    assert set(find_all()) == {name for name, *_ in MISTAKES}


@pytest.mark.parametrize("mistake", MISTAKES, ids=[name for name, *_ in MISTAKES])
def test_a_mistake_is_reported_once_with_its_line_and_cause(
    mistake: tuple[str, int | None, Severity, str, str],
) -> None:
    name, line, severity, rule, cause = mistake
    (finding,) = find_all().get(name, [])
    assert finding.place is not None
    assert finding.place.line == line
    assert finding.severity is severity
    assert finding.rule.endswith(rule)
    assert cause in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]
