"""Check members of a term definition of JSON-LD, and add them to the definition.

Source: JSON-LD 1.1 Processing Algorithms and API, section 4.2.2, steps 12 to 25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terril.intake.losses.jsonld.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINERS = frozenset(("@graph", "@id", "@index", "@language", "@list", "@set", "@type"))
OF_GRAPHS = frozenset(("@graph", "@id", "@index", "@set"))


class ContextError(Exception):
    """A context that a processor refuses; the text is the error code of the specification."""


def read_text(value: object, code: str) -> str | None:
    """Return a value that is a text or ``None``.

    Raises:
        ContextError: it is neither; with the code.
    """
    if value is None or isinstance(value, str):
        return value
    raise ContextError(code)


def add_container(mapping: dict[str, Any], written: object) -> None:
    """Add the container of a term's values.

    Raises:
        ContextError: it is invalid.
    """
    container: list[Any] = written if isinstance(written, list) else [written]
    known = all(isinstance(one, str) and one in CONTAINERS for one in container)
    if not known or not _may_be_combined(set(container)):
        raise ContextError("invalid container mapping")
    if "@type" in container:
        mapping.setdefault("@type", "@id")
        if mapping["@type"] not in ("@id", "@vocab"):
            raise ContextError("invalid type mapping")
    if mapping["reverse"] and not {"@index", "@set"}.issuperset(container):
        raise ContextError("invalid reverse property")
    mapping["@container"] = container


def _may_be_combined(container: set[str]) -> bool:
    if "@list" in container:
        return len(container) == 1
    if "@graph" in container:
        return container <= OF_GRAPHS
    return len(container - {"@set"}) <= 1


def add_index(mapping: dict[str, Any], value: Mapping[str, Any]) -> None:
    """Add the property of the keys of an index.

    Raises:
        ContextError: it is invalid.
    """
    if "@index" not in value:
        return
    index = value["@index"]
    if "@index" not in mapping.get("@container", ()):
        raise ContextError("invalid term definition")
    if not isinstance(index, str) or index.startswith("@"):
        raise ContextError("invalid term definition")
    mapping["@index"] = index


def add_language(mapping: dict[str, Any], value: Mapping[str, Any]) -> None:
    """Add the language and direction of a term's texts.

    Raises:
        ContextError: it is invalid.
    """
    if "@language" in value and "@type" not in value:
        language = read_text(value["@language"], "invalid language mapping")
        mapping["@language"] = language and language.lower()
    if "@direction" in value:
        if value["@direction"] not in (None, "ltr", "rtl"):
            raise ContextError("invalid base direction")
        mapping["@direction"] = value["@direction"]


def add_prefix(mapping: dict[str, Any], term: str, value: Mapping[str, Any]) -> None:
    """Add whether a term is a prefix.

    Raises:
        ContextError: it is invalid.
    """
    if "@prefix" not in value:
        return
    if ":" in term or "/" in term or mapping["@id"] in KEYWORDS:
        raise ContextError("invalid term definition")
    if not isinstance(value["@prefix"], bool):
        raise ContextError("invalid @prefix value")
    mapping["_prefix"] = value["@prefix"]


def add_nest(mapping: dict[str, Any], value: Mapping[str, Any]) -> None:
    """Add the member that a term's values are nested in.

    Raises:
        ContextError: it is invalid.
    """
    if "@nest" not in value:
        return
    nest = value["@nest"]
    if not isinstance(nest, str) or (nest != "@nest" and nest.startswith("@")):
        raise ContextError("invalid @nest value")
    mapping["@nest"] = nest
