"""Rules hold for all slugs, terms, points and names, not only for the examples."""

from __future__ import annotations

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from urllib.parse import quote

from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from terril.intake.reading.document import make_document
from terril.intake.rules.expectations import read_expectations
from terril.intake.sources import Source
from terril.intake.vocabularies import load_vocabularies
from terril.model.findings import Finding
from terril.model.formats import TURTLE
from terril.model.vocabulary import SCHEMA
from tests.intake.rules.conftest import BASE, PREFIXES, filter_faults, read_model
from tests.intake.rules.screening import SortedFiles, put_in_graph

PROPERTIES = sorted(iri for iri, term in load_vocabularies()[SCHEMA].items() if "p" in term.kinds)
LETTERS = st.characters(categories=("Ll", "Lu", "Lo", "Nd"))
SLUGS = st.text(LETTERS, min_size=1, max_size=12)
DEGREES = st.floats(-0.2, 0.2)


def find(content: str) -> list[Finding]:
    """Return the findings of all rules about one Turtle file."""
    text = (PREFIXES + content).encode()
    graph = NamedNode(f"{BASE}id/graph/source")
    quads = put_in_graph(list(parse(text, format=RdfFormat.TURTLE)), graph)
    document = make_document(Path("a.ttl"), text)
    source = Source(PurePath("a.ttl"), graph, TURTLE, document, quads)
    expected = read_expectations(read_model(), ("fr",), ("source",))
    with TemporaryDirectory() as folder:
        findings = SortedFiles([source], Path(folder), expected, size=3).find_screened()
    return filter_faults(findings)


def place(slug: str, name: str) -> str:
    return f'<{BASE}id/place/{slug}> a s:Place ;\n  skos:prefLabel "{name}"@fr .\n'


@given(SLUGS)
def test_a_thing_is_right_in_any_script(slug: str) -> None:
    assert find(place(slug, slug)) == []
    assert find(place(quote(slug), slug)) == []


@given(SLUGS)
def test_two_spellings_of_any_address_are_one(slug: str) -> None:
    assume(quote(slug) != slug)
    (finding,) = find(place(slug, "A") + place(quote(slug), "B"))
    assert finding.rule == "same-address"
    assert finding.place is not None
    assert finding.place.line == PREFIXES.count("\n") + 3


@given(st.sampled_from(PROPERTIES), st.integers(0, 30), st.sampled_from("aeinrst"))
def test_any_property_with_a_wrong_letter_is_unknown(iri: str, at: int, letter: str) -> None:
    name = iri.removeprefix(SCHEMA)
    at %= len(name)
    wrong = f"{name[:at]}{letter}{name[at + 1 :]}"
    assume(SCHEMA + wrong not in load_vocabularies()[SCHEMA])
    (finding,) = find(place("a", "A") + f"p:a <{SCHEMA}{wrong}> 1 .")
    assert finding.rule == "unknown-term"
    assert finding.value == SCHEMA + wrong


@given(st.sampled_from(PROPERTIES))
def test_every_property_of_a_vocabulary_is_known(iri: str) -> None:
    assert find(place("a", "A") + f'p:a <{iri}> "x" .') == []


@given(
    st.tuples(st.floats(-85, 85), st.floats(-179, 179)),
    st.lists(st.tuples(DEGREES, DEGREES), min_size=4, max_size=8),
)
def test_points_of_a_town_are_near_wherever_it_is(
    middle: tuple[float, float], offsets: list[tuple[float, float]]
) -> None:
    latitude, longitude = middle
    points = [(latitude + north, longitude + east) for north, east in offsets]
    content = "\n".join(
        f'c:{at} s:latitude "{north}"^^xsd:double ; s:longitude "{east}"^^xsd:double .'
        for at, (north, east) in enumerate(points)
    )
    assert find(content) == []
    # On the diagonal, both orders are near each other.
    assume(abs(abs(latitude) - abs(longitude)) > 5)
    assume(abs(longitude) <= 90)
    swapped = (
        f'\nc:x s:latitude "{longitude}"^^xsd:double ;\n s:longitude "{latitude}"^^xsd:double .'
    )
    (finding,) = find(content + swapped)
    assert finding.rule == "swapped-coordinates"
