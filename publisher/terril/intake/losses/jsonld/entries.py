"""Read the entries of a term's definition that refer to no IRI (JSON-LD 1.1 API, section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terril.intake.losses.jsonld.context_error import ContextError
from terril.intake.losses.jsonld.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINERS = frozenset(("@graph", "@id", "@index", "@language", "@list", "@set", "@type"))
OF_GRAPHS = frozenset(("@graph", "@id", "@index", "@set"))


ENTRIES = frozenset(
    (
        *("@container", "@context", "@direction", "@id", "@index", "@language", "@nest"),
        *("@prefix", "@protected", "@reverse", "@type"),
    )
)
OF_TYPE = frozenset(("@container", "@id", "@protected"))


def check_entries(term: str, value: object) -> None:
    """Check what a definition consists of.

    Raises:
        ContextError: it is not valid.
    """
    if term == "@type" and isinstance(value, dict):
        if value.get("@container", "@set") != "@set" or not value or value.keys() - OF_TYPE:
            raise ContextError("keyword redefinition")
    elif term in KEYWORDS:
        raise ContextError("keyword redefinition")
    if term == "" or not (value is None or isinstance(value, str | dict)):
        raise ContextError("invalid term definition")
    if isinstance(value, dict) and value.keys() - ENTRIES:
        raise ContextError("invalid term definition")


def read_entries(term: str, entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    """Add entries to a definition that has ``@id`` and ``@type``.

    Raises:
        ContextError: they are not valid.
    """
    _read_container(entries, found)
    if "@context" in entries:
        found["@context"] = entries["@context"]
    _read_language(entries, found)
    _read_prefix(term, entries, found)
    _read_direction(entries, found)
    _read_nest(entries, found)


def _read_language(entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "@language" in entries and "@type" not in entries:
        if not isinstance(entries["@language"], str | None):
            raise ContextError("invalid language mapping")
        found["@language"] = (entries["@language"] or "").lower()


def _read_prefix(term: str, entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "@prefix" not in entries:
        return
    if ":" in term or "/" in term or found["@id"] in KEYWORDS:
        raise ContextError("invalid term definition")
    if not isinstance(entries["@prefix"], bool):
        raise ContextError("invalid @prefix value")
    found["prefix"] = entries["@prefix"]


def _read_direction(entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "@direction" in entries:
        if entries["@direction"] not in (None, "ltr", "rtl"):
            raise ContextError("invalid base direction")
        found["@direction"] = entries["@direction"]


def _read_nest(entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "@nest" not in entries:
        return
    word = entries["@nest"]
    if not isinstance(word, str) or (word != "@nest" and word.startswith("@")):
        raise ContextError("invalid @nest value")
    found["@nest"] = word


def _read_container(entries: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "@container" in entries:
        value = entries["@container"]
        words = value if isinstance(value, list) else [value]
        if not all(isinstance(word, str) for word in words):
            raise ContextError("invalid container mapping")
        _check_container(words)
        if "@type" in words and found.setdefault("@type", "@id") not in ("@id", "@vocab"):
            raise ContextError("invalid type mapping")
        if found["reverse"] and not {"@index", "@set"}.issuperset(words):
            raise ContextError("invalid reverse property")
        found["@container"] = words
    if "@index" in entries:
        word = entries["@index"]
        if "@index" not in found.get("@container", ()) or not isinstance(word, str):
            raise ContextError("invalid term definition")
        if word.startswith("@"):
            raise ContextError("invalid term definition")
        found["@index"] = word


def _check_container(words: list[str]) -> None:
    kinds = set(words)
    if "@list" in kinds:
        valid = len(words) == 1
    elif "@graph" in kinds:
        valid = kinds <= OF_GRAPHS
    else:
        valid = kinds <= CONTAINERS and len(words) <= (2 if "@set" in kinds else 1)
    if not valid:
        raise ContextError("invalid container mapping")
