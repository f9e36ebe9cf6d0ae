"""Questions that every engine answers: joining, sorting, merging, relative IRIs."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from terril.model.errors import QuerySyntax
from terril.model.formats import TURTLE
from terril.store.sparql import Query, QueryLimits, examine, order_totally
from terril.store.sparql.result_formats import RESULTS_CSV
from terril.store.workers import QueryWorkers
from tests.sampling import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    WriteStore = Callable[[Path, Sequence[Quad]], None]

BASE = "https://town.example/"
ENDPOINT = f"{BASE}sparql"
SOURCE, EDITORIAL = f"{BASE}id/graph/source", f"{BASE}id/graph/editorial"
TRIG = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{SOURCE}> {{ <{BASE}id/place/hall> skos:prefLabel "Hall"@en , "Halle"@fr . }}
<{EDITORIAL}> {{ <{BASE}id/place/hall> skos:prefLabel "Hall"@en ; skos:note 7 . }}
<https://w3id.org/terril/kinds> {{ skos:note skos:prefLabel "note"@en . }}
"""
COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def workers(
    tmp_path_factory: pytest.TempPathFactory, write_store: WriteStore
) -> Iterator[QueryWorkers]:
    folder = tmp_path_factory.mktemp("overlapping") / "store"
    write_store(folder, list(parse(TRIG.encode(), format=RdfFormat.TRIG)))
    limits = QueryLimits(workers=1, seconds=60)
    with QueryWorkers(folder, limits, {}, base=ENDPOINT, spares=0) as pool:
        yield pool


def ask(workers: QueryWorkers, text: str, *graphs: str) -> list[str]:
    """The first column of the answer."""
    with workers.execute(Query(examine(text), RESULTS_CSV.media_type, graphs)) as answer:
        content = b"".join(answer.chunks()).decode()
    # An empty cell of a single column is an empty line.
    return [row[0] if row else "" for row in csv.reader(io.StringIO(content))][1:]


@pytest.mark.parametrize(
    ("clauses", "number"),
    [
        ("", 3),
        (f"FROM <{SOURCE}>", 2),
        (f"FROM <{SOURCE}> FROM <{EDITORIAL}>", 3),
        ("FROM <id/graph/source> FROM <id/graph/editorial>", 3),
        ("FROM <#all-graphs>", 4),
        (f"FROM <{SOURCE}> FROM <{EDITORIAL}> FROM <https://w3id.org/terril/kinds>", 4),
        (f"FROM NAMED <{SOURCE}>", 0),
    ],
)
def test_a_statement_of_two_graphs_counts_once(
    workers: QueryWorkers, clauses: str, number: int
) -> None:
    assert ask(workers, COUNT.format(clauses)) == [str(number)]


def test_the_short_form_of_construct_has_graphs_as_well(workers: QueryWorkers) -> None:
    text = f"CONSTRUCT FROM <{EDITORIAL}> WHERE {{ ?s ?p ?o }}"
    with workers.execute(Query(examine(text), TURTLE.media_type)) as answer:
        assert answer.rows == 2


def test_graphs_of_the_protocol_are_merged_as_well(workers: QueryWorkers) -> None:
    assert ask(workers, COUNT.format(""), SOURCE, EDITORIAL) == ["3"]
    assert ask(workers, COUNT.format(""), f"{ENDPOINT}#all-graphs") == ["4"]


def test_graph_patterns_find_each_graph_as_it_is(workers: QueryWorkers) -> None:
    shown = "(CONCAT(STR(?g), ' ', STR(COUNT(*))) AS ?n)"
    pattern = f"SELECT {shown} {{}} {{{{ GRAPH ?g {{{{ ?s ?p ?o }}}} }}}} GROUP BY ?g"
    expected = [f"{EDITORIAL} 2", f"{SOURCE} 2", "https://w3id.org/terril/kinds 1"]
    assert sorted(ask(workers, pattern.format(""))) == expected
    assert sorted(ask(workers, pattern.format("FROM <#all-graphs>"))) == expected
    assert ask(workers, pattern.format(f"FROM NAMED <{SOURCE}>")) == [f"{SOURCE} 2"]


def test_a_glued_from_is_no_guess(workers: QueryWorkers) -> None:
    for text in ("SELECT * FROMex:g { ?s ?p ?o }", "ASK FROMNAMED <http://a/> { ?s ?p ?o }"):
        with pytest.raises(QuerySyntax) as caught:
            workers.execute(Query(examine(f"PREFIX ex: <{BASE}>\n{text}"), RESULTS_CSV.media_type))
        assert caught.value.line == 2


@pytest.mark.parametrize(
    ("word", "iri"), [("x", f"{BASE}x"), ("#x", f"{ENDPOINT}#x"), ("", ENDPOINT)]
)
def test_relative_iris_resolve_against_the_endpoint(
    workers: QueryWorkers, word: str, iri: str
) -> None:
    assert ask(workers, f"SELECT (<{word}> AS ?x) {{}}") == [iri]
    assert ask(workers, "BASE <http://other.example/a> SELECT (<b> AS ?x) {}") == [
        "http://other.example/b"
    ]


@pytest.mark.parametrize(
    ("call", "values", "joined"),
    [
        ("GROUP_CONCAT(?o)", "<urn:a> <urn:b>", "urn:a urn:b"),
        ("GROUP_CONCAT(?o)", "1 2", "1 2"),
        ('group_concat(DISTINCT?o;separator=", ")', "<urn:a> 1 <urn:a> 'x'", "urn:a, 1, x"),
        ("GROUP_CONCAT(STR(?o) ; SEPARATOR='-')", "'a' 'b'@fr", "a-b"),
        ("Group_Concat(IF(?o = 1, 'one', ?o))", "1 <urn:b>", "one urn:b"),
        ("GROUP_CONCAT(?o)", "'(' ';'", "( ;"),
    ],
)
def test_group_concat_joins_the_texts_of_values(
    workers: QueryWorkers, call: str, values: str, joined: str
) -> None:
    assert ask(workers, f"SELECT ({call} AS ?c) {{ VALUES ?o {{ {values} }} }}") == [joined]


@pytest.mark.parametrize("prefix", ["distinct", "DistinctX"])
def test_a_prefix_that_begins_with_distinct_is_no_keyword(
    workers: QueryWorkers, prefix: str
) -> None:
    declared = f"PREFIX {prefix}: <http://www.w3.org/2001/XMLSchema#>"
    pattern = "{ VALUES ?o { 1 1 } }"
    assert ask(
        workers, f"{declared} SELECT (GROUP_CONCAT({prefix}:string(?o)) AS ?c) {pattern}"
    ) == ["1 1"]


def test_a_language_is_no_part_of_what_is_joined(workers: QueryWorkers) -> None:
    text = "SELECT (LANG(GROUP_CONCAT(?o)) AS ?c) { VALUES ?o { 'a'@fr 'b'@fr } }"
    assert ask(workers, text) == [""]


def mixed_values() -> list[str]:
    """Numbers, codes, texts and moments that the engine compares in circles."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    xsd = "http://www.w3.org/2001/XMLSchema#"
    found = []
    for _ in range(200):
        number, zone = chance.randrange(300), chance.choice(("", "Z", "+05:00"))
        kinds = (
            f"{number}",
            f"{number / 7:.2f}",
            f'"{number}a"^^<{BASE}code>',
            f'"{number}"^^<{BASE}siren>',
            f'"{number}"',
            f'"20{number % 90 + 10}-01-01T00:00:00{zone}"^^<{xsd}dateTime>',
            f'"P{number}M"^^<{xsd}duration>',
            f"<urn:{number}>",
        )
        found.append(chance.choice(kinds))
    return found


@pytest.mark.parametrize(
    "order",
    ["ORDER BY ?x", "ORDER BY DESC(?x)", "ORDER BY (?x) LIMIT 300", "order\nby ASC(?x)#\n?x"],
)
def test_numbers_among_other_values_are_sorted(workers: QueryWorkers, order: str) -> None:
    values = mixed_values()
    text = f"SELECT ?x {{ VALUES ?x {{ {' '.join(values)} UNDEF }} }} {order}"
    found = ask(workers, text)
    assert len(found) == len(values) + 1
    up = found[::-1] if "DESC" in order else found
    assert up[0] == ""
    numbers = [float(one) for one in up if one.replace(".", "").isdigit() and "." in one]
    assert len(numbers) > 10
    assert numbers == sorted(numbers)


def test_the_order_of_numbers_alone_stays_as_it_is() -> None:
    text = "SELECT ?x { VALUES ?x { 10 9 2.5 1e0 } } ORDER BY ?x LIMIT 3"
    found = []
    for one in (text, order_totally(text)):
        solutions = Store().query(one)
        assert isinstance(solutions, QuerySolutions)
        found.append([str(row["x"]) for row in solutions])
    assert found[0] == found[1]
    assert len(found[0]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x ORDER BY COUNT(*) ?x LIMIT 1",
        "SELECT ?x { { SELECT ?x { ?x ?p ?o } ORDER BY DESC(STR(?x)) OFFSET 1 } }",
        "SELECT ?x { ?x ?p ?o } ORDER BY EXISTS { ?x ?p 1 } DESC(<http://www.w3.org/2001/XMLSchema#string>(?x))",
        "SELECT ?x { ?x ?p ?o } ORDER BY ?x VALUES ?x { 1 }",
        "SELECT ?x { ?x ?p ?o } ORDER BY EXISTS { ?x ?p _:b } ?x",
        "SELECT ?x { ?x ?p ?o FILTER(?x IN (1)) }",
    ],
)
def test_a_rewritten_order_is_sparql(text: str) -> None:
    rewritten = order_totally(text)
    assert (rewritten == text) is ("ORDER BY" not in text)
    Store().query(rewritten)
