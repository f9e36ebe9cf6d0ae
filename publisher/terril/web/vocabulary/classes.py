"""The classes of the model: a page for each, made from its shapes, and the shapes themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import NotFound

from terril.model.formats import TURTLE
from terril.model.vocabulary import TYPE
from terril.representations.pages.class_page import ClassPresenter
from terril.representations.rdf.jsonld import compact_thing
from terril.representations.rdf.serialization import write_rdf
from terril.web.http.documents import Document, PageFrame, answer, split_extension

if TYPE_CHECKING:
    from flask import Response

    from terril.representations.classes import ClassShape
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of the class that the release has, in full."""

    iri: str
    turtle: str
    json: str


def document(served: ServedRelease, name: str) -> Response:
    """The page of a class, or its shapes in RDF.

    Raises:
        NotFound: no shape is called so.
    """
    stem, extension = split_extension(name)
    found = served.classes.get(stem)
    if found is None:
        raise NotFound

    def page(audience: Audience, frame: PageFrame) -> str:
        teller = ClassPresenter(served.pages, served.classes, audience)
        values = {**teller.values(found), "example": _example(served, found), **frame.values()}
        return served.pages.write("vocabulary/class.html", audience, **values)

    shown = Document(f"def/class/{stem}", lambda: list(found.triples), page, thing=found.iri)
    return answer(shown, served, extension)


def _example(served: ServedRelease, shape: ClassShape) -> Example | None:
    """The thing that says most with different properties; of several, the first by IRI."""
    things: set[str] = set()
    for iri in shape.classes:
        for quad in served.store.towards(NamedNode(iri)):
            if quad.predicate == TYPE and isinstance(quad.subject, NamedNode):
                things.add(quad.subject.value)
    ours = sorted(iri for iri in things if served.addresses.name_of(iri))
    if not ours:
        return None
    best = min(ours, key=lambda iri: (-len({t.predicate for t in _said(served, iri)}), iri))
    triples = _said(served, best)
    turtle = write_rdf(triples, TURTLE, served.addresses, served.context, best).decode()
    tree = json.loads(compact_thing(triples, best, served.context))
    tree.pop("@context", None)
    return Example(best, turtle, json.dumps(tree, ensure_ascii=False, indent=2))


def _said(served: ServedRelease, iri: str) -> list[Triple]:
    """What a town itself says of a thing."""
    completed = served.pages.derived_graph
    quads = served.store.about(NamedNode(iri))
    return list(dict.fromkeys(quad.triple for quad in quads if quad.graph_name != completed))
