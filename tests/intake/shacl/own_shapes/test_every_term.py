"""Whatever a town writes in its shapes, the check ends with findings or with located faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from terril.intake.shacl.own_shapes.terms import KNOWN, PROPERTIES
from terril.intake.shacl.validation import validate
from terril.intake.sources import Sources
from terril.intake.town_model import ModelFile, TownModel
from terril.model.errors import NoTarget, ShapesError
from tests.intake.conftest import Read
from tests.intake.shacl.own_shapes.conftest import DATA, make_file
from tests.paths import ROOT
from tests.sampling import EXTENTS, Extent, part_of

VALUES = [
    "'text'",
    "'text'@fr",
    "'2020-13-01'^^xsd:date",
    "1",
    "-1",
    "1.5",
    "true",
    "'1'^^xsd:boolean",
    "s:name",
    "t:none",
    "[]",
    "[ s:x s:y ]",
    "( )",
    "( s:name )",
    "( s:name s:in )",
    "( 'a' 1 [] )",
    "_:loop",
    "_:half",
    "_:two",
    "[ sh:path s:name ]",
    "[ sh:inversePath 'x' ]",
    "'SELECT $this { $this ?p ?o }'",
    "'ASK {}'",
    "t:P",
    "'[('",
    "rdf:nil",
]
LISTS = """_:loop rdf:first s:name ; rdf:rest _:loop . _:half rdf:first s:name .
_:two rdf:first s:name, s:in ; rdf:rest rdf:nil ."""
PLACES = [
    "{}",
    "sh:property [ sh:path s:in ; {} ]",
    "sh:sparql [ sh:select 'SELECT $this {{ $this ?p ?o }}' ; {} ]",
    "sh:or ( [ {} ] [ sh:class s:Place ] )",
]
NAMES = sorted((KNOWN | set(PROPERTIES)) - {""})


def write_shapes() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        for value in VALUES:
            for place in PLACES:
                constraint = place.format(f"sh:{name} {value}")
                extra = LISTS if value.startswith("_:") else ""
                shape = f"t:P a sh:NodeShape ; sh:targetClass s:Place ; {constraint} . {extra}"
                yield name, shape


def check(sources: Sources, file: ModelFile, *others: ModelFile) -> None:
    """Check the data against shapes of the town; a ``ModelError`` would be a fault of Terril."""
    model = TownModel((make_file("o.ttl", ""),), (*others, file), b"{}", ())
    try:
        validate(sources, model)
    except NoTarget:
        pass
    except ShapesError as error:
        for one in error.findings:
            assert one.place
            assert one.place.line
            assert one.place.path == Path("shapes", file.name)


@pytest.mark.parametrize("extent", EXTENTS)
def test_every_term_with_every_kind_of_value(read: Read, extent: Extent) -> None:
    sources = read({"source/a.ttl": DATA})
    tried = part_of(write_shapes(), 3, extent, key=lambda one: one[0])
    assert len(tried) > len(NAMES)
    for _, text in tried:
        check(sources, make_file("a.ttl", text, own=True))


def read_model() -> list[Quad]:
    return [
        quad
        for path in sorted((ROOT / "shapes").rglob("*.ttl"))
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]


MODEL = read_model()
OBJECTS = list(dict.fromkeys(quad.object for quad in MODEL))
PREDICATES = list(dict.fromkeys(quad.predicate for quad in MODEL))
TERMS = st.one_of(
    st.sampled_from(OBJECTS),
    st.text("abc (){}[]?$\\\"'", max_size=9).map(Literal),
    st.integers(-2, 5).map(Literal),
    st.builds(BlankNode),
    st.sampled_from(NAMES).map(lambda name: NamedNode(f"http://www.w3.org/ns/shacl#{name}")),
)
CHANGES = st.tuples(
    st.integers(0, len(MODEL) - 1),
    st.sampled_from(("leave out", "value", "property", "add")),
    TERMS,
    st.sampled_from(PREDICATES),
)


def change(
    quads: list[Quad], place: int, kind: str, value: object, predicate: NamedNode
) -> list[Quad]:
    quad = quads[place]
    assert isinstance(value, NamedNode | BlankNode | Literal)
    changed = {
        "leave out": [],
        "value": [Quad(quad.subject, quad.predicate, value)],
        "property": [Quad(quad.subject, predicate, quad.object)],
        "add": [quad, Quad(quad.subject, predicate, value)],
    }
    return [*quads[:place], *changed[kind], *quads[place + 1 :]]


def check_changed(sources: Sources, changes: list[tuple[int, str, object, NamedNode]]) -> None:
    quads = MODEL
    for place, kind, value, predicate in changes:
        quads = change(quads, place % len(quads), kind, value, predicate)
    triples = [quad.triple for quad in quads]
    content = serialize(triples, format=RdfFormat.TURTLE)
    assert content
    check(sources, make_file("a.ttl", content.decode(), own=True))


COMMON = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=6, deadline=None, suppress_health_check=COMMON)
@given(changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_changed_shapes_of_the_model(
    read: Read, changes: list[tuple[int, str, object, NamedNode]]
) -> None:
    check_changed(read({"source/a.ttl": DATA}), changes)


@pytest.mark.soak
@settings(max_examples=300, deadline=None, suppress_health_check=COMMON)
@given(changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_many_changed_shapes_of_the_model(
    read: Read, changes: list[tuple[int, str, object, NamedNode]]
) -> None:
    check_changed(read({"source/a.ttl": DATA}), changes)
