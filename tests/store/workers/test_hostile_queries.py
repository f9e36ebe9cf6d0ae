"""Queries made to bring a server down end within their limits, and the next one is answered."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from terril.model.errors import (
    AnswerTooLarge,
    QueryError,
    QueryFailed,
    QueryMemory,
    QueryRefused,
    QuerySyntax,
    QueryTimeout,
    QueryTooDeep,
    QueryTooIntricate,
)
from terril.store.sparql import RESULTS_JSON, Query, QueryForm, QueryLimits, QueryText, examine
from terril.store.workers import QueryWorkers
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.conftest import Listener

LIMITS = QueryLimits(seconds=0.5, megabytes=256, workers=1, queue=0, answer_megabytes=4)
# Beyond the limit: killing, and a machine that has other things to do.
GRACE_SECONDS = 30
MEGABYTE = 2**20

CROSS = "?s ?p ?o . ?a ?b ?d ."
DOUBLING = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
REPLACING = " ".join(f"BIND(REPLACE(?x{n}, 'a', ?x0) AS ?x{n + 1})" for n in range(12))
QUOTED = f"{'<<' * 98}?s ?p ?o{' >>?p ?o' * 98} . "
NUMBERS = " ".join(map(str, range(9000)))
OUT_OF_LIMITS = (QueryTimeout, QueryMemory)
ANYTHING = (QueryTimeout, QueryMemory, QueryTooIntricate, AnswerTooLarge)

BOMBS: dict[str, tuple[str, tuple[type[QueryError], ...]]] = {
    "sorted cross product": (f"SELECT * {{ {CROSS} }} ORDER BY ?s", OUT_OF_LIMITS),
    "cross product": (f"SELECT * {{ {CROSS} }}", (AnswerTooLarge, QueryTimeout)),
    "counted cross product": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", OUT_OF_LIMITS),
    "distinct": (f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {CROSS} }}", OUT_OF_LIMITS),
    "groups": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?s ?a", OUT_OF_LIMITS),
    "one long string": (f"SELECT (GROUP_CONCAT(?o) AS ?n) {{ {CROSS} }}", OUT_OF_LIMITS),
    "replacing": (f"SELECT ?x12 {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {REPLACING} }}", OUT_OF_LIMITS),
    "doubling": (f"SELECT ?x40 {{ BIND('aaaaaaaa' AS ?x0) {DOUBLING} }}", OUT_OF_LIMITS),
    "regular expression": (
        f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER REGEX(CONCAT(?o, ?d), '(x+x+)+y') }}",
        OUT_OF_LIMITS,
    ),
    "paths": (
        "SELECT (COUNT(*) AS ?n) { ?s (!<http://a.example/>|^!<http://a.example/>)* ?o }",
        OUT_OF_LIMITS,
    ),
    "values": (
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{{NUMBERS}}} VALUES ?b {{{NUMBERS}}} }}",
        OUT_OF_LIMITS,
    ),
    "alternatives": (f"ASK {{ FILTER(?x = 1{' || ?x = 1' * 9000}) }}", ANYTHING),
    "sum": (f"ASK {{ FILTER(1{'+1' * 49_000}) }}", ANYTHING),
    "triples": (f"SELECT * {{ {'?s ?p ?o.' * 10_000} }}", ANYTHING),
    "optionals": (f"SELECT * {{ {'OPTIONAL{?s ?p ?o}' * 5000} }}", ANYTHING),
    "unions": (f"SELECT * {{ {{}}{'UNION{?s ?p ?o}' * 6000} }}", ANYTHING),
    "sequence": (f"SELECT * {{ ?s <a:b>{'/<a:b>' * 16_000} ?o }}", ANYTHING),
    "list": (f"SELECT * {{ ?s ?p ({'1 ' * 40_000}) }}", ANYTHING),
    "quoted triples": (
        f"SELECT * {{ {QUOTED * 20} }}",
        ANYTHING,
    ),
}


def memory(entry: str) -> int:
    """Memory that this process uses, in bytes: ``VmRSS`` now, ``VmHWM`` at its most."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{entry}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(entry)


@pytest.fixture(scope="module")
def pool(large_store: Path) -> Iterator[QueryWorkers]:
    with QueryWorkers(large_store, LIMITS, {}) as pool:
        yield pool


def ask(pool: QueryWorkers, text: str) -> bytes:
    with pool.execute(Query(examine(text), RESULTS_JSON.media_type)) as answer:
        return b"".join(answer.chunks())


def ask_unexamined(pool: QueryWorkers, text: str) -> bytes:
    """The answer to a query that went round the examination."""
    unexamined = QueryText(text, QueryForm.SELECT, dataset=False)
    with pool.execute(Query(unexamined, RESULTS_JSON.media_type)) as answer:
        return b"".join(answer.chunks())


@sampled("name", BOMBS, 5)
def test_a_bomb_ends_within_its_limits_and_the_next_query_is_answered(
    pool: QueryWorkers, name: str
) -> None:
    text, expected = BOMBS[name]
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = memory("VmRSS")
    began = time.monotonic()
    with pytest.raises(expected):
        ask(pool, text)
    assert time.monotonic() - began < LIMITS.seconds + GRACE_SECONDS
    assert memory("VmHWM") - before < 64 * MEGABYTE
    began = time.monotonic()
    assert b"true" in ask(pool, "ASK {}")
    assert time.monotonic() - began < GRACE_SECONDS


def test_twenty_thousand_braces_do_not_reach_the_engine(pool: QueryWorkers) -> None:
    restarts = pool.statistics().restarts
    with pytest.raises(QueryTooDeep):
        ask(pool, "SELECT * " + "{" * 20_000 + "}" * 20_000)
    assert pool.statistics().restarts == restarts


def test_if_they_did_only_the_worker_would_die(pool: QueryWorkers) -> None:
    with pytest.raises((QueryTooIntricate, QueryTimeout)):
        ask_unexamined(pool, "SELECT * " + "{" * 49_000 + "}" * 49_000)
    assert b"true" in ask(pool, "ASK {}")


SPELLINGS = [
    "SERVICE <@> {?s ?p ?o}",
    "SERVICE SILENT <@> {?s ?p ?o}",
    "sErViCe<@>{?s ?p ?o}",
    "SERVICE:x {?s ?p ?o}",
    "SERVICESILENT:x {?s ?p ?o}",
    "OPTIONAL { SERVICE <@> {?s ?p ?o} }",
    "BIND(<@> AS ?where) SERVICE ?where {?s ?p ?o}",
    "VALUES ?where {<@>} LATERAL { SERVICE ?where {?s ?p ?o} }",
    "FILTER EXISTS { SERVICE <@> {?s ?p ?o} }",
    "{SELECT(COUNT(DISTINCTtrue<'#>') AS ?x){SERVICE <@> {?s ?p ?o} #'\n} }",
    "\\u0053ERVICE <@> {?s ?p ?o}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_nobody_is_called_by_any_spelling_of_service(
    pool: QueryWorkers, listener: Listener, spelling: str
) -> None:
    pattern = spelling.replace("@", listener.address)
    text = f"PREFIX : <{listener.address}> SELECT * {{ {pattern} }}"
    with pytest.raises(QueryRefused):
        ask(pool, text)
    try:
        ask_unexamined(pool, text)
    except (QueryFailed, QuerySyntax) as error:
        message = str(error)
    else:
        message = ""
    assert listener.address not in message
    assert listener.heard == 0


def test_the_listener_would_hear_a_call(listener: Listener) -> None:
    text = f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}"
    with pytest.raises(OSError, match=r"HTTP|reset"):
        list(Store().query(text))  # type: ignore[arg-type]  # a SELECT gives an iterable
    assert listener.heard
