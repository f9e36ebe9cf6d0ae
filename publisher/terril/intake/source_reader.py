"""Read every file of a town, with findings for every error."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode

from terril.intake.locations.positions import Positions
from terril.intake.losses.unread_files import report_unread_file
from terril.intake.naming_policy import NamingPolicy
from terril.intake.reading.file_statements import FileStatements, read_lines
from terril.intake.reading.graph_folders import CATALOGUE, find_graph_folders, find_loose_files
from terril.intake.reading.parser import build_unopened_finding
from terril.intake.reading.reading_pass import TownFile, read_file, read_files
from terril.intake.rules import CATALOGUE_RULES
from terril.intake.rules.context import NOTHING_EXPECTED, RuleContext
from terril.intake.rules.examination.judgement import judge_town
from terril.intake.rules.examination.thing_index import ThingIndex
from terril.intake.rules.files import check_emptiness, check_graphs
from terril.intake.rules.losses import report_losses
from terril.intake.rules.screens.chunk_screen import ChunkScreen
from terril.intake.sources import Source, Sources, sort_findings
from terril.model.errors import EmptyFolder
from terril.model.findings import filter_violations
from terril.model.formats import TURTLE, find_format
from terril.model.spool.work_folder import report_full

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from terril.intake.reading.graph_folders import GraphFolder
    from terril.intake.reading.reading_pass import FileReading
    from terril.intake.rules.context import Expectations
    from terril.model.addresses import Addresses
    from terril.model.findings import Finding


class ReadCallback(Protocol):
    """A callback for the number of bytes read."""

    def __call__(self, done: int, total: int) -> None:
        """Receive that ``done`` of ``total`` bytes are read."""


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
        progress: called now and then.
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
        _make_town_file(folder, path, one, addresses) for one in folders for path in one.files
    ]
    naming = NamingPolicy(addresses, also_describes)
    reading = read_files(files, ChunkScreen(naming, expected), progress)
    sources = [_make_source(*one) for one in zip(count(), files, reading.files)]
    catalogue = _read_catalogue(folder, addresses)
    town = reading.town
    positions = Positions(sources, town, [file.predicates for file in reading.files])
    things = ThingIndex(
        town.spool, town.links, town.origins, sources, partial(read_lines, sources)
    )
    annotations = catalogue[0] if catalogue else None
    context = RuleContext(naming, positions, things, expected, annotations)
    with report_full(town.work.path):
        findings = [
            *_check_files(sources, reading.files, context),
            *judge_town(context, reading.doubts, town.work.path, reading.processes),
            *_check_catalogue(catalogue, context),
            *(_report_unread(folder, path) for one in folders for path in one.others),
            *(_report_unread(folder, path) for path in find_loose_files(folder, graphs)),
        ]
    for one in folders:
        _require_statements(folder, one, sources, findings)
    ordered = tuple(sorted(sources, key=lambda source: source.path.parts))
    return Sources(folder, ordered, town, positions, sort_findings(findings), annotations)


def _make_town_file(
    folder: Path, path: Path, graph: GraphFolder, addresses: Addresses
) -> TownFile:
    name = PurePath(path.relative_to(folder))
    return TownFile(path, name, addresses.graph(graph.name), find_format(path.name) or TURTLE)


def _make_source(number: int, file: TownFile, reading: FileReading) -> Source:
    quads = FileStatements(file, reading)
    graph = NamedNode(file.graph)
    return Source(file.name, graph, file.syntax, reading.document, quads, number)


def _read_catalogue(folder: Path, addresses: Addresses) -> tuple[Source, FileReading] | None:
    path = folder / "data" / CATALOGUE
    if not path.is_file():
        return None
    name = PurePath(path.relative_to(folder))
    file = TownFile(path, name, f"{addresses.base}catalogue", TURTLE)
    reading = read_file(file)
    return _make_source(0, file, reading), reading


def _check_catalogue(
    catalogue: tuple[Source, FileReading] | None, context: RuleContext
) -> Iterator[Finding]:
    if catalogue is None:
        return
    source, reading = catalogue
    if reading.finding:
        yield reading.finding
        return
    for rule in CATALOGUE_RULES:
        yield from rule(source, context)


def _require_statements(
    folder: Path, graph: GraphFolder, sources: Sequence[Source], findings: Sequence[Finding]
) -> None:
    places = [one.place.path for one in filter_violations(findings) if one.place]
    useful = (source.path for source in sources if source.quads)
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


def _check_files(
    sources: Sequence[Source], readings: Sequence[FileReading], context: RuleContext
) -> Iterator[Finding]:
    for source, reading in zip(sources, readings, strict=True):
        if reading.finding:
            yield reading.finding
            continue
        yield from check_emptiness(source)
        yield from report_losses(source, reading.losses, context)
        yield from check_graphs(source, reading.graphs, context)
