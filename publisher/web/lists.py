"""Lists: the start page and ``/{kind}``, as pages and as Hydra collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.exceptions import NotFound

from publisher.model.formats import RDF_FORMATS
from publisher.model.vocabulary import DCT, HYDRA, LABELS, TERRIL, TYPE, VOID, XSD
from publisher.web.documents import Document, PageFrame, answer
from publisher.web.void import statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.representations.pages import Reader
    from publisher.web.opened import OpenRelease


def home(opened: OpenRelease, extension: str | None) -> Response:
    """The start page: what there is, and how to get it."""

    def triples() -> list[Triple]:
        return _dataset(opened)

    def page(reader: Reader, frame: PageFrame) -> str:
        kinds = [
            (kind, opened.kind_heading(kind, reader), len(things))
            for kind, things in opened.kinds.items()
        ]
        return opened.pages.write(
            "home.html",
            reader,
            kinds=sorted(kinds, key=lambda row: row[1].casefold()),
            things=opened.release.manifest.things,
            triples=opened.release.manifest.triples,
            dumps=[(row.name, f"dump/latest/town.{row.extension}") for row in RDF_FORMATS],
            **frame.values(),
        )

    base = opened.addresses.base
    return answer(Document("index", triples, page, thing=base), opened, extension)


def collection(opened: OpenRelease, kind: str, extension: str | None) -> Response:
    """One page of the things of a kind."""
    if kind not in opened.kinds:
        raise NotFound
    total = len(opened.kinds[kind])
    pages = max(1, -(-total // opened.config.page_size))
    number = _page_number(pages)

    def triples() -> list[Triple]:
        return _hydra(opened, kind, number, pages, _shown(opened, kind, number, None))

    def page(reader: Reader, frame: PageFrame) -> str:
        return opened.pages.write(
            "collection.html",
            reader,
            heading=opened.kind_heading(kind, reader),
            members=_shown(opened, kind, number, reader),
            total=total,
            page=number,
            pages=pages,
            **frame.values(),
        )

    iri = f"{opened.addresses.base}{kind}"
    parameters = {"page": str(number)} if number > 1 else {}
    found = Document(kind, triples, page, thing=iri, parameters=parameters)
    return answer(found, opened, extension)


def _page_number(pages: int) -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= pages:
        raise NotFound
    return int(text)


def _shown(opened: OpenRelease, kind: str, number: int, reader: Reader | None) -> Sequence[str]:
    """The things of one page: by label for people, by IRI for programs."""
    members = opened.members(kind, reader) if reader else list(opened.kinds[kind])
    size = opened.config.page_size
    return members[(number - 1) * size : number * size]


def _hydra(
    opened: OpenRelease, kind: str, number: int, pages: int, shown: Sequence[str]
) -> list[Triple]:
    """The collection, one view of it, and its members with their names.

    Source: Hydra Core Vocabulary, section on collections.
    """
    whole = NamedNode(f"{opened.addresses.base}{kind}")

    def at(page: int) -> NamedNode:
        return NamedNode(f"{whole.value}?page={page}") if page > 1 else whole

    view = NamedNode(f"{opened.addresses.base}{kind}?page={number}")
    total = Literal(str(len(opened.kinds[kind])), datatype=NamedNode(f"{XSD}integer"))
    found = [
        Triple(whole, TYPE, NamedNode(f"{HYDRA}Collection")),
        Triple(whole, NamedNode(f"{HYDRA}totalItems"), total),
        Triple(whole, NamedNode(f"{HYDRA}view"), view),
        Triple(view, TYPE, NamedNode(f"{HYDRA}PartialCollectionView")),
        Triple(view, NamedNode(f"{HYDRA}first"), at(1)),
        Triple(view, NamedNode(f"{HYDRA}last"), at(pages)),
    ]
    for label in opened.store.label_triples(NamedNode(f"{TERRIL}kinds#{kind}")):
        if label.predicate in LABELS:
            found.append(Triple(whole, NamedNode(f"{DCT}title"), label.object))
    if number > 1:
        found.append(Triple(view, NamedNode(f"{HYDRA}previous"), at(number - 1)))
    if number < pages:
        found.append(Triple(view, NamedNode(f"{HYDRA}next"), at(number + 1)))
    for iri in shown:
        member = NamedNode(iri)
        found.append(Triple(whole, NamedNode(f"{HYDRA}member"), member))
        found += sorted(opened.store.label_triples(member), key=str)
    return list(dict.fromkeys(found))


def _dataset(opened: OpenRelease) -> list[Triple]:
    """The whole town as one data set (VoID, sections 2 and 3)."""
    base = opened.addresses.base
    me = NamedNode(base)
    manifest = opened.release.manifest
    integer = NamedNode(f"{XSD}integer")
    found = [
        Triple(me, TYPE, NamedNode(f"{VOID}Dataset")),
        Triple(me, NamedNode(f"{DCT}license"), NamedNode(str(opened.config.licence))),
        Triple(me, NamedNode(f"{DCT}publisher"), NamedNode(str(opened.config.publisher.iri))),
        Triple(me, NamedNode(f"{DCT}identifier"), Literal(opened.release.id)),
        Triple(me, NamedNode(f"{VOID}sparqlEndpoint"), NamedNode(f"{base}sparql")),
        Triple(me, NamedNode(f"{VOID}triples"), Literal(str(manifest.triples), datatype=integer)),
    ]
    for language, name in sorted(opened.config.name.items()):
        found.append(Triple(me, NamedNode(f"{DCT}title"), Literal(name, language=language)))
    for row in RDF_FORMATS:
        dump = NamedNode(f"{base}dump/latest/town.{row.extension}")
        found.append(Triple(me, NamedNode(f"{VOID}dataDump"), dump))
    lists = [NamedNode(f"{base}{kind}") for kind in opened.kinds]
    found += [Triple(me, NamedNode(f"{VOID}rootResource"), one) for one in lists]
    found += statistics(opened)
    return found + [Triple(one, TYPE, NamedNode(f"{HYDRA}Collection")) for one in lists]
