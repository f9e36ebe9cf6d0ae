"""Write the parts of graphs that have statements in common."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.spool import RespeltLiterals
from terril.store.graphs import merge_graphs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from terril.model.spool import Spool
    from terril.release.building.survey import Item

RESPELT = RespeltLiterals()


@dataclass(frozen=True, slots=True)
class PartsWriter:
    """A function that writes the parts' statements of some segments; worker processes run it.

    Attributes:
        spool: the statements.
        labels: of the parts, by the graphs that have all statements of the part.
        folder: for the files.
    """

    spool: Spool
    labels: Mapping[tuple[str, ...], str]
    folder: Path

    def __call__(self, item: Item) -> dict[str, Path]:
        """Return a file of N-Triples for each part, by its label."""
        labels = sorted(self.labels.values())
        paths = {one: self.folder / f"{one}.{item.number}.nt" for one in labels}
        with ExitStack() as stack:
            files = {
                label: stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
                for label, path in paths.items()
            }
            for number in range(item.start, item.end):
                segment = self.spool.read_segment(number)
                respelt = RESPELT.find_in(segment.text)
                for found in segment.subjects():
                    merged = merge_graphs(found.statements, respelt)
                    for (predicate, value), graphs in merged.items():
                        if label := self.labels.get(graphs):
                            files[label].write(f"{found.subject} {predicate} {value} .\n")
        return paths
