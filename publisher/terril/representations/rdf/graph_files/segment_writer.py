"""Write one segment in all formats, for the files of all datasets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from terril.model.formats import RDF_FORMATS
from terril.model.spool import Links, Spool
from terril.representations.pieces import PieceRecord
from terril.representations.rdf.graph_files.membership import (
    DatasetKinds,
    Division,
    Membership,
)
from terril.representations.rdf.graph_files.used_concepts import (
    MODEL_GRAPH,
    select_default_values,
)
from terril.representations.rdf.graph_files.view import Subjects, View
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from terril.model.addresses import Addresses
    from terril.model.spool import Segment, SubjectStatements
    from terril.representations.pieces import Piece, PieceFolder
    from terril.representations.rdf.jsonld import Context

DIGEST_BYTES = 16
PLAIN_FORMATS = tuple(row for row in RDF_FORMATS if not row.graphs)
GRAPH_FORMATS = tuple(row for row in RDF_FORMATS if row.graphs)


@dataclass(frozen=True)
class SegmentPieces:
    """The pieces of a segment.

    Attributes:
        pieces: by the name of the file; ``None`` where its format cannot carry the segment.
        used: concepts of the model that the town's statements in it use.
        waiting: ``True`` if it has statements of the model, so that its pieces depend on which
            concepts all segments use; it has no pieces then.
        digest: of what the pieces are made of; ``""`` for those that depend on other segments.
    """

    pieces: Mapping[str, Piece | None] = field(default_factory=dict)
    used: frozenset[str] = frozenset()
    waiting: bool = False
    digest: str = ""


@dataclass(frozen=True)
class SegmentWriter:
    """A writer of segments, given their numbers; each process has a copy.

    Attributes:
        spool_path: the statements of the town.
        links_path: its links.
        folder: of the pieces.
        addresses: addresses of the town.
        context: the JSON-LD context.
        datasets: all but that of the whole town.
        concepts: of the model.
        basis: digest of what all pieces depend on; empty if no record is kept.
        record: of an earlier release, whose pieces are used again, and the folder of its files.
        used: the concepts in use; ``None`` while they are not known.
    """

    spool_path: Path
    links_path: Path
    folder: PieceFolder
    addresses: Addresses
    context: Context
    datasets: tuple[DatasetKinds, ...]
    concepts: frozenset[str]
    basis: bytes
    record: tuple[Path, Path] | None = None
    used: frozenset[str] | None = None

    def __call__(self, number: int) -> SegmentPieces:
        """Write a segment.

        Raises:
            OSError: a piece cannot be written.
        """
        work = _Work(self._spool.read_segment(number), self._membership, self.datasets)
        digest = work.make_digest(self.basis) if self.basis else ""
        earlier = self._record.find(digest, number) if self._record else None
        if earlier:
            return SegmentPieces(earlier.pieces, frozenset(earlier.facts), digest=digest)
        if not work.is_of_model:
            everything = [(one.subject, one.values) for one in work.subjects]
            pieces = self._write(work, everything)
            return SegmentPieces(pieces, self._find_concepts(everything), digest=digest)
        if self.used is None:
            stated = _select_seen(work.subjects, frozenset())
            return SegmentPieces(used=self._find_concepts(stated), waiting=True)
        return SegmentPieces(self._write(work, _select_seen(work.subjects, self.used)))

    def _find_concepts(self, subjects: Subjects) -> frozenset[str]:
        found: set[str] = set()
        for subject, values in subjects:
            found.add(subject)
            found.update(*values.values())
        return self.concepts.intersection(found)

    def _write(self, work: _Work, seen: Subjects) -> dict[str, Piece | None]:
        """Return the pieces of a segment, given what the default graph has of it."""
        number, text = work.segment.number, work.segment.text
        pieces = self._add(WHOLE, number, View(seen, text, self.addresses, self.context))
        for dataset, chosen in work.division:
            if seen == [(one.subject, one.values) for one in chosen]:
                for row in PLAIN_FORMATS:
                    name = f"{dataset.name}.{row.extension}"
                    pieces[name] = pieces[f"{WHOLE}.{row.extension}"]
            elif chosen:
                values = [(one.subject, one.values) for one in chosen]
                view = View(values, "", self.addresses, self.context)
                pieces |= self._add(dataset.name, number, view)
        return pieces

    def _add(self, dataset: str, number: int, view: View) -> dict[str, Piece | None]:
        """Write a view in all formats that it has statements for."""
        formats = (PLAIN_FORMATS if view.subjects else ()) + (GRAPH_FORMATS if view.quads else ())
        found: dict[str, Piece | None] = {}
        for row in formats:
            text = view.write(row)
            found[f"{dataset}.{row.extension}"] = text and self.folder.add(
                row.extension, number, text.content, text.names
            )
        return found

    @cached_property
    def _record(self) -> PieceRecord | None:
        return PieceRecord(*self.record) if self.record else None

    @cached_property
    def _spool(self) -> Spool:
        return Spool(self.spool_path)

    @cached_property
    def _membership(self) -> Membership:
        return Membership(self._spool, Links(self.links_path), self.addresses)


def _select_seen(subjects: Sequence[SubjectStatements], used: frozenset[str]) -> Subjects:
    """Return what the default graph has of some subjects."""
    rows = [(one.subject, select_default_values(one, used)) for one in subjects]
    return [(subject, values) for subject, values in rows if values]


class _Work:
    """A segment, read as far as is needed."""

    def __init__(
        self, segment: Segment, membership: Membership, datasets: tuple[DatasetKinds, ...]
    ) -> None:
        self.segment = segment
        self._membership = membership
        self._datasets = datasets

    @cached_property
    def subjects(self) -> list[SubjectStatements]:
        """All subjects with their statements."""
        return list(self.segment.subjects())

    @cached_property
    def division(self) -> Division:
        """The subjects by dataset."""
        return self._membership.divide(self.subjects, self._datasets)

    @property
    def is_of_model(self) -> bool:
        """``True`` if it has statements of the model."""
        graphs = {graph for one in self.subjects for _, _, graph in one.statements}
        return any(graph.startswith(MODEL_GRAPH) for graph in graphs)

    def make_digest(self, basis: bytes) -> str:
        """Return the digest of all that the pieces are made of.

        Which parts belong to a dataset depends on other segments.
        """
        digest = blake2b(basis, digest_size=DIGEST_BYTES)
        digest.update(self.segment.text.encode())
        first = self.segment.text.partition(" ")[0]
        if self._membership.has_parts(first, self._datasets):
            for dataset, chosen in self.division:
                names = " ".join(one.subject for one in chosen)
                digest.update(f"\n{dataset.name} {names}".encode())
        return digest.hexdigest()
