"""The lines of a file: numbered as in an editor, or fed to a parser one by one."""

from __future__ import annotations

from bisect import bisect_right
from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import parse

from terril.model.findings import Location
from terril.model.formats import RDF_XML
from terril.model.xml_characters import show_controls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from pyoxigraph import Quad, QuadParser

    from terril.model.formats import Format

# The base of relative IRIs, to recognize them; no address on the web begins with it.
RELATIVE = "relative:///"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Lines:
    """A text with an index of its lines.

    Attributes:
        text: the whole text, without a byte order mark; bytes that are not UTF-8 are replaced.
    """

    def __init__(self, content: bytes) -> None:
        self.text = content.decode("utf-8-sig", errors="replace")
        self._starts = [0]
        for line in self.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def find_position(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the character at an index."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def find_start(self, line: int) -> int:
        """Return the index of the first character of a line; after the last, the text's length."""
        return min(self._starts[min(line, len(self._starts)) - 1], len(self.text))

    def get_line(self, number: int) -> str:
        """Return a line without its line break; ``""`` for a missing line."""
        if not 1 <= number < len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._starts[number] - 1].rstrip("\r")

    def make_location(self, path: PurePath, line: int, column: int | None = None) -> Location:
        """Return a location in the file at ``path``, with the text of its line.

        Control characters in the text are pictures, so that no terminal obeys them.
        """
        return Location(path, line, column, show_controls(self.get_line(line)))


class LineReader(BytesIO):
    """A binary stream of which each ``read`` returns at most one line.

    Attributes:
        line: number of lines read so far, wholly or in part.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.line = 0
        self._ended = True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the rest of the line, at most ``size`` bytes."""
        piece = self.readline(size)
        self.line += bool(self._ended and piece)
        self._ended = piece.endswith(b"\n")
        return piece


def parse_quads(content: LineReader | bytes, syntax: Format) -> Iterator[Quad]:
    """Parse the statements of a file; relative IRIs are resolved against ``RELATIVE``.

    Raises:
        SyntaxError: the bytes do not follow the syntax.
    """
    quads: Iterator[Quad] = open_parser(content, syntax)
    return quads


def open_parser(content: LineReader | bytes, syntax: Format) -> QuadParser:
    """Return the parser of :func:`parse_quads`, which has prefixes and base as it goes."""
    # Without renaming, `_:a` of two files would be one node.
    return parse(content, format=syntax.syntax, base_iri=RELATIVE, rename_blank_nodes=True)


def prepare_content(content: bytes, syntax: Format) -> bytes:
    """Return the bytes for the parser, without what it does not handle as its syntax says.

    Some editors write a byte order mark, which Turtle does not allow; in XML an unescaped line
    end of Windows is a line feed (XML 1.0, section 2.11).
    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    return content.replace(b"\r\n", b"\n") if syntax == RDF_XML else content
