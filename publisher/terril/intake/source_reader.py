"""Find the files of a town by named graph, and read them with findings for every error."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode

from terril.intake.locations.positions import Positions
from terril.intake.losses.unread_files import is_ignored, report_unread_file
from terril.intake.naming_policy import NamingPolicy
from terril.intake.reading.file_statements import FileStatements
from terril.intake.reading.parser import build_unopened_finding
from terril.intake.reading.reading_pass import TownFile, read_file, read_files
from terril.intake.rules import CATALOGUE_RULES, FILE_RULES, TOWN_RULES
from terril.intake.rules.context import NOTHING_EXPECTED, RuleContext
from terril.intake.rules.files import check_graphs
from terril.intake.rules.losses import report_losses
from terril.intake.sources import Source, Sources, collect_labels, sort_findings
from terril.model.errors import EmptyFolder, NoFolder, UnknownFolder
from terril.model.findings import filter_violations
from terril.model.formats import TURTLE, find_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from terril.intake.reading.reading_pass import FileReading
    from terril.intake.rules.context import Expectations
    from terril.model.addresses import Addresses
    from terril.model.findings import Finding

CATALOGUE = "catalogue.ttl"
"""The one file of ``data/`` outside all graphs."""


class ReadCallback(Protocol):
    """A callback for the number of chunks read; a file has one, or one for each 32 kB."""

    def __call__(self, done: int, total: int) -> None:
        """Receive that ``done`` of ``total`` chunks are read."""


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
        progress: called after each chunk of a file.
        expected: languages, terms and datasets that the data may use.

    Raises:
        NoFolder: a graph has no folder.
        EmptyFolder: the folder of a graph holds no statement.
        UnknownFolder: a folder or RDF file of ``data/`` belongs to no graph.
        FileChanged: a file changed meanwhile.
        WorkFolderUnwritable: there is no room for temporary files.
    """
    folders = find_graph_folders(folder / "data", graphs)
    files = [
        TownFile(
            path,
            PurePath(path.relative_to(folder)),
            addresses.graph(one.name),
            find_format(path.name) or TURTLE,
        )
        for one in folders
        for path in one.files
    ]
    reading = read_files(files, progress)
    read = [
        _make_read_file(number, file, one)
        for number, (file, one) in enumerate(zip(files, reading.files, strict=True))
    ]
    others = [path for one in folders for path in one.others]
    unread = [_report_unread(folder, path) for path in [*others, *_find_loose(folder, graphs)]]
    catalogue = _read_catalogue(folder, addresses)
    predicates = [file.predicates for file in reading.files]
    positions = Positions([file.source for file in read], reading.town, predicates)
    context = RuleContext(
        NamingPolicy(addresses, also_describes),
        positions,
        collect_labels(quad for file in read for quad in file.source.quads),
        expected,
        catalogue.source if catalogue else None,
    )
    findings = [
        *_check_files(read, context),
        *_check_catalogue(catalogue, context),
        *unread,
    ]
    for one in folders:
        _require_statements(folder, one, read, findings)
    return Sources(
        folder,
        tuple(sorted((file.source for file in read), key=lambda source: source.path.parts)),
        reading.town,
        positions,
        sort_findings(findings),
        catalogue.source if catalogue else None,
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, and what was found in it."""

    source: Source
    reading: FileReading


def _make_read_file(number: int, file: TownFile, reading: FileReading) -> ReadFile:
    quads = FileStatements(file, reading)
    graph = NamedNode(file.graph)
    source = Source(file.name, graph, file.syntax, reading.document, quads, number)
    return ReadFile(source, reading)


def _read_catalogue(folder: Path, addresses: Addresses) -> ReadFile | None:
    path = folder / "data" / CATALOGUE
    if not path.is_file():
        return None
    name = PurePath(path.relative_to(folder))
    file = TownFile(path, name, f"{addresses.base}catalogue", TURTLE)
    return _make_read_file(0, file, read_file(file))


def _check_catalogue(file: ReadFile | None, context: RuleContext) -> Iterator[Finding]:
    if file and file.reading.finding:
        yield file.reading.finding
    elif file:
        for rule in CATALOGUE_RULES:
            yield from rule(file.source, context)


def _require_statements(
    folder: Path, graph: GraphFolder, read: list[ReadFile], findings: Sequence[Finding]
) -> None:
    places = [one.place.path for one in filter_violations(findings) if one.place]
    useful = (file.source.path for file in read if file.reading.statements)
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


def _check_files(read: list[ReadFile], context: RuleContext) -> Iterator[Finding]:
    for file in read:
        if file.reading.finding:
            yield file.reading.finding
            continue
        for rule in FILE_RULES:
            yield from rule(file.source, context)
        yield from report_losses(file.source, file.reading.losses, context)
        yield from check_graphs(file.source, file.reading.graphs, context)
    files = [file.source for file in read]
    for town_rule in TOWN_RULES:
        yield from town_rule(files, context)


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
