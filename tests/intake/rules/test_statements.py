"""Literals, language tags, terms and links are checked whatever the property."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.model.findings import Finding
from tests.intake.rules.conftest import summarize

Find = Callable[..., list[Finding]]
NAMED = 'skos:prefLabel "A"@fr'

# A file, the finding in it (code, line, severity), and words of its sentence.
FAULTS: list[tuple[str, tuple[str, int, str], str]] = [
    # Literals on properties without a shape.
    (
        f'p:a a s:Place ; {NAMED} ;\n  dct:modified "2026-02-30"^^xsd:date .',
        ("impossible-day", 2, "Violation"),
        "2026-02-30",
    ),
    (
        f'p:a a s:Place ; {NAMED} ;\n  s:smokingAllowed "oui"^^xsd:boolean .',
        ("ill-typed", 2, "Violation"),
        "true or false",
    ),
    # Terms: as predicate, class, object and datatype, in the vocabularies and in the model.
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:adress o:b .\no:b a s:Thing .",
        ("unknown-term", 2, "Violation"),
        "schema:address",
    ),
    (
        f"p:a a s:Place ,\n  s:Restauraunt ; {NAMED} .",
        ("unknown-term", 2, "Violation"),
        "schema:Restaurant",
    ),
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:eventStatus s:EventCanceled .",
        ("unknown-term", 2, "Violation"),
        "schema:EventCancelled",
    ),
    (
        f'p:a a s:Place ; {NAMED} ;\n  dct:modified "2026-02-28"^^xsd:dat .',
        ("unknown-term", 2, "Violation"),
        "xsd:date",
    ),
    (
        f"p:a a s:Place ; {NAMED} ;\n  town:guidingQuestoin p:a .",
        ("unknown-term", 2, "Violation"),
        "town:guidingQuestion",
    ),
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:xyzzy 1 .",
        ("unknown-term", 2, "Warning"),
        "no term “xyzzy” in the list",
    ),
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:Place p:a .",
        ("unknown-term", 2, "Violation"),
        "schema:Place is a class",
    ),
    (
        f"p:a a s:Place ,\n  s:location ; {NAMED} .",
        ("unknown-term", 2, "Violation"),
        "schema:location is a property",
    ),
    # Namespaces.
    *(
        (
            f"@prefix x: <{written}> .\np:a a s:Place ; {NAMED} ;\n  {use} .",
            ("unknown-term", 3, "Violation"),
            f"has the namespace <{known}>",
        )
        for written, known, use in (
            ("http://www.schema.org/", "http://schema.org/", "a x:Museum"),
            ("http://schema.org", "http://schema.org/", 'x:telephone "1" ; x:email "a"'),
            ("http://schema.og/", "http://schema.org/", 'x:telephone "1"'),
            ("https://purl.org/dc/terms/", "http://purl.org/dc/terms/", 'x:title "A"@fr'),
            (
                "http://www.w3.org/2004/02/skos/core/",
                "http://www.w3.org/2004/02/skos/core#",
                'x:altLabel "A"@fr',
            ),
            (
                "http://www.w3.org/2001/XMLschema#",
                "http://www.w3.org/2001/XMLSchema#",
                's:yearBuilt "1"^^x:integer',
            ),
        )
    ),
    # Links to things of the town.
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:knows p:nobody .",
        ("undescribed", 2, "Violation"),
        "Nothing describes <https://data.town.example/id/place/nobody>",
    ),
    (
        f"p:theatre a s:Place ; {NAMED} ;\n  s:knows p:teatre .",
        ("undescribed", 2, "Violation"),
        "Did you mean <https://data.town.example/id/place/theatre>?",
    ),
    (
        f"p:théâtre a s:Place ; {NAMED} ;\n  s:knows p:th%C3%A9%C3%A2tre .",
        ("undescribed", 2, "Violation"),
        "Did you mean <https://data.town.example/id/place/théâtre>?",
    ),
    (
        f"p:a a s:Place ; {NAMED} ;\n  s:knows <https://data.town.example/id/Place/a> .",
        ("undescribed", 2, "Violation"),
        "/id/Place/a>",
    ),
    # Languages.
    (
        'p:a a s:Place ;\n  skos:prefLabel "A"@rf .',
        ("unknown-language", 2, "Warning"),
        "Did you mean @fr?",
    ),
    (
        'p:a a s:Place ;\n  skos:prefLabel "A"@ffr .',
        ("unknown-language", 2, "Warning"),
        "Did you mean @fr?",
    ),
    (
        'p:a a s:Place ;\n  skos:prefLabel "A"@fra .',
        ("unknown-language", 2, "Warning"),
        "Did you mean @fr?",
    ),
    (
        'p:a a s:Place ;\n  skos:prefLabel "A"@de .',
        ("unknown-language", 2, "Warning"),
        "in the language “de” and missing in fr",
    ),
    (
        f'p:a a s:Place ; {NAMED} ;\n  skos:altLabel "B"@xx .',
        ("unknown-language", 2, "Warning"),
        "“xx” is the code of no language",
    ),
    (
        f'p:a a s:Place ; {NAMED} ;\n  s:description "B"@french .',
        ("unknown-language", 2, "Warning"),
        "Did you mean @fr?",
    ),
]


@pytest.mark.parametrize(("content", "expected", "words"), FAULTS)
def test_a_fault_is_reported_at_its_line_with_its_reason(
    find: Find, content: str, expected: tuple[str, int, str], words: str
) -> None:
    findings = [one for one in find(content) if one.rule != "missing-language"]
    assert summarize(findings) == [expected]
    assert words in findings[0].message["en"]
    assert findings[0].message["fr"] != findings[0].message["en"]


RIGHT = [
    f'p:a a s:Place ; {NAMED} ; skos:altLabel "A"@de , "A"@pcd , "A"@fr-BE .',
    f'p:a a s:Place ; {NAMED} ; skos:altLabel "A"@tl , "A"@cmn , "A"@x-quai .',
    'p:a a s:Place ; skos:prefLabel "A"@fr-FR ; s:description "A"@fr-FR .',
    f"p:a a s:Place ; {NAMED} ; rdf:_1 p:a ; rdf:_12 p:a .",
    f"p:a a s:Place , <http://www.w3.org/ns/organization#Site> ; {NAMED} .",
    f"p:a a s:Place , <http://schema.org.example/Place> ; {NAMED} .",
    f"p:a a s:Place ; {NAMED} ; s:url <https://www.schema.org/Place> .",
    f"p:a a s:Place ; {NAMED} ; s:knows <https://data.town.example/id/graph/source> .",
    f"p:a a s:Place ; {NAMED} ; s:knows <https://data.town.example/id/graph/derived> .",
    f"p:a a s:Place ; {NAMED} ; s:url <https://data.town.example/doc/place/b> .",
    f"p:a a s:Place ; {NAMED} ; <https://elsewhere.example/Adress> p:a .",
    f'p:a a s:Place ; {NAMED} ; s:x-y-z.Q "1" .'.replace("s:x-y-z.Q", "dcat:inSeries"),
]


@pytest.mark.parametrize("content", RIGHT)
def test_what_is_right_is_not_reported(find: Find, content: str) -> None:
    assert find(content) == []


def test_the_property_is_named_in_the_words_of_the_model(find: Find) -> None:
    (finding,) = find(f'p:a a s:Place ; {NAMED} ; s:foundingDate "2026-02-30"^^xsd:date .')
    assert finding.path == "http://schema.org/foundingDate"
    assert finding.path_label == {"fr": "date de fondation", "en": "founding date"}


def test_a_name_is_missing_in_a_language_of_the_town(find: Find) -> None:
    content = 'p:a a s:Place ;\n  skos:prefLabel "A"@fr , "A"@nl-BE .'
    (finding,) = find(content, ("fr", "de", "nl", "en"))
    assert summarize([finding]) == [("missing-language", 2, "Warning")]
    assert "“de, en”" in finding.message["en"]


def test_a_language_slip_is_not_reported_as_a_missing_name_as_well(find: Find) -> None:
    content = 'p:a a s:Place ;\n  skos:prefLabel "A"@en , "A"@rf .'
    (finding,) = find(content, ("fr", "en"))
    assert finding.rule == "unknown-language"
    assert finding.value == "rf"


def test_a_name_may_be_given_in_another_file(find: Find) -> None:
    files = {
        "a.ttl": 'p:a a s:Place ; skos:prefLabel "A"@fr .',
        "b.ttl": 'p:a skos:prefLabel "A"@en .',
    }
    assert find(files, ("fr", "en")) == []


def test_a_thing_described_in_a_file_that_cannot_be_read_is_not_missing(find: Find) -> None:
    files = {
        "a.ttl": f"p:a a s:Place ; {NAMED} ; s:knows p:b .",
        "b.ttl": f"p:b a s:Place ; {NAMED}",
    }
    assert [one.rule for one in find(files)] == ["syntax"]


def test_a_term_is_reported_once_for_each_file(find: Find) -> None:
    content = f'p:a a s:Place ; {NAMED} ;\n s:adress "1" .\np:b a s:Place ; s:adress "2" .'
    assert [one.rule for one in find({"a.ttl": content, "b.ttl": 'p:c s:adress "3" .'})] == [
        "unknown-term",
        "unknown-term",
    ]
