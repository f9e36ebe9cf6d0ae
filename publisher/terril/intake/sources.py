"""The files of a town, each with statements of one named graph: their findings and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.reading.source import Source
from terril.model.vocabulary import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.intake.locations.positions import Positions
    from terril.intake.reading.sorted_town import SortedTown
    from terril.model.findings import Finding

__all__ = ["Source", "Sources", "collect_labels", "sort_findings", "sort_key"]

RANKS = {label: rank for rank, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of a town, read once; validator and store receive the same statements.

    Attributes:
        folder: of the town.
        files: ordered by path.
        town: their statements, sorted.
        positions: of the statements.
        findings: of reading, before the validation against shapes.
        catalogue: ``data/catalogue.ttl``, which belongs to no graph of the town.
    """

    folder: Path
    files: tuple[Source, ...]
    town: SortedTown
    positions: Positions
    findings: tuple[Finding, ...] = ()
    catalogue: Source | None = None

    def quads(self) -> Iterator[Quad]:
        """Iterate over the statements of all files, in the order of the files."""
        for file in self.files:
            yield from file.quads


SortKey = tuple[tuple[str, ...], int, int, str, str, str, str, str, str]


def sort_key(finding: Finding) -> SortKey:
    """Return the sort key of a finding, equal for equivalent findings."""
    place = finding.place
    return (
        place.path.parts if place else (),
        (place.line or 0) if place else 0,
        (place.column or 0) if place else 0,
        finding.rule,
        finding.component,
        finding.thing,
        finding.path,
        finding.value,
        " ".join(finding.message[tag] for tag in sorted(finding.message)),
    )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings ordered by path, line and content, without duplicates."""
    unique = {sort_key(finding): finding for finding in findings}
    return tuple(unique[key] for key in sorted(unique))


def collect_labels(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    """Return the preferred label of each IRI, by language tag; ``""`` is no language."""
    ranked: dict[str, dict[str, tuple[int, str]]] = {}
    for quad in quads:
        rank = RANKS.get(quad.predicate)
        if rank is None or not isinstance(quad.object, Literal):
            continue
        if isinstance(quad.subject, NamedNode):
            label, tag = (rank, quad.object.value), quad.object.language or ""
            best = ranked.setdefault(quad.subject.value, {})
            best[tag] = min(best.get(tag, label), label)
    return {iri: {tag: text for tag, (_, text) in best.items()} for iri, best in ranked.items()}
