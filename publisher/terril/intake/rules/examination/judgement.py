"""Judge with the rules of reading what the screens find doubtful."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from terril.intake.locations.lines import RELATIVE
from terril.intake.rules import STATEMENT_RULES, THING_RULES
from terril.intake.rules.examination.town_screen import TownScreen
from terril.intake.rules.screens.undescribed import count_undescribed, list_chunks
from terril.intake.rules.statements.links import check_links
from terril.intake.rules.things.points import check_points
from terril.intake.rules.things.repetition import check_copies
from terril.intake.rules.values.rdf12 import check_rdf12
from terril.model.spool import SortedLines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from terril.intake.rules.context import RuleContext
    from terril.intake.rules.screens.chunk_screen import Doubts
    from terril.intake.sources import Source
    from terril.model.findings import Finding

MOST_LOOKUPS = 2000
"""The number of links above which reading all files is faster than finding their chunks."""


def judge_town(
    context: RuleContext, doubts: Mapping[int, Sequence[Doubts]], work: Path, processes: int = 1
) -> Iterator[Finding]:
    """Return the findings of the rules of files and of the town.

    Args:
        context: of the rules.
        doubts: of a :class:`ChunkScreen` about the chunks of each file, by its number.
        work: folder for temporary files.
        processes: number of worker processes.
    """
    for number, found in sorted(doubts.items()):
        yield from _judge_file(context, number, found)
    screen = TownScreen(context, work, processes)
    repeated = chain.from_iterable(one.repeated for found in doubts.values() for one in found)
    sources = context.things.read_statements({*screen.things, *repeated})
    for source in sources:
        yield from check_copies(source, context)
    for rule in THING_RULES:
        yield from rule(sources, context)
    yield from check_links(_select_links(context), context)
    if screen.middle and screen.outlying:
        outlying = context.things.read_statements(screen.outlying)
        yield from check_points(outlying, context, screen.middle)


def _judge_file(context: RuleContext, number: int, doubts: Sequence[Doubts]) -> Iterator[Finding]:
    source = context.things.restrict(number, chain.from_iterable(one.lines for one in doubts))
    for rule in STATEMENT_RULES:
        yield from rule(source, context)
    if any(one.rdf12 for one in doubts):
        yield from check_rdf12(source, context)


def _select_links(context: RuleContext) -> list[Source]:
    """Return the files with links to undescribed things, each with the first to each thing."""
    things = context.things
    if not context.expected.graphs:
        return []
    start = f"<{context.naming.addresses.base}id/"
    missing = count_undescribed(things.links.path, things.origins.path, start)
    if missing and things.mentions:
        # One broken file may describe most of the town.
        unmentioned = [one for one in missing if one[1:-1] not in things.mentions]
        missing = Counter({one: missing[one] for one in unmentioned})
    # An address without a base is one of the town's to this rule.
    relative = SortedLines(things.links.path).find(f"<{RELATIVE}")
    missing.update(line.partition(" ")[0] for line in relative.split("\n")[:-1])
    if not missing:
        return []
    if missing.total() > MOST_LOOKUPS:
        chunks = list_chunks(things.origins.path)
    else:
        chunks = _find_chunks(context, missing)
    seen: set[tuple[int, str]] = set()

    def choose(file: int, _chunk: int, line: str) -> bool:
        target = line.split(" ", 3)[2]
        if target not in missing or (file, target) in seen:
            return False
        seen.add((file, target))
        return True

    return things.select_statements(chunks, choose)


def _find_chunks(context: RuleContext, targets: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the numbers of files and chunks with subjects that link to some things."""
    things = context.things
    subjects = {subject for one in targets for _, subject in things.links.find(one)}
    origins = {origin for one in subjects for origin in things.origins.find(one)}
    return sorted({(origin.file, origin.chunk) for origin in origins})
