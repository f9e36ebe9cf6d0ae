"""Things and their documents: ``/id/…`` answers 303 to ``/doc/…``, which is negotiated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.urls import iri_to_uri

from terril.model.languages import gettext
from terril.model.vocabulary import DCT, FOAF, SCHEMA, TYPE
from terril.representations.pages.citation import Citation
from terril.representations.pages.thing_page import thing_values
from terril.store.descriptions import describe
from terril.web.http.audience import read_audience
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.linksets import links_of_thing
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

REPLACES = NamedNode(f"{DCT}replaces")


def thing(served: ServedRelease, kind: str, slug: str) -> Response:
    """Where to read about a thing: a thing itself cannot be sent (303, httpRange-14).

    The way is relative, so it cannot leave the host, scheme or prefix that was asked.
    """
    iri, extension = _find(served, kind, slug)
    path = served.addresses.path_of(iri) or ""
    suffix = f".{extension}" if extension else ""
    query = request.query_string.decode("latin-1")
    response = Response(status=303)
    response.headers["Location"] = f"../../{path}{suffix}" + (f"?{query}" if query else "")
    response.headers["Link"] = f'<../../{path}>; rel="describedby"'
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def document(served: ServedRelease, kind: str, name: str) -> Response:
    """The document about a thing, as the client wants it."""
    iri, extension = _find(served, kind, name)
    return answer(_document(served, kind, iri), served, extension)


def _find(served: ServedRelease, kind: str, name: str) -> tuple[str, str | None]:
    """The thing that an address means, and the format if it names one."""
    whole = served.find(kind, name)
    if whole:
        return whole, None
    stem, extension = split_extension(name)
    found = served.find(kind, stem)
    if found:
        return found, extension
    for slug in (name, stem):
        iri = served.addresses.thing(kind, slug)
        if iri in served.gone:
            raise _gone(served, iri)
    raise Problem(404)


def _gone(served: ServedRelease, iri: str) -> Problem:
    """What was published once and is no more: when it was last, and what came after it."""
    audience = read_audience()
    # Several graphs may say the same.
    successors = list(
        dict.fromkeys(
            quad.subject.value
            for quad in served.store.towards(NamedNode(iri))
            if quad.predicate == REPLACES and isinstance(quad.subject, NamedNode)
        )
    )
    last = served.gone[iri]
    detail = gettext("It was last part of release {release}.", audience.language, release=last)
    as_it_was = served.pages.href(iri, replace(audience, release=last))
    links = [f'<{as_it_was}>; rel="predecessor-version"']
    links += [f'<{iri_to_uri(one)}>; rel="successor-version"' for one in successors]
    return Problem(
        410,
        detail,
        more={"lastRelease": last, "successors": successors},
        links=(
            *(
                (served.pages.label(s, audience).value, served.pages.href(s, audience))
                for s in successors
            ),
            (
                gettext("As it was in release {release}", audience.language, release=last),
                as_it_was,
            ),
            (gettext("What changed", audience.language), audience.to("changes")),
        ),
        headers={"Link": ", ".join(links)},
    )


def _document(served: ServedRelease, kind: str, iri: str) -> Document:
    path = served.addresses.path_of(iri) or ""

    def triples() -> list[Triple]:
        found = describe(served.store, NamedNode(iri)).triples()
        return [*found, *_of_document(served, kind, iri)]

    def page(audience: Audience, frame: PageFrame) -> str:
        found = describe(served.store, NamedNode(iri))
        return served.pages.write(
            "things/thing.html",
            audience,
            iri=iri,
            kind=kind,
            kind_label=served.pages.kind_heading(kind, audience),
            citation=_citation(served, iri, audience),
            **thing_values(served.store, served.pages, found, audience),
            **frame.values(),
        )

    return Document(path, triples, page, thing=iri, links=links_of_thing(iri, kind))


def _citation(served: ServedRelease, iri: str, audience: Audience) -> Citation:
    release = gettext("release {release}", audience.language, release=served.release.id)
    author = served.pages.text(served.config.publisher.name, audience).striptags()
    title = served.pages.label(iri, audience).value
    return Citation(author, title, iri, release, served.release.created)


def _of_document(served: ServedRelease, kind: str, iri: str) -> list[Triple]:
    """What the document says of itself."""
    name = served.addresses.name_of(iri)
    me = NamedNode(served.addresses.document(kind, name.slug if name else ""))
    licence = NamedNode(str(served.config.licence))
    return [
        Triple(me, TYPE, NamedNode(f"{FOAF}Document")),
        Triple(me, NamedNode(f"{FOAF}primaryTopic"), NamedNode(iri)),
        Triple(me, NamedNode(f"{DCT}license"), licence),
        Triple(me, NamedNode(f"{SCHEMA}version"), Literal(served.release.id)),
    ]
