"""A town with ten different errors in ten files has ten findings, and a valid one has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from terril.model.findings import Finding, filter_violations
from terril.model.languages import choose_text
from terril.town.config_file import read_config_file
from terril.town.town_files import read_town_files

TOWNS = Path(__file__).parents[1] / "towns"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
# File, line, and the rule of reading or the property that is wrong.
MISTAKES: list[tuple[str, int, str]] = [
    ("01-syntax.ttl", 12, "syntax"),
    ("02-blank-node.ttl", 13, "blank-node"),
    ("03-two-files.ttl", 12, "two-files"),
    ("04-outside-base.ttl", 10, "outside-base"),
    ("05-missing-name.ttl", 10, PREF_LABEL),
    ("06-wrong-site.ttl", 13, "http://www.w3.org/ns/org#hasSite"),
    ("07-wrong-date.ttl", 14, "http://purl.org/dc/terms/created"),
    ("08-name-twice.ttl", 13, PREF_LABEL),
    ("09-unknown-kind.ttl", 13, "http://www.w3.org/ns/org#classification"),
    ("10-latitude.ttl", 17, "http://schema.org/latitude"),
]


def findings_of(town: str) -> tuple[Finding, ...]:
    folder = TOWNS / town
    return read_town_files(folder, read_config_file(folder)).check().findings


@pytest.fixture(scope="module")
def ten() -> tuple[Finding, ...]:
    return filter_violations(findings_of("ten-mistakes"))


def test_ten_errors_are_reported_with_the_right_file_and_line(ten: tuple[Finding, ...]) -> None:
    reported = [
        (one.place.path.name, one.place.line, one.path or one.rule) for one in ten if one.place
    ]
    assert reported == MISTAKES


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ten_errors_are_reported_in_the_language_of_the_reader(
    ten: tuple[Finding, ...], language: str
) -> None:
    for finding in ten:
        message = choose_text(finding.message, [language])
        assert message is not None
        assert message[1] == language
    assert len({finding.message["fr"] for finding in ten}) == 10
    assert not {one.message["fr"] for one in ten} & {one.message["en"] for one in ten}


def test_every_excerpt_is_the_line_of_the_file(ten: tuple[Finding, ...]) -> None:
    for finding in ten:
        assert finding.place is not None
        assert finding.place.line is not None
        text = (TOWNS / "ten-mistakes" / finding.place.path).read_text(encoding="utf-8")
        assert finding.place.text == text.split("\n")[finding.place.line - 1]


def test_a_valid_town_has_no_error() -> None:
    assert filter_violations(findings_of("two-things")) == ()
