"""Name things, types and properties as the service does, and write its answers as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from flask import Response, request
from pyoxigraph import NamedNode

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import PREFIXES, SCHEMA, SKOS, TERRIL, shorten
from terril.representations.pages import Audience
from terril.representations.rdf.json_numbers import dump_json
from terril.store.descriptions import PARTS
from terril.web.http.headers import get_site_root
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import Problem
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from terril.representations.pages import Pages
    from terril.store.reader import StoreReader
    from terril.town.served_release import ServedRelease

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"
KINDS = f"{TERRIL}kinds#"
DEPENDENT = PARTS | {f"{SCHEMA}Quotation"}
MOST_CANDIDATES = 50
MOST_DIGITS = 6


class Entities:
    """The things, types and properties of a release, for the client of the request.

    Args:
        pages: labels.
        store: statements.
        base: base IRI of the town.
        things: IRIs of the things, by kind.
        find: returns the IRI of the thing with a kind and a slug, if there is one.

    Attributes:
        audience: the client.
        space: prefix of the IRIs of things (Reconciliation API 0.2, identifierSpace).
    """

    def __init__(
        self,
        pages: Pages,
        store: StoreReader,
        base: str,
        things: Mapping[str, Sequence[str]],
        find: Callable[[str, str], str | None],
    ) -> None:
        self.pages = pages
        self.store = store
        self.base = base
        self.audience = _read_client(pages.town.languages[0])
        self.space = f"{base}id/"
        self._things = things
        self._find = find

    def get_id(self, iri: str) -> str:
        """Return the part of a thing's IRI after the identifier space: ``organization/cerdd``."""
        return iri.removeprefix(self.space)

    def find(self, name: str) -> str | None:
        """Return the IRI of the thing with this id or IRI; ``None`` if the release lacks it."""
        kind, _, slug = name.removeprefix(self.space).partition("/")
        return self._find(kind, slug)

    def get_name(self, iri: str) -> str:
        """Return the label of an IRI in the client's language."""
        return self.pages.label(iri, self.audience).value

    def describe_property(self, iri: str) -> dict[str, Json]:
        """Return a property with its id and its name."""
        return {"id": shorten(iri), "name": self.get_name(iri)}

    def describe_type(self, kind: str) -> dict[str, Json]:
        """Return a type: the kind as IRIs have it, and its name."""
        return {"id": kind, "name": self.get_name(f"{KINDS}{kind}")}

    def describe_types_of(self, iri: str) -> list[Json]:
        """Return the type of a thing; empty for other IRIs."""
        name = self.pages.name_of(iri)
        return [self.describe_type(name.kind)] if name else []

    def add_description(self, written: dict[str, Json], iri: str) -> dict[str, Json]:
        """Return the members of a thing, and its description if it has one."""
        description = self.pages.description(iri, self.audience)
        return {**written, "description": description.value} if description else written

    def list_things(self, kind: str, most: int) -> Sequence[str]:
        """Return the IRIs of the first things of a kind."""
        return self._things.get(kind, ())[:most]

    def list_kinds(self) -> list[str]:
        """Return the kinds of independent things, the most frequent first.

        Parts of other things and quotations have names, too, but no table is about them.
        """
        found = [kind for kind, things in self._things.items() if self._are_independent(things)]
        return sorted(found, key=lambda kind: (-len(self._things[kind]), kind))

    def _are_independent(self, things: Sequence[str]) -> bool:
        first = things[0]
        named = bool(self.store.values(first, f"{SKOS}prefLabel"))
        return named and not DEPENDENT.intersection(self.store.types(first))


def make_entities(served: ServedRelease) -> Entities:
    """Return the entities of a release for the client of the request."""
    return Entities(served.pages, served.store, served.addresses.base, served.kinds, served.find)


def _read_client(usual: str) -> Audience:
    """Return the client; one that names no language, as OpenRefine, gets the town's own."""
    found = read_audience()
    if found.chosen or request.headers.get("Accept-Language"):
        return found
    return Audience(usual, found.root)


def send_json(content: Json, entities: Entities) -> Response:
    """Return the content as JSON; for GET with a validator of release, address and language."""
    response = Response(content_type="application/json; charset=utf-8")
    if request.method != "POST":
        language, release = entities.audience.language, entities.pages.town.release
        etag = compute_fingerprint(
            release, request.full_path, get_site_root(entities.base), language
        )
        response.set_etag(etag)
        if has_current(etag):
            response.status_code = 304
    if response.status_code != 304:
        response.set_data(dump_json(content))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Language")
    return response


def refuse(sentence: str, **fields: object) -> Problem:
    """Return a problem with the request, in the language of the audience."""
    return Problem(400, gettext(sentence, read_audience().language, **fields))


def expand_property(name: str) -> str:
    """Return the IRI of a property, given as ``schema:postalCode`` or in full.

    Raises:
        Problem: the name is neither.
    """
    prefix, _, rest = name.partition(":")
    iri = f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else name
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise refuse(
            gettext_noop(
                "“{name}” is no property. Name one as “schema:postalCode” or by its IRI."
            ),
            name=name,
        ) from error
