"""The lines of a file as an editor counts them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from terril.model.findings import Location

if TYPE_CHECKING:
    from pathlib import PurePath


class Lines:
    """A text cut into lines.

    Attributes:
        text: the whole text, without a byte order mark; bytes that are not UTF-8 are replaced.
    """

    def __init__(self, content: bytes) -> None:
        self.text = content.decode("utf-8-sig", errors="replace")
        self._starts = [0]
        for line in self.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def position(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at an index."""
        line = bisect_right(self._starts, index, hi=len(self._starts) - 1)
        return line, index - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """The index of the first character of a line; the text's length after the last."""
        return min(self._starts[min(line, len(self._starts)) - 1], len(self.text))

    def line(self, number: int) -> str:
        """One line without its line break; ``""`` for a line that is not there."""
        if not 1 <= number < len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._starts[number] - 1].rstrip("\r")

    def place(self, path: PurePath, line: int, column: int | None = None) -> Location:
        """A place in the file at ``path``, with the line's text."""
        return Location(path, line, column, self.line(line))
