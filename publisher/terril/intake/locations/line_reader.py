"""Feed a parser line by line, so that each of its results can be assigned to a line."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import Quad, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.model.formats import Format

# The base of relative IRIs, to recognize them; no address on the web begins with it.
RELATIVE = "relative:///"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    # Without renaming, `_:a` of two files would be one node.
    return parse(content, format=syntax.syntax, base_iri=RELATIVE, rename_blank_nodes=True)


def strip_byte_order_mark(content: bytes) -> bytes:
    """Return the bytes without the mark that some editors write and Turtle does not allow."""
    return content.removeprefix(BYTE_ORDER_MARK)
