"""On random shapes and graphs, the results are those of plain pySHACL."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from pyshacl import validate
from rdflib import SH, URIRef

from terril.intake.shacl.compiled.filter import Suspects, find_suspects
from terril.intake.shacl.evaluation import evaluate, write_spool
from terril.intake.shacl.outcome import EvaluationError
from terril.intake.shacl.reference.rdflib_graphs import silence_rdflib, to_graph
from terril.intake.shacl.reference.spool_store import format_node
from terril.intake.shacl.validation_report import read_results
from tests.intake.shacl.compiled.constraint_makers import MAKERS
from tests.intake.shacl.compiled.random_pairs import make_pair
from tests.intake.shacl.compiled.result_rows import Row, to_rows
from tests.sampling import EXTENTS, Extent, part_of

PAIRS = 10_000
SAMPLE = 150
EACH_VERDICT = 200
ERROR = "error"

Rows = Counter[Row] | str


class Outcome(NamedTuple):
    """The outcome of a pair: by plain pySHACL, by ours, and what the quick check suspects."""

    components: list[str]
    expected: Rows
    found: Rows
    suspects: Suspects


TryPairs = Callable[[Extent], dict[int, Outcome]]


def read(text: str) -> list[Quad]:
    return list(parse(text.encode(), format=RdfFormat.TURTLE))


def ask_pyshacl(data: list[Quad], shapes: list[Quad]) -> Rows:
    with silence_rdflib(), redirect_stdout(StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = to_graph(shapes)
        try:
            _, report, _ = validate(to_graph(data), shacl_graph=graph, inplace=True)
        except Exception:  # noqa: BLE001 (it fails in all kinds of ways)
            return ERROR
        return ERROR if isinstance(report, Exception) else to_rows(read_results(report, graph))


def ask_ours(data: list[Quad], shapes: list[Quad]) -> Rows:
    try:
        return to_rows(evaluate(data, shapes).results)
    except EvaluationError:
        return ERROR


def try_pair(seed: int, folder: Path) -> Outcome:
    pair = make_pair(seed)
    data, shapes = read(pair.data), read(pair.shapes)
    folder.mkdir()
    suspects = find_suspects(*write_spool(data, folder), shapes, (), folder)
    return Outcome(pair.components, ask_pyshacl(data, shapes), ask_ours(data, shapes), suspects)


@pytest.fixture(scope="module")
def try_pairs(tmp_path_factory: pytest.TempPathFactory) -> TryPairs:
    """Return the outcomes of some pairs, each tried once."""

    @cache
    def outcomes(extent: Extent) -> dict[int, Outcome]:
        folder = tmp_path_factory.mktemp("pairs")
        seeds = part_of(range(PAIRS), SAMPLE // len(MAKERS), extent, lambda n: n % len(MAKERS))
        assert len(seeds) >= SAMPLE
        return {seed: try_pair(seed, folder / f"{seed}") for seed in seeds}

    return outcomes


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_results_are_those_of_plain_pyshacl(try_pairs: TryPairs, extent: Extent) -> None:
    outcomes = try_pairs(extent)
    wrong = {seed: one for seed, one in outcomes.items() if one.found != one.expected}
    assert not wrong


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_quick_check_suspects_every_focus_node_with_a_result(
    try_pairs: TryPairs, extent: Extent
) -> None:
    focuses = 0
    for seed, one in try_pairs(extent).items():
        suspected = set().union(*one.suspects.flagged.values())
        rows = one.expected if isinstance(one.expected, Counter) else ()
        # The results of nested shapes are about values.
        nested = "Property" in one.components
        found = {format_node(row[0]) for row in rows if row[0] is not None}
        focuses += len(found)
        assert nested or found <= suspected, seed
        assert not found or suspected, seed
    assert focuses


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_quick_check_seldom_suspects_what_is_right(
    try_pairs: TryPairs, extent: Extent
) -> None:
    outcomes = try_pairs(extent).values()
    right = [one for one in outcomes if not one.expected]
    alarms = [one for one in right if one.suspects.flagged]
    assert len(right) > len(outcomes) * 0.3
    assert len(alarms) < len(right) * 0.2


def count_verdicts(outcomes: dict[int, Outcome]) -> Counter[tuple[str, bool]]:
    """Return how often the shapes of components have a result, and how often none."""
    verdicts: Counter[tuple[str, bool]] = Counter()
    for one in outcomes.values():
        if isinstance(one.expected, Counter) and any(one.suspects.counts.values()):
            broken = {row[3] for row in one.expected}
            for name in one.components:
                component = URIRef(f"{SH}{name}ConstraintComponent")
                broke = bool(one.expected) if name == "Property" else component in broken
                verdicts[name, broke] += 1
    return verdicts


@pytest.mark.soak
def test_the_pairs_are_what_they_are_meant_to_be(try_pairs: TryPairs) -> None:
    outcomes = {**try_pairs("sample"), **try_pairs("rest")}
    assert len(outcomes) == PAIRS
    conforming = sum(not one.expected for one in outcomes.values())
    assert 0.3 <= conforming / PAIRS <= 0.7
    verdicts = count_verdicts(outcomes)
    rare = {
        (name, broken): verdicts[name, broken]
        for name in MAKERS
        for broken in (True, False)
        if verdicts[name, broken] < EACH_VERDICT
    }
    assert not rare


def test_the_sample_has_every_component_with_verdicts_of_both_kinds(try_pairs: TryPairs) -> None:
    verdicts = count_verdicts(try_pairs("sample"))
    assert {name for name, _ in verdicts} == set(MAKERS)
    assert {broken for _, broken in verdicts} == {True, False}
