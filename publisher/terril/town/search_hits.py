"""The things that a search finds, for scripts and notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.notebook import render_html_table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A thing that was found: its IRI, its label in the town's first language, and its kind."""

    iri: str
    label: str
    kind: str


class SearchHits(list[SearchHit]):
    """The best hits, and the number of all.

    Args:
        hits: the best first.
        total: number of things found, including those beyond the limit.
    """

    def __init__(self, hits: Iterable[SearchHit], total: int) -> None:
        super().__init__(hits)
        self.total = total

    def _repr_html_(self) -> str:
        rows = [[hit.label, hit.kind, hit.iri] for hit in self]
        return render_html_table(("label", "kind", "iri"), rows, len(rows))
