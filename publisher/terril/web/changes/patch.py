"""Send one change statement by statement: as RDF Patch (``.rdfp``), or as two graphs (``.trig``).

The patch makes the older release the newer one, statement by statement and graph by graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from terril.model.fingerprint import compute_fingerprint
from terril.model.formats import TRIG
from terril.release.changes.comparison import ADDED, REMOVED
from terril.web.http.validators import has_current, select_etag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from terril.release.changes.history import Change


@dataclass(frozen=True, slots=True)
class PatchFormat:
    """A format of a change.

    Attributes:
        media_type: without parameters.
        content_type: with its parameters.
        write: yields a change as text, given the base IRI of the town.
    """

    media_type: str
    content_type: str
    write: Callable[[Change, str], Iterator[str]]


def send_patch(change: Change, target: PatchFormat, base: str, licence: str) -> Response:
    """Return a change in a format, or 304.

    Args:
        change: to send.
        target: format.
        base: base IRI of the town.
        licence: IRI of the licence of the data.
    """
    etag = compute_fingerprint(change.name, change.before, target.content_type)
    current = has_current(etag)
    response = Response(status=304) if current else Response(target.write(change, base))
    response.content_type = target.content_type
    response.set_etag(select_etag(etag))
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Link"] = f'<{licence}>; rel="license"'
    return response


def _write_rdf_patch(change: Change, base: str) -> Iterator[str]:
    """Yield the deletions and additions of one transaction.

    Source: RDF Delta, “RDF Patch”; H names the change and its predecessor.
    """
    yield f"H id <{base}changes/{change.name}> .\n"
    if change.before:
        yield f"H prev <{base}dump/{change.before}/town.nq> .\n"
    yield "TX .\n"
    for one in change.read_differences():
        yield from (f"D {line[1:]}\n" for line in one.lines if line[0] == REMOVED)
        yield from (f"A {line[1:]}\n" for line in one.lines if line[0] == ADDED)
    yield "TC .\n"


def _write_two_graphs(change: Change, base: str) -> Iterator[str]:
    """Yield TriG: a graph of the added triples and a graph of the removed ones."""
    iri = f"{base}changes/{change.name}"
    added, removed = NamedNode(f"{iri}#added"), NamedNode(f"{iri}#removed")
    for one in change.read_differences():
        for graph, triples in ((removed, one.removed), (added, one.added)):
            quads = [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
            trig = serialize(quads, format=RdfFormat.TRIG) if quads else b""
            yield (trig or b"").decode()


RDF_PATCH = "application/rdf-patch"
PATCH_FORMATS: Mapping[str, PatchFormat] = {
    "rdfp": PatchFormat(RDF_PATCH, f"{RDF_PATCH}; charset=utf-8", _write_rdf_patch),
    "trig": PatchFormat(TRIG.media_type, TRIG.media_type, _write_two_graphs),
}
"""Formats by the extension of the address."""
