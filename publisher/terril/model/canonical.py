"""Blank nodes with names that stay: the same statements are the same bytes in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad


def canonical(quads: Sequence[Quad]) -> Sequence[Quad]:
    """The quads with blank nodes that are called the same in every process.

    The bytes of a document are promised by its ETag, those of a file by its checksum, and a
    parser makes up new labels each time. Without blank nodes the order is kept.

    Source: RDF Dataset Canonicalization (RDFC-1.0).
    """
    if not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object)):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)
