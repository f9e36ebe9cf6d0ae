"""Queries that depend on the moment or on chance are recognized."""

from __future__ import annotations

import pytest

from terril.store.sparql import examine


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?n) {}",
        "SELECT * { FILTER(rAnD() < 0.5) }",
        "SELECT (uuid() AS ?n) {}",
        "SELECT (STRUUID() AS ?n) {}",
        "SELECT * { BIND(BNODE() AS ?b) }",
        "SELECT * { BIND(1+\\u004eOW() AS ?b) }",
        "CONSTRUCT { [] <a:a> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { _:x <a:a> ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s <a:a> (1 2) } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p [] }",
    ],
)
def test_an_answer_that_may_change_is_known(text: str) -> None:
    assert not examine(text).deterministic


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?now ?rand "NOW()" } # RAND()',
        "SELECT * { <http://e.example/UUID()> ?p ?o }",
        "PREFIX now: <a:a> SELECT * { now:rand ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p [] }",
        "SELECT * { ?s ?p [] }",
    ],
)
def test_a_mention_is_no_use(text: str) -> None:
    assert examine(text).deterministic
