"""The text of a file, as a whole and in chunks that can be parsed by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from terril.model.errors import FileChanged

if TYPE_CHECKING:
    from pathlib import Path


class Chunk(NamedTuple):
    """A part of a file: whole lines, and whole statements.

    Attributes:
        start: position of its first byte.
        end: position behind its last byte.
        line: number of its first line, from 1.
    """

    start: int
    end: int
    line: int


class FileState(NamedTuple):
    """The size of a file in bytes, and the time of its last change in nanoseconds."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file as it was when it was read.

    Attributes:
        path: of the file.
        chunks: in order; a file that cannot be divided is one.
        prologue: the declarations of prefixes and of the base, which every chunk needs; whole
            lines.
        content: all bytes; ``None`` for a file that is read again when it is needed.
        state: of the file; ``None`` if the content is there.
    """

    path: Path
    chunks: tuple[Chunk, ...]
    prologue: bytes = b""
    content: bytes | None = None
    state: FileState | None = None

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            FileChanged: the file is no longer what it was.
        """
        return self.read_part(0, self.chunks[-1].end)

    def read_chunk(self, number: int) -> bytes:
        """Return the bytes of a chunk behind the prologue, as a document of its own.

        Raises:
            FileChanged: the file is no longer what it was.
        """
        start, end, _ = self.chunks[number]
        content = self.read_part(start, end)
        return self.prologue + content if start else content

    def read_part(self, start: int, end: int) -> bytes:
        """Return the bytes from one position to another.

        Raises:
            FileChanged: the file is no longer what it was.
        """
        if self.content is not None:
            return self.content[start:end]
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                content = file.read(end - start)
        except OSError as error:
            raise FileChanged(self.path) from error
        if self.has_changed():
            raise FileChanged(self.path)
        return content

    def has_changed(self) -> bool:
        """Return whether the file is another than the one that was read."""
        return self.state is not None and self.state != read_state(self.path)


def read_state(path: Path) -> FileState | None:
    """Return the state of a file, ``None`` if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns)


def make_document(path: Path, content: bytes) -> Document:
    """Return a document of one chunk, which stays in memory."""
    return Document(path, (Chunk(0, len(content), 1),), content=content)
