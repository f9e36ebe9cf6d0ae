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
    from terril.web.opened import ServedRelease

REPLACES = NamedNode(f"{DCT}replaces")


def thing(opened: ServedRelease, kind: str, slug: str) -> Response:
    """Where to read about a thing: a thing itself cannot be sent (303, httpRange-14).

    The way is relative, so it cannot leave the host, scheme or prefix that was asked.
    """
    iri, extension = _find(opened, kind, slug)
    path = opened.addresses.path_of(iri) or ""
    suffix = f".{extension}" if extension else ""
    query = request.query_string.decode("latin-1")
    response = Response(status=303)
    response.headers["Location"] = f"../../{path}{suffix}" + (f"?{query}" if query else "")
    response.headers["Link"] = f'<../../{path}>; rel="describedby"'
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def document(opened: ServedRelease, kind: str, name: str) -> Response:
    """The document about a thing, as the client wants it."""
    iri, extension = _find(opened, kind, name)
    return answer(_document(opened, kind, iri), opened, extension)


def _find(opened: ServedRelease, kind: str, name: str) -> tuple[str, str | None]:
    """The thing that an address means, and the format if it names one."""
    whole = opened.find(kind, name)
    if whole:
        return whole, None
    stem, extension = split_extension(name)
    found = opened.find(kind, stem)
    if found:
        return found, extension
    for slug in (name, stem):
        iri = opened.addresses.thing(kind, slug)
        if iri in opened.gone:
            raise _gone(opened, iri)
    raise Problem(404)


def _gone(opened: ServedRelease, iri: str) -> Problem:
    """What was published once and is no more: when it was last, and what came after it."""
    reader = read_audience()
    # Several graphs may say the same.
    successors = list(
        dict.fromkeys(
            quad.subject.value
            for quad in opened.store.towards(NamedNode(iri))
            if quad.predicate == REPLACES and isinstance(quad.subject, NamedNode)
        )
    )
    last = opened.gone[iri]
    detail = gettext("It was last part of release {release}.", reader.language, release=last)
    as_it_was = opened.pages.href(iri, replace(reader, release=last))
    links = [f'<{as_it_was}>; rel="predecessor-version"']
    links += [f'<{iri_to_uri(one)}>; rel="successor-version"' for one in successors]
    return Problem(
        410,
        detail,
        more={"lastRelease": last, "successors": successors},
        links=(
            *(
                (opened.pages.label(s, reader).value, opened.pages.href(s, reader))
                for s in successors
            ),
            (gettext("As it was in release {release}", reader.language, release=last), as_it_was),
            (gettext("What changed", reader.language), reader.to("changes")),
        ),
        headers={"Link": ", ".join(links)},
    )


def _document(opened: ServedRelease, kind: str, iri: str) -> Document:
    path = opened.addresses.path_of(iri) or ""

    def triples() -> list[Triple]:
        found = describe(opened.store, NamedNode(iri)).triples()
        return [*found, *_of_document(opened, kind, iri)]

    def page(reader: Audience, frame: PageFrame) -> str:
        found = describe(opened.store, NamedNode(iri))
        return opened.pages.write(
            "things/thing.html",
            reader,
            iri=iri,
            kind=kind,
            kind_label=opened.pages.kind_heading(kind, reader),
            citation=_citation(opened, iri, reader),
            **thing_values(opened.store, opened.pages, found, reader),
            **frame.values(),
        )

    return Document(path, triples, page, thing=iri, links=links_of_thing(iri, kind))


def _citation(opened: ServedRelease, iri: str, reader: Audience) -> Citation:
    release = gettext("release {release}", reader.language, release=opened.release.id)
    author = opened.pages.text(opened.config.publisher.name, reader).striptags()
    title = opened.pages.label(iri, reader).value
    return Citation(author, title, iri, release, opened.release.created)


def _of_document(opened: ServedRelease, kind: str, iri: str) -> list[Triple]:
    """What the document says of itself."""
    name = opened.addresses.name_of(iri)
    me = NamedNode(opened.addresses.document(kind, name.slug if name else ""))
    licence = NamedNode(str(opened.config.licence))
    return [
        Triple(me, TYPE, NamedNode(f"{FOAF}Document")),
        Triple(me, NamedNode(f"{FOAF}primaryTopic"), NamedNode(iri)),
        Triple(me, NamedNode(f"{DCT}license"), licence),
        Triple(me, NamedNode(f"{SCHEMA}version"), Literal(opened.release.id)),
    ]
