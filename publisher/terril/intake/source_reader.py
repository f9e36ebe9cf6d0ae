"""A town's files read: bytes on disk to Sources, with everything that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode, Quad

from terril.intake.graph_folders import GraphFolder, graph_folders
from terril.intake.labels import labels_in
from terril.intake.locations.positions import Positions
from terril.intake.naming import Naming
from terril.intake.parser import not_opened, parse_file
from terril.intake.sources import Source, Sources, in_order
from terril.intake.statement_rules import RULES, Desk, check_graphs, check_homes, left_out
from terril.model.errors import EmptyFolder
from terril.model.formats import TURTLE, find_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from terril.intake.parser import Parsed
    from terril.model.addresses import Addresses
    from terril.model.findings import Finding


class Progress(Protocol):
    """Hears how many files have been read."""

    def __call__(self, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` files are read."""


def silent(done: int, total: int) -> None:
    """Tell nobody."""


def read_sources(
    folder: Path,
    graphs: Sequence[str],
    addresses: Addresses,
    also_describes: Sequence[str] = (),
    progress: Progress = silent,
) -> Sources:
    """Read every file of a town; mistakes in files become findings, all told at once.

    Args:
        folder: the town's folder, which holds ``data/``.
        graphs: names of the folders of ``data/``; each is a named graph.
        addresses: the IRI policy of the town.
        also_describes: beginnings of foreign IRIs that the data may describe.
        progress: told after each file.

    Raises:
        NoFolder: a graph has no folder.
        EmptyFolder: a graph's folder holds no statement.
        UnknownFolder: a folder or RDF file of ``data/`` belongs to no graph.
    """
    folders = graph_folders(folder / "data", graphs)
    told = Telling(progress, sum(len(one.files) for one in folders))
    read = [
        _read(folder, path, NamedNode(addresses.graph(one.name)), told)
        for one in folders
        for path in one.files
    ]
    for one in folders:
        _refuse_emptiness(folder, one, read)
    labels = labels_in(quad for file in read for quad in file.parsed.quads)
    desk = Desk(Naming(addresses, also_describes), Positions(), labels)
    others = [path.relative_to(folder) for one in folders for path in one.others]
    findings = [*_findings(read, desk), *map(left_out, others)]
    files = sorted((file.source for file in read), key=lambda source: source.path.parts)
    return Sources(folder, tuple(files), in_order(findings))


@dataclass(frozen=True, slots=True)
class Read:
    """A file in its graph, and the same as its own words have it."""

    source: Source
    parsed: Parsed


class Telling:
    """Counts the files that have been read."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def one(self) -> None:
        """One more file has been read."""
        self._done += 1
        self._progress(self._done, self._total)


def _read(folder: Path, path: Path, graph: NamedNode, told: Telling) -> Read:
    syntax = find_format(path.name) or TURTLE
    name = PurePath(path.relative_to(folder))
    try:
        content = path.read_bytes()
        parsed = parse_file(name, content, syntax)
    except OSError as error:
        content, parsed = b"", not_opened(name, error)
    quads = tuple(Quad(q.subject, q.predicate, q.object, graph) for q in parsed.quads)
    told.one()
    return Read(Source(name, graph, syntax, content, quads), parsed)


def _refuse_emptiness(folder: Path, graph: GraphFolder, read: list[Read]) -> None:
    ours = [file for file in read if (folder / file.source.path).is_relative_to(graph.folder)]
    if not any(file.source.quads or file.parsed.finding for file in ours):
        raise EmptyFolder(graph.folder)


def _findings(read: list[Read], desk: Desk) -> Iterator[Finding]:
    for file in read:
        if file.parsed.finding:
            yield file.parsed.finding
            continue
        for rule in RULES:
            yield from rule(file.source, desk)
        named = (quad.graph_name for quad in file.parsed.quads)
        yield from check_graphs(file.source, named, desk)
    yield from check_homes((file.source for file in read), desk)
