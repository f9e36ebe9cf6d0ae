"""The store of a spool answers every pattern as the store of rdflib does."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from terril.intake.shacl.evaluation import write_spool
from terril.intake.shacl.queries.prebound_queries import PreparedGraph
from terril.intake.shacl.reference.rdflib_graphs import to_graph
from terril.intake.shacl.reference.spool_store import SpoolStore, format_node, read_node

PREFIXES = "@prefix e: <http://e.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
DATA = """e:a e:p e:b , "x"@fr , "007"^^xsd:integer ; e:q e:b .
e:b e:p e:b , "a \\"<b> e:p .\\n" ; e:q _:x . _:x e:p e:a , "" , <<( e:a e:p "x" )>> ."""
ONTOLOGY = 'e:a e:p e:b , "more" . e:c e:q e:a .'


@pytest.fixture
def graphs(tmp_path: Path) -> tuple[Graph, Graph]:
    """The same statements in a store of a spool and in one of rdflib."""
    data, more = (
        list(parse(f"{PREFIXES} {text}".encode(), format=RdfFormat.TURTLE))
        for text in (DATA, ONTOLOGY)
    )
    store = SpoolStore(*write_spool(data, tmp_path), to_graph(more), tmp_path)
    store.graph = ours = PreparedGraph(store)
    return ours, to_graph([*data, *more])


def test_every_pattern_has_the_same_statements(graphs: tuple[Graph, Graph]) -> None:
    ours, theirs = graphs
    others: set[Node] = {URIRef("http://e.example/none"), Literal("none"), BNode("none")}
    subjects, predicates, values = (
        [None, *{triple[place] for triple in theirs} | others] for place in range(3)
    )
    found = 0
    for pattern in product(subjects, predicates, values):
        expected = sorted(theirs.triples(pattern))
        assert sorted(ours.triples(pattern)) == expected, pattern
        found += len(expected)
    assert found > 50


def test_queries_have_the_same_answers(graphs: tuple[Graph, Graph]) -> None:
    ours, theirs = graphs
    query = "SELECT ?a ?b { ?a <http://e.example/p>+ ?b . ?c <http://e.example/p> ?b }"
    expected = sorted(tuple(row) for row in theirs.query(query))  # type: ignore[arg-type]
    assert sorted(tuple(row) for row in ours.query(query)) == expected  # type: ignore[arg-type]
    assert expected


def test_terms_are_written_as_they_are_read(graphs: tuple[Graph, Graph]) -> None:
    nodes = {node for triple in graphs[1] for node in triple}
    assert nodes == {read_node(format_node(node)) for node in nodes}
