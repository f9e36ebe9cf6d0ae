"""The rules of reading over some files: behind the screens, or over every statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from terril.intake.locations.positions import Positions
from terril.intake.naming_policy import NamingPolicy
from terril.intake.rules import STATEMENT_RULES, THING_RULES
from terril.intake.rules.context import Expectations, RuleContext
from terril.intake.rules.examination.judgement import judge_town
from terril.intake.rules.examination.thing_index import ThingIndex
from terril.intake.rules.screens.chunk_screen import ChunkScreen, Doubts
from terril.intake.rules.statements.links import check_links
from terril.intake.rules.things.points import (
    check_points,
    collect_points,
    drop_repeated,
    find_middle,
)
from terril.intake.rules.things.repetition import check_copies
from terril.intake.rules.values.rdf12 import check_rdf12
from terril.intake.sources import Source, sort_findings
from terril.model.addresses import Addresses
from terril.model.findings import Finding
from terril.model.spool import (
    LineSorter,
    Links,
    Origins,
    collect_links,
    collect_origins,
    index_spool,
    merge_runs,
)
from terril.model.spool.term_text import format_line
from tests.intake.rules.conftest import BASE


class SortedFiles:
    """Some files with their statements sorted, and what the screens find in them.

    Args:
        sources: the files; their content is not parsed again.
        folder: for the sorted files.
        expected: languages, graphs and terms that the data may use.
        size: number of statements of a chunk.
        base: of the town.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        folder: Path,
        expected: Expectations,
        size: int,
        base: str = BASE,
    ) -> None:
        self._sources = sources
        self._folder = folder
        self._chunks = [list(_divide(tuple(source.quads), size)) for source in sources]
        naming = NamingPolicy(Addresses(base))
        screen = ChunkScreen(naming, expected)
        self._doubts: dict[int, list[Doubts]] = {}
        sorters = [LineSorter(folder, f"{name}.run") for name in ("spool", "links", "origins")]
        for file, chunks in enumerate(self._chunks):
            for chunk, lines in enumerate(chunks):
                text = "".join(lines)
                sorters[0].add(lines)
                sorters[1].add(collect_links(text))
                sorters[2].add(collect_origins(lines, file, chunk))
                source = sources[file]
                if found := screen.examine(lines, text, source.content, source.syntax):
                    self._doubts.setdefault(file, []).append(found)
        for name, sorter in zip(("spool", "links", "origins"), sorters, strict=True):
            merge_runs(sorter.finish(), folder / name)
        index = ThingIndex(
            index_spool(folder / "spool"),
            Links(folder / "links"),
            Origins(folder / "origins"),
            sources,
            lambda file, chunk: self._chunks[file][chunk],
        )
        self._context = RuleContext(naming, Positions(), index, expected)

    def find_screened(self) -> tuple[Finding, ...]:
        """Return the findings of the rules about what the screens select."""
        return sort_findings(judge_town(self._context, self._doubts, self._folder))

    def find_plain(self) -> tuple[Finding, ...]:
        """Return the findings of the rules about all statements."""
        return sort_findings(self._iterate_plain())

    def _iterate_plain(self) -> Iterator[Finding]:
        for source in self._sources:
            for rule in (*STATEMENT_RULES, check_rdf12, check_copies):
                yield from rule(source, self._context)
        for town_rule in (*THING_RULES, check_links):
            yield from town_rule(self._sources, self._context)
        points = drop_repeated(collect_points(self._sources))
        latitudes = [one.latitude for one in points]
        if middle := find_middle(latitudes, [one.longitude for one in points]):
            yield from check_points(self._sources, self._context, middle)


def _divide(quads: Sequence[Quad], size: int) -> Iterator[list[str]]:
    rest = iter(quads)
    while lines := [format_line(quad) for quad in islice(rest, size)]:
        yield lines


def put_in_graph(quads: Sequence[Quad], graph: NamedNode) -> tuple[Quad, ...]:
    """Return the statements in a named graph."""
    return tuple(Quad(one.subject, one.predicate, one.object, graph) for one in quads)
