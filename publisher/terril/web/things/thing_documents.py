"""Serve things and their documents: ``/id/…`` redirects (303) to ``/doc/…``, negotiated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, request
from pyoxigraph import NamedNode
from werkzeug.urls import iri_to_uri

from terril.model.languages import gettext
from terril.model.triples import Node, term
from terril.representations.pages.thing_page import Citation, build_thing_values
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.headers import ACCEPT_DATETIME
from terril.web.http.mementos import find_memento
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from terril.release.release import Release
    from terril.representations.pages import Audience, Pages
    from terril.store.reader import StoreReader
    from terril.town.current_release import CurrentRelease
    from terril.town.served_release import ServedRelease

REPLACES = term("dct:replaces")
ABOUT_PAGE = '<https://schema.org/AboutPage>; rel="type"'


def thing(served: ServedRelease, kind: str, slug: str) -> Response:
    """Redirect to the document about a thing, which itself cannot be sent (303, httpRange-14).

    The target is relative, so it keeps the host, scheme and prefix of the request.
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


def document(served: ServedRelease, current: CurrentRelease, kind: str, slug: str) -> Response:
    """Return the document about a thing, or redirect to an earlier state of it."""
    if ACCEPT_DATETIME in request.headers and (
        memento := find_memento(served, current, kind, slug)
    ):
        return memento
    iri, extension = _find(served, kind, slug)
    addresses, config, release = served.addresses, served.config, served.release

    def triples() -> list[Triple]:
        name = addresses.name_of(iri)
        address = addresses.document(kind, name.slug if name else "")
        node = _describe_document(address, iri, config.licence, release.id)
        return [*served.describe(iri).triples(), *node]

    def page(audience: Audience, frame: PageFrame) -> str:
        pages = served.pages
        author = pages.text(config.publisher.name, audience).striptags()
        return pages.write(
            "things/thing.html",
            audience,
            iri=iri,
            kind=kind,
            kind_label=pages.kind_heading(kind, audience),
            statements=release.manifest.graphs.get(iri, 0),
            citation=_cite(iri, author, release, pages, audience),
            **build_thing_values(served.store, pages, served.describe(iri), audience),
            **frame.values(),
        )

    found = Document(
        addresses.path_of(iri) or "", triples, page, thing=iri, links=_link_thing(iri, kind)
    )
    return answer(found, served, extension)


def _link_thing(iri: str, kind: str) -> tuple[str, ...]:
    """Return the values of the Link header (FAIR Signposting profile, level 1)."""
    return (
        ABOUT_PAGE,
        f'<{iri_to_uri(iri)}>; rel="cite-as"',
        f'<../../{kind}>; rel="collection"',
    )


def _find(served: ServedRelease, kind: str, name: str) -> tuple[str, str | None]:
    """Return the thing that an address names, and the format if it names one.

    Raises:
        Problem: the release does not describe the thing (404), but an earlier one did (410).
    """
    whole = served.find(kind, name)
    if whole:
        return whole, None
    stem, extension = split_extension(name)
    found = served.find(kind, stem)
    if found:
        return found, extension
    for slug in (name, stem):
        iri = served.addresses.thing(kind, slug)
        if last := served.gone.find_last(iri):
            raise _describe_removed(iri, last, served.store, served.pages)
    raise Problem(404)


def _describe_removed(iri: str, last: str, store: StoreReader, pages: Pages) -> Problem:
    """Return the problem of a thing that is no longer published (410), with its successors.

    Args:
        iri: of the thing.
        last: id of the last release that described it.
        store: statements about its successors.
        pages: their labels and addresses.
    """
    audience = read_audience()
    # Several graphs may contain the same statement.
    successors = list(
        dict.fromkeys(
            quad.subject.value
            for quad in store.towards(NamedNode(iri))
            if quad.predicate == REPLACES and isinstance(quad.subject, NamedNode)
        )
    )
    detail = gettext("It was last part of release {release}.", audience.language, release=last)
    memento = pages.href(iri, replace(audience, release=last))
    links = [f'<{memento}>; rel="predecessor-version"']
    links += [f'<{iri_to_uri(one)}>; rel="successor-version"' for one in successors]
    named = [(pages.label(one, audience).value, pages.href(one, audience)) for one in successors]
    as_it_was = gettext("As it was in release {release}", audience.language, release=last)
    changes = gettext("What changed", audience.language)
    return Problem(
        410,
        detail,
        more={"lastRelease": last, "successors": successors},
        links=(*named, (as_it_was, memento), (changes, audience.to("changes"))),
        headers={"Link": ", ".join(links)},
    )


def _describe_document(document: str, thing: str, licence: str, release: str) -> Node:
    """Describe the document about a thing.

    Args:
        document: IRI of the document.
        thing: IRI of the thing.
        licence: IRI of the licence of the data.
        release: id of the release.
    """
    node = Node(document).add_type("foaf:Document").add_iri("foaf:primaryTopic", thing)
    return node.add_iri("dct:license", licence).add("schema:version", release)


def _cite(iri: str, author: str, release: Release, pages: Pages, audience: Audience) -> Citation:
    number = gettext("release {release}", audience.language, release=release.id)
    title = pages.label(iri, audience).value
    return Citation(author, title, iri, number, release.created)
