"""Find the things that several parts of the files of a graph give a type."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TYPED = " 1\n"


def find_repeated_types(origins: Path, graphs: Sequence[str]) -> Iterator[str]:
    """Yield the things that are typed in two files of a graph, or in two chunks of a file.

    Args:
        origins: lines with subject, file, chunk and 1 for a type, sorted.
        graphs: of the files by their numbers.
    """
    with origins.open(encoding="utf-8", newline="\n") as file:
        typed = (line for line in file if line.endswith(TYPED))
        for subject, group in groupby(typed, lambda line: line[: line.index(" ")]):
            named = [graphs[int(line.split(" ")[1])] for line in group]
            if len(set(named)) < len(named) and subject[0] == "<":
                yield subject
