"""Compact properties and values (JSON-LD 1.1 API, section 6): select names, shorten IRIs.

Terms are N-Triples texts, values JSON texts.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from terril.model.spool.term_text import get_text, is_iri
from terril.model.vocabulary import XSD
from terril.representations.rdf.jsonld.context import CONTAINERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.representations.rdf.jsonld.context import Context, Term

# Only integers in canonical form survive the round trip through JSON.
INTEGER = re.compile(r'"((?:0|-?[1-9][0-9]{0,14}))"\^\^<' + re.escape(f"{XSD}integer") + ">")
BOOLEAN = re.compile(r'"(true|false)"\^\^<' + re.escape(f"{XSD}boolean") + ">")
NONE, SET, LANGUAGE, LANGUAGE_SET = CONTAINERS[0], CONTAINERS[1], CONTAINERS[2], CONTAINERS[3]


class UnwritableJsonError(ValueError):
    """A term that JSON-LD with this context cannot carry; the argument is the term."""


class Place(NamedTuple):
    """The place of a value of a property in a node.

    Attributes:
        key: of the member.
        mapped: ``True`` if the member is a map by language.
        array: ``True`` if it is an array even with one value.
        type: what its texts are, as :class:`Term` has it.
        reverse: ``True`` if it has the subjects of the property.
    """

    key: str
    mapped: bool = False
    array: bool = False
    type: str = ""
    reverse: bool = False


class Compactor:
    """A writer of properties and values in the terms of a context.

    Attributes:
        context: the context.
        names: terms and prefixes that were used since the last :meth:`start`.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.names: set[str] = set()
        self._links: dict[str, str] = {}
        self._places: dict[tuple[str, str], Place] = {}
        self._near: dict[str, tuple[tuple[str, str], ...]] = {}
        self._ranks: dict[str, tuple[bool, int, str]] = {}

    def start(self) -> None:
        """Forget which names were used, and what the memory of IRIs has grown to."""
        self.names = set()
        self._links = {}
        self._places = {}

    def place_link(self, predicate: str) -> Place:
        """Return where a resource belongs."""
        return self._place(predicate, "@id", (SET, NONE), ("@id", ""))

    def place_reversed(self, predicate: str) -> Place:
        """Return where a subject belongs in the node of its object."""
        return self._place(predicate, "@reverse", (SET, NONE), ("@reverse", "@id", ""))

    def compact_literal(self, predicate: str, literal: str) -> tuple[Place, str]:
        """Return where a literal belongs, and its text there."""
        close = literal.rindex('"') + 1
        text, end = literal[:close], literal[close:]
        if "\\" in text:
            text = json.dumps(get_text(literal), ensure_ascii=False)
        if not end:
            return self._place_plain(predicate), text
        if end[0] == "@":
            return self._compact_tagged(predicate, text, end)
        number = self._find_number(predicate, literal)
        if number:
            return self._place_plain(predicate), number
        datatype = end[3:-1]
        place = self._place(predicate, datatype, (SET, NONE), (datatype, ""))
        if datatype == place.type:
            return place, text
        return place, self._write_members({"@type": self.write_type(datatype), "@value": text})

    def _place_plain(self, predicate: str) -> Place:
        return self._place(predicate, "", (SET, NONE, LANGUAGE, LANGUAGE_SET), ("",))

    def _compact_tagged(self, predicate: str, text: str, end: str) -> tuple[Place, str]:
        language, _, direction = end[1:].partition("--")
        # A map by language has no place for a direction.
        containers = (SET, NONE) if direction else (LANGUAGE, LANGUAGE_SET, SET, NONE)
        place = self._place(predicate, end, containers, ("",))
        if place.mapped:
            return place, text
        direct = {"@direction": f'"{direction}"'} if direction else {}
        members = {**direct, "@language": f'"{language}"', "@value": text}
        return place, self._write_members(members)

    def _find_number(self, predicate: str, literal: str) -> str:
        """Return an integer or Boolean as JSON has it, ``""`` for other literals.

        Inside a language map only strings are allowed (JSON-LD 1.1 API, 5.1.2, step 13.7.4).
        """
        found = INTEGER.fullmatch(literal) or BOOLEAN.fullmatch(literal)
        return found[1] if found and not self._has_map(predicate) else ""

    def _has_map(self, predicate: str) -> bool:
        terms = self.context.by_iri.get(predicate[1:-1], ())
        return any("@language" in term.container for term in terms)

    def _place(
        self,
        predicate: str,
        kind: str,
        containers: Sequence[frozenset[str]],
        types: Sequence[str],
    ) -> Place:
        found = self._places.get((predicate, kind))
        if found is None:
            term = self._select_term(predicate[1:-1], containers, types)
            found = self._places[predicate, kind] = self._make_place(predicate[1:-1], term)
        return found

    def _make_place(self, iri: str, term: Term | None) -> Place:
        if term is None:
            return Place(self._shorten(iri))
        self.names.add(term.name)
        mapped, array = "@language" in term.container, "@set" in term.container
        return Place(term.name, mapped, array, term.type, term.reverse)

    def _select_term(
        self, iri: str, containers: Sequence[frozenset[str]], types: Sequence[str]
    ) -> Term | None:
        """Return the term for an IRI with a value (section 6.3, "Term Selection")."""
        terms = self.context.by_iri.get(iri, ())
        for container in containers:
            for wanted in types:
                for term in terms:
                    type_ = "@reverse" if term.reverse else term.type
                    if term.container == container and type_ == wanted:
                        return term
        return None

    def write_link(self, resource: str, place: Place) -> str:
        """Return a resource."""
        found = self.write_id(resource)
        if place.type == "@id":
            return found
        return f"{{\n  {format_text(self.context.get_alias('@id'))}: {found}\n}}"

    def write_id(self, resource: str) -> str:
        """Return the value of ``@id``.

        Raises:
            UnwritableJsonError: the resource is a triple, or looks like a prefixed name.
        """
        found = self._links.get(resource)
        if found is None:
            iri = resource if resource[0] == "_" else self._shorten(_get_iri(resource))
            found = self._links[resource] = format_text(iri)
        return found

    def write_type(self, iri: str) -> str:
        """Return a class or a datatype."""
        term = self._select_term(iri, (SET, NONE), ("@id", ""))
        if term:
            self.names.add(term.name)
        return format_text(term.name if term else self._shorten(iri))

    def _write_members(self, members: dict[str, str]) -> str:
        named = {self.context.get_alias(key): value for key, value in members.items()}
        lines = ",\n".join(
            f"  {format_text(key)}: {named[key]}" for key in sorted(named, key=self.rank)
        )
        return f"{{\n{lines}\n}}"

    def rank(self, key: str) -> tuple[bool, int, str]:
        """Return the order of a key: as in the context, keywords last."""
        found = self._ranks.get(key)
        if found is None:
            places = self.context.places
            found = self._ranks[key] = key[0] == "@", places.get(key, len(places)), key
        return found

    def _shorten(self, iri: str) -> str:
        """Return an IRI with a prefix if one fits (section 6.2, "IRI Compaction")."""
        start = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        near = self._near.get(start)
        if near is None:
            near = self._near[start] = self._find_near(start)
        fitting = (
            (len(prefix) - len(namespace), f"{prefix}:{iri[len(namespace) :]}", prefix)
            for prefix, namespace in near
            if iri.startswith(namespace) and iri != namespace
        )
        shortest = min(fitting, default=None)
        if shortest:
            self.names.add(shortest[2])
            return shortest[1]
        scheme, _, rest = iri.partition(":")
        if scheme in self.context.namespaces and not rest.startswith("//"):
            raise UnwritableJsonError(iri)
        return iri

    def _find_near(self, start: str) -> tuple[tuple[str, str], ...]:
        """Return the prefixes that an IRI may have, given its part up to the last / or #."""
        return tuple(
            (prefix, namespace)
            for prefix, namespace in self.context.namespaces.items()
            if start.startswith(namespace) or namespace.startswith(start)
        )


def _get_iri(resource: str) -> str:
    if not is_iri(resource):
        raise UnwritableJsonError(resource)
    return resource[1:-1]


@lru_cache(4096)
def format_text(text: str) -> str:
    """Return a key or an IRI as JSON; keys are repeated."""
    return json.dumps(text, ensure_ascii=False)
