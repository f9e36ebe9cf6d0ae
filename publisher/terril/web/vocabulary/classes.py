"""Serve the classes of the model: a page for each, made from its shape, and the shape as RDF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import NotFound

from terril.model.formats import TURTLE
from terril.model.vocabulary import MODEL_LICENCE, TYPE
from terril.representations.pages.class_page import ClassPresenter
from terril.representations.rdf.jsonld import compact_thing
from terril.representations.rdf.serialization import write_rdf
from terril.web.http.documents import Document, PageFrame, answer, split_extension

if TYPE_CHECKING:
    from flask import Response

    from terril.model.addresses import Addresses
    from terril.representations.classes import ClassShape
    from terril.representations.pages import Audience
    from terril.representations.rdf.jsonld import Context
    from terril.store.reader import StoreReader
    from terril.town.served_release import ServedRelease


@dataclass(frozen=True, slots=True)
class ThingExample:
    """A thing of the class in the release, in full."""

    iri: str
    turtle: str
    json: str


@dataclass(frozen=True, slots=True)
class ExampleFinder:
    """A search for the thing that illustrates a class best.

    Attributes:
        store: the data.
        addresses: the IRIs of the town's things.
        context: the JSON-LD context of the town.
        derived: the graph of inferred statements, which an example leaves out.
    """

    store: StoreReader
    addresses: Addresses
    context: Context
    derived: NamedNode

    def find(self, shape: ClassShape) -> ThingExample | None:
        """Return the thing with the most properties; of several, the first by IRI."""
        things = {
            quad.subject.value
            for iri in shape.classes
            for quad in self.store.towards(NamedNode(iri))
            if quad.predicate == TYPE and isinstance(quad.subject, NamedNode)
        }
        named = [iri for iri in things if self.addresses.name_of(iri)]
        if not named:
            return None
        best = min(named, key=lambda iri: (-len({t.predicate for t in self._describe(iri)}), iri))
        triples = self._describe(best)
        turtle = write_rdf(triples, TURTLE, self.addresses, self.context, best).decode()
        tree = json.loads(compact_thing(triples, best, self.context))
        tree.pop("@context", None)
        return ThingExample(best, turtle, json.dumps(tree, ensure_ascii=False, indent=2))

    def _describe(self, iri: str) -> list[Triple]:
        """Return the statements of a thing's own sources."""
        quads = self.store.about(NamedNode(iri))
        return list(
            dict.fromkeys(quad.triple for quad in quads if quad.graph_name != self.derived)
        )


def document(served: ServedRelease, name: str) -> Response:
    """Return the page of a class, or its shape in RDF.

    Raises:
        NotFound: there is no shape of that name.
    """
    stem, extension = split_extension(name)
    found = served.classes.get(stem)
    if found is None:
        raise NotFound
    pages = served.pages

    def page(audience: Audience, frame: PageFrame) -> str:
        presenter = ClassPresenter(pages, served.classes, audience)
        finder = ExampleFinder(served.store, served.addresses, served.context, pages.derived_graph)
        values = {**presenter.values(found), "example": finder.find(found), **frame.values()}
        return pages.write("vocabulary/class.html", audience, **values)

    shown = Document(
        f"def/class/{stem}",
        lambda: list(found.triples),
        page,
        thing=found.iri,
        licence=MODEL_LICENCE,
    )
    return answer(shown, served, extension)
