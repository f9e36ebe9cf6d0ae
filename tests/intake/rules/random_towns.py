"""Strategies for towns in which every rule of reading finds something now and then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from terril.intake.reading.document import make_document
from terril.intake.sources import Source
from terril.model.formats import N_TRIPLES
from terril.model.triples import term
from terril.model.vocabulary import SCHEMA, SKOS, TYPE, XSD
from tests.intake.rules.conftest import BASE
from tests.intake.rules.screening import put_in_graph
from tests.odd_values import ANY_TEXT

Object = NamedNode | BlankNode | Literal | Triple
Statement = tuple[NamedNode | BlankNode, NamedNode, Object]
OTHER = "https://data.twon.example/id/place/a"
THINGS = [
    NamedNode(iri)
    for iri in (
        *(f"{BASE}id/place/{slug}" for slug in ("a", "b", "c", "d", "A", "a.", "a.ttl", "b.json")),
        *(f"{BASE}id/place/{slug}" for slug in ("%C3%A9", "é", "a%2Fb", "%ff", "e%CC%81")),
        *(f"{BASE}id/organization/{slug}" for slug in ("a", "mairie", "Mairie")),
        *(OTHER, f"{BASE}place/a", f"{BASE}id/Place/a", "relative:///id/place/a", "schema:a"),
        *("https://elsewhere.example/1", f"{BASE}id/place/a\u202eb"),
    )
]
PREDICATES = [
    *map(term, ("schema:name", "skos:prefLabel", "rdfs:label", "dct:title", "schema:url")),
    *map(term, ("schema:containedInPlace", "schema:geo", "dct:subject", "schema:description")),
    *map(NamedNode, (f"{SCHEMA}nmae", "https://schema.org/name", "schema:name", f"{BASE}x/1")),
    *map(NamedNode, (f"{SCHEMA}Place", "http://shema.org/name", OTHER, f"{SKOS}prefLable")),
]
COORDINATES = [
    *map(term, ("schema:latitude", "schema:longitude")),
    NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#lat"),
    NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#long"),
]
CLASSES = [
    *map(term, ("schema:Place", "schema:City", "org:Organization", "schema:Library", "org:Site")),
    *map(term, ("schema:GovernmentOffice", "schema:Organization", "schema:name")),
    *map(NamedNode, (f"{SCHEMA}Plaec", "http://shema.org/Place", "https://schema.org/Place")),
    *map(NamedNode, ("javascript:alert(1)", "schema:Place", OTHER, "urn:x:y")),
]
FOREIGN = [
    NamedNode(iri)
    for iri in (
        *("https://town.example/", "mailto:a@town.example", "ftp://town.example/x", "geo:1,2"),
        *(f"{BASE}id/place/missing", f"{BASE}id/place/B", f"{BASE}id/graph/source"),
        *(f"{BASE}x/id/place/a", "http://data.town.example/id/place/a", f"{SKOS}Concept"),
    )
]
TEXTS = ("Mairie", "mairie ", "Gare", "Parc\u00a0A", "a\x92b", "\u202ex", "C:\\x", 'a"b', "1")
TAGS = ("fr", "en", "fr-be", "de", "fra", "rf", "xx", "zz-fr")
NUMBERS = ("50", "50.5", "050.5", "50.50", "-2", "x", "12,5", "1e1", "inf", "٣")
DATES = ("2001-05-31", "2001-02-30", "2001-13-01", "31/05/2001", "2001-05-31Z", "1999-02-29")
DATATYPES = ("decimal", "double", "integer", "date", "gYear", "boolean", "int", "string", "tiem")
POINTS = ("POINT(2.7 50.4)", "POINT(50.4 2.7)", "POINT(2.7 40)", "POINT(x 1)", "POINT(2.71 50.41)")
LITERALS = st.one_of(
    st.builds(Literal, st.sampled_from(TEXTS), language=st.sampled_from(TAGS)),
    st.builds(Literal, st.sampled_from(TEXTS)),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        st.sampled_from((*NUMBERS, *DATES)),
        st.sampled_from(DATATYPES),
    ),
    st.builds(Literal, ANY_TEXT),
    st.builds(Literal, st.sampled_from(POINTS), datatype=st.just(term("geo:wktLiteral"))),
    st.just(Literal("x", datatype=NamedNode("schema:Text"))),
)
OBJECTS: st.SearchStrategy[Object] = st.one_of(
    st.sampled_from(THINGS), st.sampled_from(FOREIGN), st.sampled_from(CLASSES), LITERALS
)
MARKED: st.SearchStrategy[Object] = st.sampled_from(
    [
        Literal("x", language="ar", direction=BaseDirection.RTL),
        Triple(THINGS[0], PREDICATES[0], Literal("x")),
        BlankNode("a"),
    ]
)
SUBJECTS = st.one_of(st.sampled_from(THINGS[:6]), st.sampled_from(THINGS))
DEGREES = st.sampled_from(("50.4", "50.41", "50.42", "2.7", "2.71", "-2.7", "95", "050.4", "x"))


def _list_point(
    thing: NamedNode, links: tuple[NamedNode, NamedNode], north: str, east: str
) -> list[Statement]:
    decimal = term("xsd:decimal")
    return [
        (thing, link, Literal(degrees, datatype=decimal))
        for link, degrees in zip(links, (north, east), strict=True)
    ]


def _list_named(thing: NamedNode, class_: NamedNode, name: str, place: Object) -> list[Statement]:
    return [
        (thing, TYPE, class_),
        (thing, PREDICATES[1], Literal(name, language="fr")),
        (thing, PREDICATES[5], place),
    ]


STATEMENTS: st.SearchStrategy[Statement] = st.one_of(
    st.tuples(SUBJECTS, st.just(TYPE), st.sampled_from(CLASSES[:6])),
    st.tuples(SUBJECTS, st.just(TYPE), st.sampled_from(CLASSES)),
    st.tuples(SUBJECTS, st.sampled_from(PREDICATES[:4]), LITERALS),
    st.tuples(SUBJECTS, st.sampled_from(PREDICATES), OBJECTS),
    st.tuples(SUBJECTS, st.sampled_from(PREDICATES[5:7]), SUBJECTS),
)
RARE_STATEMENTS: st.SearchStrategy[Statement] = st.one_of(
    st.tuples(SUBJECTS, st.sampled_from(PREDICATES), MARKED),
    st.tuples(st.just(BlankNode("b")), st.sampled_from(PREDICATES), LITERALS),
)
GROUPS = st.one_of(
    st.lists(st.one_of(*[STATEMENTS] * 30, RARE_STATEMENTS), min_size=1, max_size=5),
    st.builds(
        _list_point,
        SUBJECTS,
        st.sampled_from([(COORDINATES[0], COORDINATES[1]), (COORDINATES[2], COORDINATES[3])]),
        DEGREES,
        DEGREES,
    ),
    st.builds(
        _list_named,
        SUBJECTS,
        st.sampled_from(CLASSES[:3]),
        st.sampled_from(TEXTS[:3]),
        st.sampled_from(THINGS[:3]),
    ),
)
FILES = st.lists(
    st.lists(GROUPS, max_size=15).map(lambda groups: [one for group in groups for one in group]),
    min_size=1,
    max_size=3,
)


def make_sources(files: Sequence[Sequence[Statement]]) -> list[Source]:
    """Return files with such statements, of which the first two are in one graph."""
    return [
        _make_source(number, [Triple(*statement) for statement in statements])
        for number, statements in enumerate(files)
    ]


def _make_source(number: int, triples: Sequence[Triple]) -> Source:
    content = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    document = make_document(Path(f"{number}.nt"), content)
    graph = NamedNode(f"{BASE}id/graph/{'source' if number < 2 else 'more'}")
    quads = put_in_graph([Quad(*triple) for triple in triples], graph)
    return Source(PurePath(f"{number}.nt"), graph, N_TRIPLES, document, quads)
