"""One change statement by statement: ``.rdfp`` as RDF Patch, ``.trig`` as two graphs.

Whoever applies the patch to the older release has the newer one, statement for statement and
graph for graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from terril.model.fingerprint import fingerprint
from terril.model.formats import TRIG
from terril.release.changes.comparison import ADDED, REMOVED
from terril.web.http.validators import as_named, has_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from terril.release.changes.history import Change
    from terril.town.served_release import ServedRelease

RDF_PATCH = "application/rdf-patch"


def rdf_patch(served: ServedRelease, change: Change) -> Response:
    """The change as RDF Patch: deletions and additions of one transaction.

    Source: RDF Delta, “RDF Patch”; H names the change and what it follows.
    """

    def rows() -> Iterator[str]:
        me = f"{served.addresses.base}changes/{change.name}"
        yield f"H id <{me}> .\n"
        if change.before:
            yield f"H prev <{served.addresses.base}dump/{change.before}/town.nq> .\n"
        yield "TX .\n"
        for one in change.read_differences():
            yield from (f"D {line[1:]}\n" for line in one.lines if line[0] == REMOVED)
            yield from (f"A {line[1:]}\n" for line in one.lines if line[0] == ADDED)
        yield "TC .\n"

    return _answer(served, change, f"{RDF_PATCH}; charset=utf-8", rows)


def two_graphs(served: ServedRelease, change: Change) -> Response:
    """The change as TriG: a graph of what came, and a graph of what went, without repetition."""
    me = f"{served.addresses.base}changes/{change.name}"
    came, went = NamedNode(f"{me}#added"), NamedNode(f"{me}#removed")

    def rows() -> Iterator[str]:
        for one in change.read_differences():
            for graph, triples in ((went, one.removed), (came, one.added)):
                quads = [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
                written = serialize(quads, format=RdfFormat.TRIG) if quads else b""
                yield (written or b"").decode()

    return _answer(served, change, TRIG.media_type, rows)


def _answer(
    served: ServedRelease, change: Change, content_type: str, rows: Callable[[], Iterator[str]]
) -> Response:
    etag = fingerprint(change.name, change.before, content_type)
    response = Response(status=304) if has_current(etag) else Response(rows())
    response.content_type = content_type
    response.set_etag(as_named(etag))
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Link"] = f'<{served.config.licence}>; rel="license"'
    return response


PATCH_TYPES: Mapping[str, str] = {"rdfp": RDF_PATCH, "trig": TRIG.media_type}
PATCHES: Mapping[str, Callable[[ServedRelease, Change], Response]] = {
    "rdfp": rdf_patch,
    "trig": two_graphs,
}
