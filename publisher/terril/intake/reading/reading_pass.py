"""Read all files of a town once, in chunks, into sorted files of bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from terril.intake.locations.lines import parse_quads
from terril.intake.reading.batches import Batch, Part, Reading
from terril.intake.reading.chunk_reader import ChunkReader
from terril.intake.reading.division import divide_content, divide_file
from terril.intake.reading.document import Chunk, make_document
from terril.intake.reading.parser import build_unopened_finding, examine_file
from terril.intake.reading.sorted_town import sort_town
from terril.model.spool.work_folder import WorkFolder, report_full
from terril.model.spool.workers import count_processors, map_in_processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path, PurePath

    from terril.intake.reading.batches import BatchReading
    from terril.intake.reading.document import Document
    from terril.intake.reading.sorted_town import SortedTown
    from terril.intake.rules.screens.chunk_screen import ChunkScreen, Doubts
    from terril.model.formats import Format

SMALL = 4_000_000
"""Bytes of all files up to which they stay in memory, and one process reads them faster."""
BATCH = 2_000_000
"""Bytes of a batch."""


@dataclass(frozen=True, slots=True)
class TownFile:
    """A file to read.

    Attributes:
        path: of the file.
        name: its path, relative to the folder of the town.
        graph: IRI of the named graph of its folder.
        syntax: its format.
    """

    path: Path
    name: PurePath
    graph: str
    syntax: Format


@dataclass(slots=True, kw_only=True)
class FileReading(Reading):
    """The findings in a file, and its text."""

    document: Document


@dataclass(frozen=True, slots=True)
class TownReading:
    """The findings in the files of a town.

    Attributes:
        files: in the order in which they were given.
        town: their statements, sorted.
        processes: number of processes that are worth their start.
    """

    files: tuple[FileReading, ...]
    town: SortedTown
    processes: int

    @property
    def doubts(self) -> dict[int, list[Doubts]]:
        """The doubts for the rules of reading to judge, by the number of the file."""
        return {number: one.doubts for number, one in enumerate(self.files) if one.doubts}


def read_files(
    files: Sequence[TownFile], screen: ChunkScreen, progress: Callable[[int, int], None]
) -> TownReading:
    """Read files; their numbers are those of their order.

    Args:
        files: of the town.
        screen: of the rules of reading.
        progress: called with the number of bytes read, and of all bytes.

    Raises:
        FileChanged: a file changed meanwhile.
        WorkFolderUnwritable: the temporary files could not be written.
    """
    small = sum(map(_get_size, files)) <= SMALL
    readings = [_open(file, in_memory=small) for file in files]
    processes = 1 if small else count_processors()
    work = WorkFolder()
    reader = ChunkReader(work.path, screen)
    with report_full(work.path):
        read = _read_batches(files, readings, reader, processes, progress)
        while indivisible := {part.file for one in read for part in one.parts if part.indivisible}:
            for number in indivisible:
                readings[number].document = _join(readings[number].document)
            for path in (path for one in read for path in one.runs.list_paths()):
                path.unlink()
            read = _read_batches(files, readings, reader, processes, progress)
        for part in (part for one in read for part in one.parts):
            readings[part.file].add(part)
        town = sort_town(work, [one.runs for one in read], processes)
    return TownReading(tuple(readings), town, processes)


def read_file(file: TownFile) -> FileReading:
    """Read a file that belongs to no graph of the town, whose statements are not sorted."""
    reading = _open(file, in_memory=True)
    if reading.finding is None:
        content = reading.document.read()
        examined = examine_file(file.name, content, file.syntax)
        reading.document = make_document(file.path, content)
        reading.finding, reading.losses = examined.finding, examined.losses
        if examined.content:
            reading.statements = sum(1 for _ in parse_quads(examined.content, file.syntax))
    return reading


def _get_size(file: TownFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _open(file: TownFile, *, in_memory: bool) -> FileReading:
    try:
        if in_memory:
            document = divide_content(file.path, file.path.read_bytes(), file.syntax)
        else:
            document = divide_file(file.path, file.syntax)
    except OSError as error:
        finding = build_unopened_finding(file.name, error)
        return FileReading(document=make_document(file.path, b""), finding=finding)
    return FileReading(document=document)


def _join(document: Document) -> Document:
    """Return a document as a single chunk."""
    end = document.chunks[-1].end
    return replace(document, chunks=(Chunk(0, end, 1),), prologue=b"")


def _read_batches(
    files: Sequence[TownFile],
    readings: Sequence[FileReading],
    reader: ChunkReader,
    processes: int,
    progress: Callable[[int, int], None],
) -> list[BatchReading]:
    batches = list(_plan_batches(files, readings))
    total = sum(batch.size for batch in batches)
    done = 0
    read = []
    for batch, result in zip(batches, map_in_processes(reader, batches, processes), strict=True):
        read.append(result)
        done += batch.size
        progress(done, total)
    return read


def _plan_batches(files: Sequence[TownFile], readings: Sequence[FileReading]) -> Iterator[Batch]:
    number, size = 0, 0
    parts: list[Part] = []
    for part in _list_parts(files, readings):
        parts.append(part)
        size += part.size
        if size >= BATCH:
            yield Batch(number, tuple(parts))
            number, size, parts = number + 1, 0, []
    if parts:
        yield Batch(number, tuple(parts))


def _list_parts(files: Sequence[TownFile], readings: Sequence[FileReading]) -> Iterator[Part]:
    """Yield the files in parts of the size of a batch at most, unless a chunk is larger."""
    for number, (file, reading) in enumerate(zip(files, readings, strict=True)):
        document = reading.document
        chunks = document.chunks
        first = 0
        while first < len(chunks):
            last = first + 1
            while last < len(chunks) and chunks[last].end - chunks[first].start <= BATCH:
                last += 1
            part = replace(document, chunks=chunks[first:last])
            yield Part(number, file.name, file.graph, part, first, len(chunks) > 1)
            first = last
