"""Write the files of all datasets from the sorted statements of a town."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import __version__ as pyoxigraph_version

from terril.model import __version__
from terril.model.formats import RDF_FORMATS, find_format
from terril.model.spool.workers import map_in_processes
from terril.representations.pieces import (
    DamagedPieceError,
    PieceFolder,
    PieceTable,
    WrittenFile,
    write_file,
    write_record,
)
from terril.representations.pieces.piece_folder import LEVEL
from terril.representations.rdf.graph_files.heads import make_frame
from terril.representations.rdf.graph_files.records import (
    Records,
    SegmentNote,
    list_recorded,
)
from terril.representations.rdf.graph_files.segment_writer import (
    DIGEST_BYTES,
    GRAPH_FORMATS,
    PLAIN_FORMATS,
    SegmentWriter,
)
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from terril.model.addresses import Addresses
    from terril.model.spool import Links, Spool
    from terril.representations.rdf.graph_files.membership import DatasetKinds
    from terril.representations.rdf.graph_files.segment_writer import SegmentPieces
    from terril.representations.rdf.graph_files.used_concepts import ModelConcepts
    from terril.representations.rdf.jsonld import Context

log = logging.getLogger(__name__)

PIECES = ".pieces"


class GraphFile(NamedTuple):
    """A file of a dataset that was written.

    Attributes:
        file: the file.
        copy: its gzip copy.
        pieces: where each segment is in both.
    """

    file: WrittenFile
    copy: WrittenFile
    pieces: PieceTable


@dataclass(frozen=True)
class GraphFilesPlan:
    """The content of all files.

    Attributes:
        spool: the sorted statements of the town.
        links: its links, sorted by object.
        addresses: addresses of the town.
        context: the JSON-LD context.
        datasets: those of things; empty ones have no files, but that of the whole town.
        concepts: of the model.
        records: if pieces are to be used again.
    """

    spool: Spool
    links: Links
    addresses: Addresses
    context: Context
    datasets: tuple[DatasetKinds, ...]
    concepts: ModelConcepts
    records: Records | None = None

    def compute_basis(self) -> bytes:
        """Return a digest of what all pieces depend on."""
        parts = (
            *(__version__, pyoxigraph_version, str(LEVEL), self.addresses.base),
            json.dumps(self.context.source),
            *(repr(one) for one in self.datasets),
            *sorted(self.concepts.concepts),
        )
        return blake2b("\n".join(parts).encode(), digest_size=DIGEST_BYTES).digest()


def ignore_progress(done: int, total: int) -> None:
    """Report nothing."""


def write_graph_files(
    plan: GraphFilesPlan,
    folder: Path,
    processes: int = 1,
    progress: Callable[[int, int], None] = ignore_progress,
) -> list[GraphFile]:
    """Write all files; return them in the order of their names.

    A dataset has no file in a format that cannot carry one of its statements. The files are the
    same for any number of processes, and whether pieces of an earlier release are used or not;
    they are not if one is damaged.

    Args:
        plan: what is written.
        folder: of the files; a subfolder for pieces is there until the files are.
        processes: number of worker processes; with one, this process works.
        progress: called with the number of segments that are written, and of all.

    Raises:
        OSError: a file cannot be read or written.
    """
    try:
        return _write_files(plan, folder, processes, progress)
    except DamagedPieceError as error:
        if not plan.records or not plan.records.old:
            raise
        log.warning("pieces of an earlier release are not used: %s", error)
    shutil.rmtree(folder / PIECES)
    anew = replace(plan, records=Records(plan.records.new))
    return _write_files(anew, folder, processes, progress)


def _write_files(
    plan: GraphFilesPlan, folder: Path, processes: int, progress: Callable[[int, int], None]
) -> list[GraphFile]:
    pieces = PieceFolder(folder / PIECES)
    pieces.folder.mkdir()
    tables, notes = _write_segments(plan, pieces, processes, progress)
    # Formats cannot be pickled, and the largest files come first.
    groups = [
        (row.extension, {name: one for name, one in tables.items() if find_format(name) == row})
        for row in (*GRAPH_FORMATS, *reversed(PLAIN_FORMATS))
    ]
    joiner = _Joiner(folder, pieces, plan.addresses, plan.context)
    written = [one for group in map_in_processes(joiner, groups, processes) for one in group]
    pieces.folder.rmdir()
    if plan.records:
        files = ((one.file.name, one.pieces) for one in written)
        write_record(plan.records.new, list_recorded(notes, files))
    return sorted(written, key=attrgetter("file.name"))


def _write_segments(
    plan: GraphFilesPlan,
    pieces: PieceFolder,
    processes: int,
    progress: Callable[[int, int], None],
) -> tuple[dict[str, PieceTable], list[SegmentNote]]:
    """Write the pieces of all segments; return those of each file, and what else is known."""
    writer = SegmentWriter(
        plan.spool.path,
        plan.links.path,
        pieces,
        plan.addresses,
        plan.context,
        tuple(one for one in plan.datasets if one.name != WHOLE),
        plan.concepts.concepts,
        plan.compute_basis() if plan.records else b"",
        plan.records.old if plan.records else None,
    )
    total = len(plan.spool)
    done, used = _Tables(), set[str]()
    waiting = []
    notes = []
    for number, result in enumerate(map_in_processes(writer, range(total), processes)):
        done.add(result)
        used |= result.used
        notes.append(SegmentNote.of(result))
        if result.waiting:
            waiting.append(number)
        progress(number + 1, total)
    informed = replace(writer, used=plan.concepts.close(used))
    late = _Tables()
    for number in waiting:
        late.add(informed(number))
    return done.merge(late), notes


class _Tables:
    """The pieces of each file, and the files that cannot be written."""

    def __init__(self) -> None:
        self.tables = {f"{WHOLE}.{row.extension}": PieceTable() for row in RDF_FORMATS}
        self.missing: set[str] = set()

    def add(self, segment: SegmentPieces) -> None:
        for name, piece in segment.pieces.items():
            if piece is None:
                self.missing.add(name)
            else:
                self.tables.setdefault(name, PieceTable()).add(piece)

    def merge(self, other: _Tables) -> dict[str, PieceTable]:
        """Return the pieces of both, in the order of their segments."""
        merged: dict[str, PieceTable] = {}
        names = self.tables.keys() | other.tables.keys()
        for name in sorted(names - self.missing - other.missing):
            parts = (one.tables.get(name, ()) for one in (self, other))
            table = merged[name] = PieceTable()
            for piece in merge(*parts, key=attrgetter("segment")):
                table.add(piece)
        return merged


@dataclass(frozen=True)
class _Joiner:
    """A writer of all files of a format, which removes their pieces."""

    folder: Path
    pieces: PieceFolder
    addresses: Addresses
    context: Context

    def __call__(self, group: tuple[str, Mapping[str, PieceTable]]) -> list[GraphFile]:
        extension, tables = group
        written = []
        for name, table in tables.items():
            frame = make_frame(name, table.collect_names(), self.addresses, self.context)
            written.append(GraphFile(*write_file(self.folder / name, frame, table)))
        self.pieces.remove(extension)
        return written
