"""Canonicalize blank node labels, so that equal statements serialize to equal bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad


def canonical(quads: Sequence[Quad]) -> Sequence[Quad]:
    """Return the quads with canonical blank node labels; without blank nodes, as they are.

    An ETag promises the bytes of a document and a checksum those of a file, but a parser makes
    up new labels each time.

    Source: RDF Dataset Canonicalization (RDFC-1.0).
    """
    if not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object)):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)
