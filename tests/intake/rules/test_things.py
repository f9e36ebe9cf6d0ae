"""Classes, addresses, names and positions of things are compared over all files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.model.findings import Finding
from tests.intake.rules.conftest import summarize

Find = Callable[..., list[Finding]]
NAMED = 'skos:prefLabel "A"@fr'


def name(text: str) -> str:
    return f'skos:prefLabel "{text}"@fr'


# A file, the finding in it (code, line, severity), and words of its sentence.
FAULTS: list[tuple[str, tuple[str, int, str], str]] = [
    (f"p:a a s:Library ; {NAMED} .", ("general-type", 1, "Violation"), "or schema:Place"),
    (f"p:a a s:Museum ; {NAMED} .", ("general-type", 1, "Violation"), "schema:Place"),
    (f"p:a a s:MusicEvent ; {NAMED} .", ("general-type", 1, "Violation"), "schema:Event"),
    (f"p:a a s:ResearchProject ; {NAMED} .", ("general-type", 1, "Violation"), "schema:Project"),
    (f"p:a a s:GovernmentOffice ; {NAMED} .", ("general-type", 1, "Violation"), "Organization"),
    (
        f"p:a a s:GovernmentService ; {NAMED} .",
        ("general-type", 1, "Violation"),
        "schema:Service",
    ),
    (
        f"p:a a org:Organization ,\n  s:Place ; {NAMED} .",
        ("organization-and-place", 2, "Violation"),
        "org:Organization, schema:Place",
    ),
    (
        f"p:a a s:Organization ; {NAMED} .\np:a a\n  s:City .",
        ("organization-and-place", 3, "Violation"),
        "schema:Organization, schema:City",
    ),
    (
        f"p:é a s:Place ; {name('A')} .\np:%C3%A9 a s:Place ; {name('B')} .",
        ("same-address", 2, "Violation"),
        "data/source/a.ttl, line 14",
    ),
    (
        f"p:hall a s:Place ; {name('A')} .\np:Hall a s:Place ; {name('B')} .",
        ("similar-address", 2, "Warning"),
        "capital letters",
    ),
    (
        f"<https://data.town.example/id/place/x> a s:Place ; {name('A')} .\n"
        f"<https://data.town.example/id/place/x.> a s:Place ; {name('B')} .",
        ("similar-address", 2, "Warning"),
        "full stop",
    ),
    (
        f"<https://data.town.example/id/place/x> a s:Place ; {name('A')} .\n"
        f"<https://data.town.example/id/place/x.ttl> a s:Place ; {name('B')} .",
        ("same-address", 2, "Violation"),
        "as Turtle",
    ),
    *(
        (
            f"<https://data.town.example/id/place/{slug}> a s:Place ; {NAMED} .",
            ("unreachable-address", 1, "Violation"),
            f"Write <https://data.town.example/id/place/{better}>",
        )
        for slug, better in (
            ("b%2Fc", "b-c"),
            ("b%25c", "b-c"),
            ("b%0Ac", "b-c"),
            ("%41bc", "Abc"),
            ("é%20ç", "%C3%A9%20%C3%A7"),
            ("%c3%a9", "%C3%A9"),
            ("b%80", "b-"),
        )
    ),
    (
        f"p:e\N{COMBINING ACUTE ACCENT} a s:Place ; {name('A')} .\n"
        f"p:\N{LATIN SMALL LETTER E WITH ACUTE} a s:Place ; {name('B')} .",
        ("similar-address", 2, "Warning"),
        "accents",
    ),
    (
        f"p:a a s:Place ; {name('La  Halle')} .\np:b a s:Place ; {name('la halle')} .",
        ("same-name", 2, "Warning"),
        "<https://data.town.example/id/place/a>",
    ),
    (
        f"p:a a s:Place ; {name('A')} .\n\np:a a s:Place ; {name('B')} .",
        ("copied-block", 3, "Violation"),
        "line 14",
    ),
    (
        f"p:a a s:Place ; {name('A')} .\n\np:a a s:Place ; {name('A')} .",
        ("copied-block", 3, "Warning"),
        "Keep one",
    ),
]


@pytest.mark.parametrize(("content", "expected", "words"), FAULTS)
def test_a_fault_is_reported_at_its_line_with_its_reason(
    find: Find, content: str, expected: tuple[str, int, str], words: str
) -> None:
    (finding,) = find(content)
    assert summarize([finding]) == [expected]
    assert words in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


RIGHT = [
    f"p:a a s:Library , s:Place ; {NAMED} .",
    f"p:a a s:Library , org:Organization ; {NAMED} .",
    f"p:a a s:BlogPosting ; {NAMED} .",
    f"p:a a s:LocationFeatureSpecification ; {NAMED} .",
    f"p:a a s:Restaurant , s:Place , s:LocalBusiness ; {NAMED} .",
    f"p:a a s:Place ; {NAMED} .\no:a a org:Organization ; {NAMED} .",
    f"p:a a s:Place ; {NAMED} .\np:b a s:Event ; {NAMED} .",
    f"p:a a s:Place ; {NAMED} .\np:a-b a s:Place ; {name('B')} .",
    f"p:a a s:Place , s:Place ; {NAMED} .",
    f"<https://data.town.example/id/place/x.ttl> a s:Place ; {NAMED} .",
    f"<https://data.town.example/id/place/b%3Fc> a s:Place ; {NAMED} .",
    f"<https://data.town.example/id/place/%C3%A9> a s:Place ; {NAMED} .",
    f"<https://data.town.example/id/place/é> a s:Place ; {NAMED} .",
    f"p:a a s:Place ; {NAMED} .\np:a s:description 'A'@fr .",
]


@pytest.mark.parametrize("content", RIGHT)
def test_what_is_right_is_not_reported(find: Find, content: str) -> None:
    assert find(content) == []


def write_points(*points: tuple[object, object]) -> str:
    return "\n".join(
        f"c:{at} a s:GeoCoordinates ; s:latitude {latitude} ;\n s:longitude {longitude} ."
        for at, (latitude, longitude) in enumerate(points)
    )


LOOS: list[tuple[object, object]] = [
    (50.457, 2.792),
    (50.451, 2.801),
    (50.449, 2.779),
    (50.462, 2.788),
]
FIJI: list[tuple[object, object]] = [
    (-16.8, 179.9),
    (-16.7, -179.95),
    (-16.81, 179.95),
    (-16.75, -179.9),
]
POINTS: list[tuple[list[tuple[object, object]], list[tuple[str, int, str]]]] = [
    (LOOS, []),
    (FIJI, []),
    ([*LOOS, (51.0, 3.2)], []),
    ([*LOOS, (2.79, 50.45)], [("swapped-coordinates", 9, "Violation")]),
    ([*FIJI, (179.8, -16.7)], [("swapped-coordinates", 9, "Violation")]),
    ([*LOOS, (50.457, 27.92)], [("far-away", 10, "Warning")]),
    ([*LOOS, (5.0457, 2.792)], [("far-away", 9, "Warning")]),
    ([*LOOS, (-50.457, 2.792)], [("far-away", 9, "Warning")]),
    # Out of the range: a shape reports it.
    ([*LOOS, (504.57, 2.792)], []),
    # Too few to say which is wrong.
    ([LOOS[0], LOOS[1], (2.79, 50.45)], []),
    ([*LOOS, ('"x"', 2.8), ('"NaN"^^xsd:double', 2.8)], []),
]


@pytest.mark.parametrize(("points", "expected"), POINTS)
def test_a_point_is_compared_with_the_other_points_of_the_town(
    find: Find, points: list[tuple[object, object]], expected: list[tuple[str, int, str]]
) -> None:
    assert summarize(find(write_points(*points))) == expected


def test_a_twin_town_and_what_lies_in_it_are_far_away(find: Find) -> None:
    content = (
        f"{write_points(*LOOS, (46.3, 16.3), (46.31, 16.31), (46.32, 16.32))}\n"
        f"p:loos a s:City ; {name('Loos')} .\n"
        f"p:a a s:Place ; {name('A')} ; s:geo c:0 ; s:containedInPlace p:loos .\n"
        f"p:twin a s:City ; {name('Twin')} ; s:geo c:4 .\n"
        f"p:b a s:Place ; {name('B')} ; s:geo c:5 ; s:containedInPlace p:twin .\n"
        f"p:c a s:Place ; {name('C')} ; s:geo c:6 ; s:containedInPlace p:loos ."
    )
    (finding,) = [one for one in find(content) if one.rule == "far-away"]
    assert finding.thing.endswith("/6")


def test_things_of_one_name_that_the_data_tells_apart_are_right(find: Find) -> None:
    content = (
        f"p:a a s:Place ; {name('A')} .\np:b a s:Place ; {name('B')} .\n"
        f"p:c a s:Place ; {name('Rue')} ; s:containedInPlace p:a .\n"
        f"p:d a s:Place ; {name('Rue')} ; s:containedInPlace p:b .\n"
        f"p:e a s:Place ; {name('Rue')} ; s:containedInPlace p:a .\n"
    )
    (finding,) = [one for one in find(content) if one.rule == "same-name"]
    assert finding.thing.endswith("/e")
    assert "/place/c>" in finding.message["en"]


def test_points_in_other_vocabularies_are_compared_as_well(find: Find) -> None:
    content = (
        f"{write_points(*LOOS)}\n"
        "p:a a s:Place ; wgs:lat 2.79 ; wgs:long 50.45 .\n"
        'p:b a s:Place ; geo:asWKT "POINT(50.45 2.79)"^^geo:wktLiteral .\n'
        'p:c a s:Place ; geo:asWKT "POINT(2.79 50.45)"^^geo:wktLiteral .\n'
        'p:d a s:Place ; geo:asWKT "LINESTRING(1 2, 3 4)"^^geo:wktLiteral .\n'
    )
    assert summarize(find(content)) == [
        ("swapped-coordinates", 9, "Violation"),
        ("swapped-coordinates", 10, "Violation"),
    ]


def test_things_are_compared_over_files(find: Find) -> None:
    files = {
        "a.ttl": f"p:a a s:Place ; {name('A')} .",
        "b.ttl": f"p:b a s:Place ; {name('A')} .\np:a a org:Organization .",
    }
    found = {(one.rule, one.place.path.name) for one in find(files) if one.place}
    assert found == {
        ("same-name", "b.ttl"),
        ("organization-and-place", "a.ttl"),
        ("two-files", "b.ttl"),
    }
