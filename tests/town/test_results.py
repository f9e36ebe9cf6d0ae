"""Answers as Python values, and the tables of notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from terril.model.errors import QueryRefused, QuerySyntax, QueryTimeout
from terril.model.notebook import ROWS_SHOWN, render_html_table
from terril.model.vocabulary import XSD
from terril.town.results import convert_term
from terril.town.served_release import ServedRelease
from terril.town.town import open_town

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?b != ?e) }"


@pytest.fixture(scope="module")
def release(town: Path) -> Iterator[ServedRelease]:
    with open_town(town).current() as opened:
        yield opened


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("https://town.example/"), "https://town.example/"),
        (BlankNode("x"), "_:x"),
        (Literal("parc", language="fr"), "parc"),
        (typed("3", "integer"), 3),
        (typed("3", "nonNegativeInteger"), 3),
        (typed("3.50", "decimal"), Decimal("3.50")),
        (typed("3e1", "double"), 30.0),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2026-11-29", "date"), date(2026, 11, 29)),
        (typed("2026-11-29T08:00:00Z", "dateTime"), datetime(2026, 11, 29, 8, tzinfo=UTC)),
        (typed("1998", "gYear"), "1998"),
        (typed("many", "integer"), "many"),
        (typed("2026-13-45", "date"), "2026-13-45"),
        (typed("NaN?", "decimal"), "NaN?"),
    ],
)
def test_a_term_is_the_python_value_of_its_datatype(term: Literal | None, value: object) -> None:
    converted = convert_term(term)
    assert converted == value
    assert type(converted) is type(value)


def test_an_unbound_variable_is_none(release: ServedRelease) -> None:
    result = release.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }")
    assert result.columns == ("a", "b")
    assert result[0] == {"a": 1, "b": None}
    assert result[:1] == result.rows


def test_ask_is_true_or_false(release: ServedRelease) -> None:
    assert release.query("ASK { ?s ?p ?o }")
    assert not release.query("ASK { ?s a <https://nothing.example/> }")
    assert not release.query("SELECT ?s { ?s a <https://nothing.example/> }")


def test_only_a_graph_becomes_one_of_rdflib(release: ServedRelease) -> None:
    graph = release.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 7")
    assert len(graph.to_rdflib()) == len(graph) == 7
    with pytest.raises(TypeError, match="CONSTRUCT"):
        release.query("SELECT * { ?s a ?c } LIMIT 1").to_rdflib()
    empty = release.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c FILTER (false) }")
    assert len(empty.to_rdflib()) == 0


def test_queries_are_stopped_refused_and_explained(release: ServedRelease) -> None:
    with pytest.raises(QueryTimeout):
        release.query(SLOW, timeout=1)
    with pytest.raises(QueryRefused):
        release.query("INSERT DATA { <a:a> <a:b> <a:c> }")
    with pytest.raises(QuerySyntax):
        release.query("SELECT")


def test_texts_are_escaped_and_long_tables_cut_in_notebooks(release: ServedRelease) -> None:
    result = release.query('SELECT ("<b>" AS ?x) {}')
    assert "<td>&lt;b&gt;</td>" in result._repr_html_()
    long = render_html_table(("n",), ([n] for n in range(ROWS_SHOWN + 1)), ROWS_SHOWN + 1)
    assert long.count("<tr><td>") == ROWS_SHOWN
    assert f"{ROWS_SHOWN} of {ROWS_SHOWN + 1} rows" in long


def test_a_search_keeps_to_a_kind_and_a_limit(release: ServedRelease) -> None:
    hits = release.search("énergie", limit=2)
    assert len(hits) == 2 < hits.total
    assert {hit.kind for hit in release.search("cd2e", kind="organization")} == {"organization"}
    assert "<table>" in hits._repr_html_()
    assert "<table>" in release.datasets._repr_html_()
    assert "<table>" in release.describe(hits[0].iri)._repr_html_()
