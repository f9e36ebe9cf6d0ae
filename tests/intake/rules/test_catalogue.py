"""Statements of ``data/catalogue.ttl`` that are in vain or that portals refuse are reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.intake.rules.catalogue import is_portal_keyword
from terril.model.findings import Finding
from tests.intake.rules.conftest import summarize

Find = Callable[..., list[Finding]]
BASE = "@base <https://data.town.example/> ."
PERIOD = "[ a dct:PeriodOfTime ;\n"

# The file, the finding in it (code, line, severity), and words of its sentence.
FAULTS: list[tuple[str, tuple[str, int, str], str]] = [
    (
        f'{BASE}\n<catalogue> dcat:keyword "eau" ,\n "l’eau"@fr .',
        ("keyword", 3, "Violation"),
        "“l’eau”",
    ),
    (f'{BASE}\n<catalogue> dcat:keyword "x" .', ("keyword", 2, "Violation"), "2 to 100"),
    (
        f'{BASE}\n<catalogue> dct:issued "2026-02-30"^^xsd:date .',
        ("impossible-day", 2, "Violation"),
        "2026-02-30",
    ),
    (
        f"{BASE}\n<catalogue/places> dct:temporal {PERIOD}"
        ' dcat:startDate "2026-04-31"^^xsd:date ] .',
        ("impossible-day", 3, "Violation"),
        "2026-04-31",
    ),
    (
        f'{BASE}\n<catalogue> dcat:keywords "eau" .',
        ("unknown-term", 2, "Violation"),
        "dcat:keyword",
    ),
    (
        f'{BASE}\n<catalogue> dct:title "Data"@xx .',
        ("unknown-language", 2, "Warning"),
        "“xx”",
    ),
    (
        f'{BASE}\n<catalogue/organisations> dcat:keyword "eau" .',
        ("unknown-dataset", 2, "Violation"),
        "Did you mean <https://data.town.example/catalogue/organizations>?",
    ),
    (
        '<catalogue/place> dcat:keyword "eau" .',
        ("unknown-dataset", 1, "Violation"),
        "Did you mean <https://data.town.example/catalogue/places>?",
    ),
    (
        f'{BASE}\n<catalog> dcat:keyword "eau" .',
        ("unknown-dataset", 2, "Violation"),
        "Did you mean <https://data.town.example/catalogue>?",
    ),
    (
        f'{BASE}\n<> dcat:keyword "eau" .',
        ("unknown-dataset", 2, "Violation"),
        "Neither the catalogue nor a dataset leads to <https://data.town.example/>",
    ),
    (
        f'{BASE}\n<catalogue/weather> dcat:keyword "eau" .',
        ("unknown-dataset", 2, "Violation"),
        "The datasets are: events, model, organizations",
    ),
    (
        f'{BASE}\n<https://elsewhere.example/x> skos:prefLabel "X"@fr .',
        ("unknown-dataset", 2, "Violation"),
        "Neither the catalogue nor a dataset leads to <https://elsewhere.example/x>",
    ),
]


@pytest.mark.parametrize(("content", "expected", "words"), FAULTS)
def test_a_fault_is_reported_at_its_line_with_its_reason(
    find: Find, content: str, expected: tuple[str, int, str], words: str
) -> None:
    (finding,) = find({"a.ttl": "p:a a s:Place .", "catalogue.ttl": content})
    assert finding.place is not None
    assert finding.place.path.as_posix() == "data/catalogue.ttl"
    assert summarize([finding]) == [expected]
    assert words in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


def test_links_of_the_catalogue_to_things_of_the_town_lead_somewhere(find: Find) -> None:
    content = f"{BASE}\n<catalogue> dct:spatial <id/place/ville> ,\n  <id/place/vile> ."
    unnamed = "<catalogue> dct:spatial <id/place/vile> ."
    for text, line in ((content, 3), (unnamed, 1)):
        (finding,) = find({"a.ttl": "p:ville a s:Place .", "catalogue.ttl": text})
        assert summarize([finding]) == [("undescribed", line, "Violation")]
        assert "Did you mean <https://data.town.example/id/place/ville>?" in finding.message["en"]


def test_what_catalogue_and_datasets_lead_to_may_be_described(find: Find) -> None:
    content = f"""{BASE}
        <catalogue> dct:spatial <https://elsewhere.example/x> ;
            dcat:keyword "données ouvertes"@fr .
        <https://elsewhere.example/x> a dct:Location ; dct:isPartOf <https://elsewhere.example/y> .
        <https://elsewhere.example/y> a dct:Location .
        <catalogue/model> dcat:keyword "v1.0"@fr .
        <catalogue/places> dct:title "Lieux"@fr ; dcat:inSeries <https://elsewhere.example/z> .
    """
    assert find({"a.ttl": "p:a a s:Place .", "catalogue.ttl": content}) == []


@pytest.mark.parametrize("word", ["eau", "Loos-en-Gohelle", "a_b.c 1", "წყალი", "x" * 100])
def test_portals_accept_letters_digits_and_some_signs(word: str) -> None:
    assert is_portal_keyword(word)


@pytest.mark.parametrize("word", ["", "x", "x" * 101, "l'eau", "eau/air", "eau, air", "a\n"])
def test_portals_refuse_other_signs_and_lengths(word: str) -> None:
    assert not is_portal_keyword(word)
