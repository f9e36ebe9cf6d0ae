"""The lines of a file, numbered as in an editor."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from terril.model.findings import Location

if TYPE_CHECKING:
    from pathlib import PurePath


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
        """Return a location in the file at ``path``, with the text of its line."""
        return Location(path, line, column, self.get_line(line))
