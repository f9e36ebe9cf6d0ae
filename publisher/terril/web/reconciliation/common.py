"""What all answers of the service have in common: JSON, identifiers, the reader, refusals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from flask import Response, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import PREFIXES, SCHEMA, SKOS, TERRIL, shorten
from terril.representations.pages import Audience
from terril.store.descriptions import PARTS
from terril.web.http.audience import read_audience
from terril.web.http.problems import Problem
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.store.search import SearchIndex
    from terril.town.served_release import ServedRelease

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"
KINDS = f"{TERRIL}kinds#"
DEPENDENT = PARTS | {f"{SCHEMA}Quotation"}
MOST_CANDIDATES = 50
MOST_DIGITS = 6


def service_audience(served: ServedRelease) -> Audience:
    """Who asks; a client that names no language, as OpenRefine, gets the town's own."""
    found = read_audience()
    if found.chosen or request.headers.get("Accept-Language"):
        return found
    return Audience(served.config.languages[0], found.root)


def answer(served: ServedRelease, content: Json) -> Response:
    """The content as JSON; by GET with a validator of the release and the address."""
    response = Response(content_type="application/json; charset=utf-8")
    if request.method != "POST":
        language = service_audience(served).language
        etag = fingerprint(served.release.id, request.full_path, root(served), language)
        response.set_etag(etag)
        if has_current(etag):
            response.status_code = 304
    if response.status_code != 304:
        response.set_data(json.dumps(content, ensure_ascii=False))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Language")
    return response


def refusal(sentence: str, **fields: object) -> Problem:
    """A problem with the request, told in the reader's language."""
    return Problem(400, gettext(sentence, read_audience().language, **fields))


def root(served: ServedRelease) -> str:
    """Where the service is reached: an address that ends in a slash.

    The town's own, whatever Host a proxy sends; somebody who tries it on this machine
    reaches it where it is.
    """
    local = request.host.partition(":")[0] in ("127.0.0.1", "localhost")
    proxied = any(name.startswith("X-Forwarded") for name, _ in request.headers)
    return request.url_root if local and not proxied else served.addresses.base


def identifier(served: ServedRelease, iri: str) -> str:
    """The part of a thing's IRI after the identifier space: ``organization/cerdd``."""
    return iri.removeprefix(space(served))


def iri_of(served: ServedRelease, name: str) -> str | None:
    """The IRI of a thing of the release, named by its identifier or by its IRI."""
    kind, _, slug = name.removeprefix(space(served)).partition("/")
    return served.find(kind, slug)


def space(served: ServedRelease) -> str:
    """What all identifiers of things begin with (Reconciliation API 0.2, identifierSpace)."""
    return f"{served.addresses.base}id/"


def property_iri(name: str) -> str:
    """The IRI of a property, given as ``schema:postalCode`` or in full.

    Raises:
        Problem: it is neither.
    """
    prefix, _, rest = name.partition(":")
    iri = f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else name
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise refusal(
            gettext_noop(
                "“{name}” is no property. Name one as “schema:postalCode” or by its IRI."
            ),
            name=name,
        ) from error


def named(served: ServedRelease, iri: str) -> dict[str, Json]:
    """A property with its identifier and its name."""
    return {"id": shorten(iri), "name": served.pages.label(iri, service_audience(served)).value}


def kind_of(served: ServedRelease, kind: str) -> dict[str, Json]:
    """A type: the word for a kind in its IRIs, and what it is called."""
    return {
        "id": kind,
        "name": served.pages.label(f"{KINDS}{kind}", service_audience(served)).value,
    }


def kinds(served: ServedRelease) -> list[str]:
    """The kinds of things that stand for themselves, the most numerous first.

    Parts of other things and quotations have names, too, but no table is about them.
    """
    found = [kind for kind, things in served.kinds.items() if _independent(served, things)]
    return sorted(found, key=lambda kind: (-len(served.kinds[kind]), kind))


def _independent(served: ServedRelease, things: Iterable[str]) -> bool:
    first = next(iter(things))
    named = bool(served.store.values(first, f"{SKOS}prefLabel"))
    return named and not DEPENDENT.intersection(served.store.types(first))


def index(served: ServedRelease) -> SearchIndex:
    """The search index of the release.

    Raises:
        NotFound: the release was built when there was none.
    """
    if served.search_index is None:
        raise NotFound
    return served.search_index


def whole_number(name: str, usual: int, most: int) -> int:
    """A number of the address, no greater than most.

    Raises:
        Problem: it is no whole number.
    """
    text = request.args.get(name, "") or str(usual)
    if not (text.isascii() and text.isdigit()):
        raise refusal(gettext_noop("“{name}” is a whole number, such as 10."), name=name)
    return min(int(text[:MOST_DIGITS]), most)
