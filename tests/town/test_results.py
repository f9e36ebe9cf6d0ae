"""Answers as Python values, and the tables of notebooks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from terril.model.errors import (
    AnswerBeyondRdf,
    InvalidIri,
    QueryRefused,
    QuerySyntax,
    QueryTimeout,
)
from terril.model.notebook import ROWS_SHOWN, render_html_table
from terril.model.vocabulary import XSD
from terril.town.results import convert_term
from terril.town.served_release import ServedRelease
from terril.town.town import open_town
from terril.web.app import create_app

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
        (typed("NaN", "decimal"), "NaN"),
        (typed(" true ", "boolean"), True),
        (typed("TRUE", "boolean"), "TRUE"),
        (typed("yes", "boolean"), "yes"),
        (typed("1_000", "integer"), "1_000"),
        (typed("٣", "integer"), "٣"),
        (typed("-1", "unsignedByte"), "-1"),
        (typed("256", "unsignedByte"), "256"),
        (typed("255", "unsignedByte"), 255),
        (typed("INF", "double"), float("inf")),
        (typed("infinity", "double"), "infinity"),
        (typed("20200101", "date"), "20200101"),
        (typed("2020-W01-1", "date"), "2020-W01-1"),
        (typed("2020-01-01Z", "date"), "2020-01-01Z"),
        (typed("2020-01-01", "dateTime"), "2020-01-01"),
        (typed("2020-01-01T24:00:00", "dateTime"), "2020-01-01T24:00:00"),
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


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), 1e18])
def test_a_timeout_is_a_number_of_seconds_within_a_day(
    release: ServedRelease, timeout: float
) -> None:
    with pytest.raises(ValueError, match="timeout"):
        release.query("ASK {}", timeout=timeout)


@pytest.mark.parametrize("limit", [0, -1, 10**30])
def test_a_limit_of_hits_is_a_positive_number(release: ServedRelease, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        release.search("parc", limit=limit)


@pytest.mark.parametrize("iri", ["", "not an iri", "organization/cd2e", "<a:b>"])
def test_only_an_iri_is_described(release: ServedRelease, iri: str) -> None:
    with pytest.raises(InvalidIri) as caught:
        release.describe(iri)
    assert "n’est pas un IRI" in caught.value.message("fr")
    assert release.describe("https://nothing.example/").triples() == []


def test_a_graph_of_rdf_1_2_is_refused(release: ServedRelease) -> None:
    with pytest.raises(AnswerBeyondRdf):
        release.query('CONSTRUCT { <a:x> <a:b> <<( <a:a> <a:b> "c" )>> } WHERE {}')


def test_the_model_is_queried_as_well_on_demand(release: ServedRelease) -> None:
    label = "ASK { schema:Place rdfs:label ?label }"
    assert not release.query(label)
    assert release.query(label, model=True)
    assert release.query(label, 60, model=True)


def test_idle_processes_end_with_a_release_that_nobody_closed(town: Path) -> None:
    opened = open_town(town).current()
    opened.query("ASK {}")
    free = opened.workers._free  # noqa: SLF001  # nothing public names a process
    processes = [worker._process for worker in free]  # noqa: SLF001  # likewise
    assert processes
    assert all(process.poll() is None for process in processes)
    del opened, free
    gc.collect()
    assert all(process.wait(600) is not None for process in processes)


def test_a_town_stays_where_it_was_opened(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town)
    opened = open_town(".")
    monkeypatch.chdir(tmp_path)
    assert opened.folder == town
    with opened.current() as release:
        assert release.query("ASK { ?s ?p ?o }")
        assert release.datasets


def test_a_server_stays_where_it_was_created(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town)
    app = create_app(".")
    monkeypatch.chdir(tmp_path)
    client = app.test_client()
    statuses = []
    for path in ("/dump/latest/town.nt", "/changes"):
        with client.get(path) as answer:
            statuses.append(answer.status_code)
    app.extensions["terril"].close()
    assert statuses == [200, 200]


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
