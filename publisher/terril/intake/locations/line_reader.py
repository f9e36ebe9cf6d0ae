"""Bytes handed to a parser line by line, so that what it finds can be told its line."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import Quad, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.model.formats import Format

# What relative IRIs become, to be told apart; no address on the web begins so.
RELATIVE = "relative:///"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class LineFeed(BytesIO):
    """A file of which one ``read`` gives at most one line.

    Attributes:
        line: how many lines have been begun.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.line = 0
        self._ended = True

    def read(self, size: int | None = -1, /) -> bytes:
        """The rest of the line, but never more than ``size`` bytes."""
        piece = self.readline(size)
        self.line += bool(self._ended and piece)
        self._ended = piece.endswith(b"\n")
        return piece


def quads_of(content: LineFeed | bytes, syntax: Format) -> Iterator[Quad]:
    """The statements of a file; relative IRIs begin with ``RELATIVE``.

    Raises:
        SyntaxError: the bytes are not of that syntax.
    """
    # Without renaming, `_:a` of two files would be one node.
    return parse(content, format=syntax.syntax, base_iri=RELATIVE, rename_blank_nodes=True)


def without_mark(content: bytes) -> bytes:
    """The bytes without the mark that some editors put first and that Turtle does not know."""
    return content.removeprefix(BYTE_ORDER_MARK)
