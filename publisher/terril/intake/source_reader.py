"""Find the files of a town by named graph, and read them with findings for every error."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode, Quad

from terril.intake.locations.positions import Positions
from terril.intake.losses.unread_files import is_ignored, report_unread_file
from terril.intake.naming_policy import NamingPolicy
from terril.intake.parser import build_unopened_finding, parse_file, report_unreadable
from terril.intake.rules import CATALOGUE_RULES
from terril.intake.rules.context import NOTHING_EXPECTED, RuleContext
from terril.intake.rules.examination.judgement import judge_town
from terril.intake.rules.examination.thing_index import ThingIndex
from terril.intake.rules.files import check_emptiness, check_graphs
from terril.intake.rules.losses import report_losses
from terril.intake.rules.screens.chunk_screen import ChunkScreen
from terril.intake.sources import Source, Sources, sort_findings
from terril.model.errors import EmptyFolder, NoFolder, UnknownFolder
from terril.model.findings import filter_violations
from terril.model.formats import TURTLE, find_format
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.intake.parser import ParseResult
    from terril.intake.rules.context import Expectations
    from terril.intake.rules.screens.chunk_screen import Doubts
    from terril.model.addresses import Addresses
    from terril.model.findings import Finding

CATALOGUE = "catalogue.ttl"
"""The one file of ``data/`` outside all graphs."""


class ReadCallback(Protocol):
    """A callback for the number of files read."""

    def __call__(self, done: int, total: int) -> None:
        """Receive that ``done`` of ``total`` files are read."""


def ignore_progress(done: int, total: int) -> None:
    """Do nothing."""


def read_sources(  # noqa: PLR0913  # a town has that many parts
    folder: Path,
    graphs: Sequence[str],
    addresses: Addresses,
    also_describes: Sequence[str] = (),
    progress: ReadCallback = ignore_progress,
    expected: Expectations = NOTHING_EXPECTED,
) -> Sources:
    """Read every file of a town; errors in files become findings, all reported together.

    Args:
        folder: of the town, with ``data/`` in it.
        graphs: names of the folders of ``data/``; each is a named graph.
        addresses: the IRI policy of the town.
        also_describes: prefixes of foreign IRIs that the data may describe.
        progress: called after each file.
        expected: languages, terms and datasets that the data may use.

    Raises:
        NoFolder: a graph has no folder.
        EmptyFolder: the folder of a graph holds no statement.
        UnknownFolder: a folder or RDF file of ``data/`` belongs to no graph.
    """
    folders = find_graph_folders(folder / "data", graphs)
    counter = ReadProgress(progress, sum(len(one.files) for one in folders))
    read = [
        _read(folder, path, NamedNode(addresses.graph(one.name)), counter)
        for one in folders
        for path in one.files
    ]
    others = [path for one in folders for path in one.others]
    unread = [_report_unread(folder, path) for path in [*others, *_find_loose(folder, graphs)]]
    catalogue = _read_catalogue(folder, addresses)
    naming = NamingPolicy(addresses, also_describes)
    screen = ChunkScreen(naming, expected)
    with TemporaryDirectory() as work:
        doubts, things = _sort(read, screen, Path(work))
        context = RuleContext(
            naming, Positions(), things, expected, catalogue.source if catalogue else None
        )
        findings = [
            *_check_files(read, context),
            *judge_town(context, doubts, Path(work)),
            *_check_catalogue(catalogue, context),
            *unread,
        ]
    for one in folders:
        _require_statements(folder, one, read, findings)
    files = sorted((file.source for file in read), key=lambda source: source.path.parts)
    return Sources(
        folder, tuple(files), sort_findings(findings), catalogue.source if catalogue else None
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file with its statements in the graph of its folder, and as it was parsed."""

    source: Source
    parsed: ParseResult


class ReadProgress:
    """A counter of the files read, which reports to a callback."""

    def __init__(self, progress: ReadCallback, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def advance(self) -> None:
        """Count one more file."""
        self._done += 1
        self._progress(self._done, self._total)


def _read(folder: Path, path: Path, graph: NamedNode, counter: ReadProgress) -> ReadFile:
    syntax = find_format(path.name) or TURTLE
    name = PurePath(path.relative_to(folder))
    try:
        content = path.read_bytes()
        parsed = parse_file(name, content, syntax)
    except OSError as error:
        content, parsed = b"", report_unreadable(name, error)
    quads = tuple(Quad(q.subject, q.predicate, q.object, graph) for q in parsed.quads)
    counter.advance()
    return ReadFile(Source(name, graph, syntax, content, quads), parsed)


def _read_catalogue(folder: Path, addresses: Addresses) -> ReadFile | None:
    path = folder / "data" / CATALOGUE
    graph = NamedNode(f"{addresses.base}catalogue")
    return _read(folder, path, graph, ReadProgress(ignore_progress, 1)) if path.is_file() else None


def _check_catalogue(file: ReadFile | None, context: RuleContext) -> Iterator[Finding]:
    if file and file.parsed.finding:
        yield file.parsed.finding
    elif file:
        for rule in CATALOGUE_RULES:
            yield from rule(file.source, context)


def _require_statements(
    folder: Path, graph: GraphFolder, read: list[ReadFile], findings: Sequence[Finding]
) -> None:
    places = [one.place.path for one in filter_violations(findings) if one.place]
    useful = (file.source.path for file in read if file.source.quads)
    if not any((folder / path).is_relative_to(graph.folder) for path in (*places, *useful)):
        raise EmptyFolder(graph.folder)


def _report_unread(folder: Path, path: Path) -> Finding:
    name = PurePath(path.relative_to(folder))
    try:
        if path.is_dir():
            list(path.iterdir())
    except OSError as error:
        return build_unopened_finding(name, error)
    return report_unread_file(folder, name)


def _sort(
    read: list[ReadFile], screen: ChunkScreen, work: Path
) -> tuple[dict[int, list[Doubts]], ThingIndex]:
    """Screen the statements of files, and sort them in a folder."""
    statements, links, origins = (
        LineSorter(work, f"{name}.run") for name in ("statements", "links", "origins")
    )
    doubts: dict[int, list[Doubts]] = {}
    for number, file in enumerate(read):
        lines = [format_line(quad) for quad in file.source.quads]
        text = "".join(lines)
        statements.add(lines)
        links.add(collect_links(text))
        origins.add(collect_origins(lines, number, 0))
        if found := screen.examine(lines, text, file.source.content, file.source.syntax):
            doubts[number] = [found]
    merge_runs(statements.finish(), work / "spool")
    merge_runs(links.finish(), work / "links")
    merge_runs(origins.finish(), work / "origins")
    files = [file.source for file in read]
    return doubts, ThingIndex(
        index_spool(work / "spool"),
        Links(work / "links"),
        Origins(work / "origins"),
        files,
        lambda file, _chunk: map(format_line, files[file].quads),
    )


def _check_files(read: list[ReadFile], context: RuleContext) -> Iterator[Finding]:
    for file in read:
        if file.parsed.finding:
            yield file.parsed.finding
            continue
        yield from check_emptiness(file.source)
        yield from report_losses(file.source, file.parsed.losses, context)
        named = (quad.graph_name for quad in file.parsed.quads)
        yield from check_graphs(file.source, named, context)


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """The folder of a named graph, with its files.

    Attributes:
        name: of the folder and the graph.
        folder: its path.
        files: those in a known RDF format, ordered by path.
        others: all other files, ordered by path.
    """

    name: str
    folder: Path
    files: tuple[Path, ...]
    others: tuple[Path, ...]


def find_graph_folders(data: Path, graphs: Sequence[str]) -> list[GraphFolder]:
    """Return the folders of ``data/`` with their files.

    Raises:
        NoFolder: a graph has no folder.
        UnknownFolder: a folder or RDF file belongs to no graph.
    """
    for path in _find_unassigned(data, graphs):
        raise UnknownFolder(path, _suggest_names(path.name, graphs))
    for graph in graphs:
        if not (data / graph).is_dir():
            raise NoFolder(data / graph, graph)
    return [_read_folder(data / graph) for graph in dict.fromkeys(graphs)]


def _find_unassigned(data: Path, graphs: Sequence[str]) -> Iterator[Path]:
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        if is_ignored(path) or path.name == CATALOGUE or path.name in graphs:
            continue
        if path.is_dir() or find_format(path.name):
            yield path


def _find_loose(folder: Path, graphs: Sequence[str]) -> list[Path]:
    """Return the files directly in ``data/``; those of RDF are refused before."""
    paths = sorted((folder / "data").iterdir())
    known = (CATALOGUE, *graphs)
    return [path for path in paths if path.name not in known and not is_ignored(path)]


def _suggest_names(name: str, graphs: Sequence[str]) -> str:
    return ", ".join(get_close_matches(name, graphs, n=1, cutoff=0.5) or graphs)


def _read_folder(folder: Path) -> GraphFolder:
    files = sorted(_walk(folder))
    read = tuple(path for path in files if find_format(path.name))
    others = tuple(path for path in files if not find_format(path.name))
    return GraphFolder(folder.name, folder, read, others)


def _walk(folder: Path) -> Iterator[Path]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        # It is reported when its name turns out to be no file's.
        yield folder
        return
    for path in paths:
        if is_ignored(path):
            continue
        if path.is_dir():
            # A link to a parent folder would recurse for ever.
            if path.resolve() not in path.absolute().parents:
                yield from _walk(path)
        else:
            yield path
