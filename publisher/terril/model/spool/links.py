"""Find the subjects that point to a thing, in a file sorted by object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool.sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class Links:
    """The links of a town; safe to use from many threads.

    Args:
        path: of a sorted file with the lines of :func:`collect_links`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines = SortedLines(path)

    def find(self, target: str, predicate: str | None = None) -> list[tuple[str, str]]:
        """Return predicate and subject of each statement that points to a thing, sorted.

        Args:
            target: N-Triples text of the thing.
            predicate: only these; ``None`` means all.
        """
        start = f"{target} " if predicate is None else f"{target} {predicate} "
        found = []
        for line in self._lines.find(start).split("\n")[:-1]:
            _, link, subject = line.split(" ")
            found.append((link, subject))
        return found


def collect_links(text: str) -> list[str]:
    """Return the links of lines of N-Quads: object, predicate and subject of each, as a line.

    A link is there once for each of its graphs; a :class:`LineSorter` keeps one.
    """
    return select_links(line.split(" ", 3) for line in text.split("\n")[:-1])


def select_links(statements: Iterable[Sequence[str]]) -> list[str]:
    """Return the links, given subject, predicate, object and the rest of each line."""
    return [
        f"{value} {predicate} {subject}\n"
        for subject, predicate, value, _ in statements
        # Not a triple term.
        if value[0] == "<" and value[1] != "<"
    ]
