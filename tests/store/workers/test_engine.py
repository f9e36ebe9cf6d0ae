"""Queries get the right answer, in every format, on the graphs that they name."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    parse,
    parse_query_results,
)
from rdflib.compare import isomorphic
from rdflib.query import Result

from terril.model.errors import (
    AnswerUnwritable,
    QuerySyntax,
    UnknownFunction,
)
from terril.model.formats import RDF_XML, TURTLE
from terril.store.sparql import (
    BINDINGS_FORMATS,
    GRAPH_FORMATS,
    RESULTS_JSON,
    AnswerFormat,
    Query,
    QueryLimits,
    examine,
    find_format,
)
from terril.store.sparql.result_formats import RESULTS_CSV, ResultFormat
from terril.store.workers import QueryWorkers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terril.model.formats import Format

    NewPool = Callable[[Path, QueryLimits], QueryWorkers]

NAMES = "SELECT ?thing ?name { ?thing schema:name ?name } ORDER BY STR(?name)"
SOURCE = "https://town.example/id/graph/source"
EDITORIAL = "https://town.example/id/graph/editorial"
# About half a second of work that ends.
SLOW = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), '(x+x+)+y')) }"


def query(
    text: str,
    form: AnswerFormat = RESULTS_JSON,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> Query:
    return Query(examine(text), form.media_type, default_graphs, named_graphs)


def content(pool: QueryWorkers, text: str, form: AnswerFormat = RESULTS_JSON) -> bytes:
    with pool.execute(query(text, form)) as answer:
        data = b"".join(answer.chunks())
        assert answer.size == len(data)
        assert answer.media_type == form.media_type
        assert answer.seconds > 0
    return data


def values(
    pool: QueryWorkers,
    text: str,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> list[str]:
    """The first column of the solutions, sorted."""
    request = query(text, RESULTS_JSON, default_graphs, named_graphs)
    with pool.execute(request) as answer:
        solutions = parse_query_results(b"".join(answer.chunks()), QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return sorted(str(row[0]) for row in solutions)


def direct(store: Path, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    prefixes = {"schema": "http://schema.org/"}
    return Store.read_only(str(store)).query(text, prefixes=prefixes)


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda row: row.name)
def test_solutions_are_right_in_every_format(
    small_pool: QueryWorkers, small_store: Path, form: ResultFormat
) -> None:
    data = content(small_pool, NAMES, form)
    expected = direct(small_store, NAMES)
    assert isinstance(expected, QuerySolutions)
    rows = [tuple(row) for row in expected]
    assert len(rows) == 3
    if form is not RESULTS_CSV:
        found = parse_query_results(data, form.syntax)
        assert isinstance(found, QuerySolutions)
        assert [tuple(row) for row in found] == rows
    read = Result.parse(BytesIO(data), content_type=form.media_type)
    names = [str(binding[rdflib.Variable("name")]) for binding in read.bindings]
    assert names == ["Hôtel de ville", "Parc, dit « le grand »", "Town hall"]


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda row: row.name)
def test_a_boolean_is_right_in_every_format(small_pool: QueryWorkers, form: ResultFormat) -> None:
    yes = content(small_pool, "ASK { place:hall schema:name ?name }", form)
    no = content(small_pool, "ASK { place:hall schema:name 1 }", form)
    assert b"true" in yes
    assert b"false" in no
    if form.syntax in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
        found = parse_query_results(yes, form.syntax)
        assert isinstance(found, QueryBoolean)
        assert bool(found)


# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda row: row.name)
@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE place:hall"])
def test_a_graph_is_right_in_every_format(
    small_pool: QueryWorkers, small_store: Path, form: Format, text: str
) -> None:
    with small_pool.execute(query(text, form)) as answer:
        data = b"".join(answer.chunks())
        rows = answer.rows
    full = text.replace("place:hall", "<https://town.example/id/place/hall>")
    results = direct(small_store, full)
    assert isinstance(results, QueryTriples)
    expected = set(results)
    assert {quad.triple for quad in parse(data, form.syntax)} == expected
    assert rows == len(expected)
    read = rdflib.Graph().parse(data=data, format=form.media_type)
    as_triples = "".join(f"{triple} .\n" for triple in expected)
    assert isomorphic(read, rdflib.Graph().parse(data=as_triples, format="nt"))


def test_turtle_uses_the_prefixes_of_the_pool(small_pool: QueryWorkers) -> None:
    text = content(small_pool, "CONSTRUCT WHERE { ?s schema:floorSize ?o }", TURTLE).decode()
    assert "place:hall schema:floorSize" in text


def test_all_graphs_are_queried_as_one(small_pool: QueryWorkers) -> None:
    text = "SELECT ?n { ?s a schema:Place ; schema:floorSize 1200 ; schema:name ?n }"
    assert values(small_pool, text) == ['"Hôtel de ville"@fr', '"Town hall"@en']


def test_a_store_whose_default_graph_is_the_merge_counts_each_statement_once(
    tmp_path: Path, new_pool: NewPool
) -> None:
    hall, kind, place = (NamedNode(f"http://a.example/{name}") for name in "hkp")
    graphs = (DefaultGraph(), NamedNode(SOURCE), NamedNode(EDITORIAL))
    store = Store(str(tmp_path / "merged"))
    store.bulk_extend(Quad(hall, kind, place, graph) for graph in graphs)
    store.flush()
    pool = new_pool(tmp_path / "merged", QueryLimits(workers=1))
    assert len(values(pool, "SELECT ?s { ?s ?p ?o }")) == 1
    assert len(values(pool, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }")) == 2
    with pool.execute(query("DESCRIBE <http://a.example/h>", TURTLE)) as answer:
        assert answer.rows == 1


def test_a_query_may_name_its_graphs(small_pool: QueryWorkers) -> None:
    english = ['"Town hall"@en']
    assert values(small_pool, f"SELECT ?n FROM <{EDITORIAL}> {{ ?s schema:name ?n }}") == english
    named = f"FROM NAMED <{EDITORIAL}>"
    pattern = "GRAPH ?g { ?s schema:name ?n }"
    assert values(small_pool, f"SELECT ?n {named} {{ {pattern} }}") == english
    assert values(small_pool, f"SELECT ?n {named} {{ ?s schema:name ?n }}") == []


def test_graphs_of_the_protocol_set_those_of_the_text_aside(small_pool: QueryWorkers) -> None:
    text = f"SELECT ?n FROM <{SOURCE}> {{ ?s schema:name ?n }}"
    assert values(small_pool, text, default_graphs=(EDITORIAL,)) == ['"Town hall"@en']
    assert len(values(small_pool, text, default_graphs=(EDITORIAL, SOURCE))) == 3
    assert values(small_pool, text, named_graphs=(EDITORIAL,)) == []
    inside = "SELECT ?n { GRAPH ?g { ?s schema:name ?n } }"
    assert values(small_pool, inside, named_graphs=(EDITORIAL,)) == ['"Town hall"@en']
    assert values(small_pool, inside, default_graphs=(EDITORIAL,)) == []


def test_a_graph_that_is_no_iri_is_a_mistake_of_the_client() -> None:
    with pytest.raises(QuerySyntax) as caught:
        query("ASK {}", default_graphs=("no iri",))
    assert "“no iri” is not a complete address" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "form"), [("ASK {}", TURTLE), ("DESCRIBE <http://a/>", RESULTS_CSV)]
)
def test_a_format_that_does_not_fit_the_form_is_a_mistake_of_the_caller(
    text: str, form: AnswerFormat
) -> None:
    with pytest.raises(ValueError, match=form.media_type):
        query(text, form)


def test_an_unknown_media_type_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="text/plain"):
        find_format("text/plain")


def test_a_syntax_error_has_position_and_word(small_pool: QueryWorkers) -> None:
    with pytest.raises(QuerySyntax) as caught:
        small_pool.execute(query("SELECT * {\n  ?s foaf:name ?o }"))
    assert (caught.value.line, caught.value.column) == (2, 6)
    assert "prefix of “foaf:name”" in str(caught.value)
    assert "préfixe de « foaf:name »" in caught.value.message("fr")


def test_an_unknown_function_is_named(small_pool: QueryWorkers) -> None:
    with pytest.raises(UnknownFunction) as caught:
        small_pool.execute(query("ASK {\n  FILTER(place:near(1)) }"))
    assert "function <https://town.example/id/place/near> is not known" in str(caught.value)
    assert (caught.value.line, caught.value.column) == (2, 10)


def test_a_predicate_that_xml_cannot_write_is_named(small_pool: QueryWorkers) -> None:
    text = "CONSTRUCT { ?s <http://a.example/1> ?o } WHERE { ?s ?p ?o }"
    with pytest.raises(AnswerUnwritable) as caught:
        small_pool.execute(query(text, RDF_XML))
    assert caught.value.iri == "http://a.example/1"
    assert content(small_pool, text, TURTLE)
