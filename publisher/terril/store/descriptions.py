"""Collect the description of a thing: the statements of a document about it.

The thing's own statements from all graphs, the parts that make no sense without it (its
address, its numbers, its questions), the labels of what it points to, and what points to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from terril.model.notebook import render_html_table, to_rdflib_graph
from terril.model.vocabulary import ORG, SCHEMA, TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib

    from terril.store.reader import StoreReader

# A reader expects these in one piece with what they belong to, though each has its own IRI.
PARTS = frozenset(
    {
        f"{SCHEMA}PostalAddress",
        f"{SCHEMA}GeoCoordinates",
        f"{SCHEMA}PropertyValue",
        f"{SCHEMA}OpeningHoursSpecification",
        f"{SCHEMA}Question",
        f"{ORG}Membership",
    }
)


@dataclass(frozen=True, slots=True)
class Description:
    """The statements of a document about a thing.

    Attributes:
        thing: what the document is about.
        own: its own statements, each with its graph.
        parts: statements of its parts.
        incoming: statements of other things that point to it.
        labels: names and types of every other thing that is mentioned.
    """

    thing: NamedNode
    own: tuple[Quad, ...]
    parts: tuple[Quad, ...]
    incoming: tuple[Quad, ...]
    labels: tuple[Triple, ...]

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return self.thing.value

    def to_rdflib(self) -> rdflib.Graph:
        """Return every statement as a graph of rdflib, which has to be installed."""
        return to_rdflib_graph(self.triples())

    def _repr_html_(self) -> str:
        triples = [quad.triple for quad in (*self.own, *self.parts, *self.incoming)]
        rows = [
            [shorten(getattr(part, "value", "")) for part in (t.subject, t.predicate, t.object)]
            for t in dict.fromkeys(triples)
        ]
        return render_html_table(("subject", "predicate", "object"), rows, len(rows))

    def triples(self) -> list[Triple]:
        """Return every statement once, the thing's own first."""
        found = [quad.triple for quad in (*self.own, *self.parts, *self.incoming)]
        return list(dict.fromkeys((*found, *self.labels)))


def describe(reader: StoreReader, thing: NamedNode) -> Description:
    """Return the description of a thing; without statements if the release does not have it."""
    own = reader.about(thing)
    incoming = reader.towards(thing)
    parts = tuple(
        quad
        for part in _neighbours(thing, own, incoming)
        if PARTS.intersection(reader.types(part.value))
        for quad in reader.about(part)
    )
    mentioned = {thing: None} | _mentioned((*own, *parts, *incoming))
    labels = (
        triple
        for other in mentioned
        if other != thing
        for triple in sorted(reader.label_triples(other), key=str)
    )
    return Description(thing, own, parts, incoming, tuple(dict.fromkeys(labels)))


def _neighbours(
    thing: NamedNode, own: Iterable[Quad], incoming: Iterable[Quad]
) -> Iterator[NamedNode]:
    found = dict.fromkeys(
        [quad.object for quad in own if isinstance(quad.object, NamedNode)]
        + [quad.subject for quad in incoming if isinstance(quad.subject, NamedNode)]
    )
    return (node for node in found if node != thing)


def _mentioned(quads: Iterable[Quad]) -> dict[NamedNode, None]:
    """Return all subjects and objects but classes, in order of mention."""
    found: dict[NamedNode, None] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found[quad.subject] = None
        if isinstance(quad.object, NamedNode) and quad.predicate != TYPE:
            found[quad.object] = None
    return found
