"""Find the pairs of shape and focus node that pySHACL has to evaluate."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.passes.linked_nodes import LinkedNodes
from terril.intake.shacl.compiled.passes.segment_pass import SegmentPass, Town
from terril.intake.shacl.compiled.passes.subject_checker import Outcome
from terril.intake.shacl.compiled.passes.type_index import write_type_index
from terril.intake.shacl.compiled.queries.query_store import QueryStore
from terril.intake.shacl.compiled.shapes.shape_graph import SUBCLASS, group_statements
from terril.model.spool.workers import count_processors, map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.intake.shacl.compiled.queries.compiled_query import CompiledQuery
    from terril.model.spool import Links, Spool

BYTES_OF_A_TASK = 1_000_000
BYTES_WORTH_A_PROCESS = 8_000_000
"""Starting a process takes as long as checking so many bytes of a spool."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """The outcome of a quick check.

    Attributes:
        flagged: focus nodes of each shape that may not conform to it, as N-Triples texts.
        counts: focus nodes of each shape that declares a target.
    """

    flagged: dict[str, set[str]]
    counts: dict[str, int]


def find_suspects(  # noqa: PLR0913  # a check has that many inputs
    spool: Spool,
    links: Links,
    shapes: Sequence[Quad],
    ontology: Sequence[Quad],
    folder: Path,
    processes: int = 0,
) -> Suspects:
    """Check all subjects of a spool with compiled shapes.

    Args:
        spool: the statements of the town.
        links: by object.
        shapes: a shapes graph without obstacles.
        ontology: statements that are checked with those of the town.
        folder: for temporary files.
        processes: number of worker processes; by default as many as are worth starting.
    """
    axioms = [quad for quad in shapes if quad.predicate.value == SUBCLASS[1:-1]]
    merged = group_statements([*ontology, *axioms])
    shared = {str(quad.subject) for quad in ontology}
    index = folder / "types"
    classes, stated = write_type_index(spool, index)
    stated += [(one, above) for one in merged for above in merged[one].get(SUBCLASS, ())]
    town = Town(spool.path, links.path, index, classes, merged, stated, tuple(shapes))
    run = SegmentPass(town)
    linked = LinkedNodes(folder, run, shared)
    queries = QueryStore(folder)
    found = Outcome()
    processes = processes or min(count_processors(), 1 + spool.size // BYTES_WORTH_A_PROCESS)
    for outcome in map_in_processes(run, _divide(spool, processes), processes):
        found.flagged += outcome.flagged
        found.counts.update(outcome.counts)
        found.shared |= outcome.shared
        linked.add(outcome.linked)
        queries.add(outcome.queried)
    only = Outcome()
    for subject in merged.keys() - found.shared:
        run.checker.check(subject, {}, only)
    found.flagged += only.flagged
    linked.add(only.linked)
    linked.check(found)
    queries.add_ontology(merged, {one for one, _ in run.shapes.needs})
    found.flagged += _find_answers(run, queries)
    flagged: defaultdict[str, set[str]] = defaultdict(set)
    for number, focus in found.flagged:
        flagged[run.shapes.units[number].node].add(focus)
    declared = run.shapes.declared
    return Suspects(flagged, {node: found.counts[at] for at, node in enumerate(declared)})


def _find_answers(run: SegmentPass, queries: QueryStore) -> Iterator[tuple[int, str]]:
    """Yield the numbers of units and focus nodes that queries find."""
    units: defaultdict[CompiledQuery, list[int]] = defaultdict(list)
    for number, unit in enumerate(run.shapes.units):
        for query in unit.queries:
            units[query].append(number)
    for query, node in queries.answer(units):
        for number in units[query]:
            if run.checker.is_focus(number, node):
                yield number, node


def _divide(spool: Spool, processes: int) -> Iterator[range]:
    """Yield the numbers of segments, together some megabyte each."""
    if processes == 1:
        yield range(len(spool))
        return
    step = max(1, len(spool) * BYTES_OF_A_TASK // max(spool.size, 1))
    for start in range(0, len(spool), step):
        yield range(start, min(start + step, len(spool)))
