"""Apply a JSON-LD context to documents: terms used, order of keys, language maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def find_language_maps(context: Mapping[str, object]) -> frozenset[str]:
    """Return the properties whose values are language maps."""
    return frozenset(
        _expand(str(entry.get("@id", term)), context)
        for term, entry in context.items()
        if isinstance(entry, dict) and "@language" in entry.get("@container", ())
    )


def _expand(name: str, context: Mapping[str, object]) -> str:
    prefix, colon, local = name.partition(":")
    namespace = context.get(prefix)
    return f"{namespace}{local}" if colon and isinstance(namespace, str) else name


def sort_keys(places: Mapping[str, int], body: Mapping[str, object]) -> dict[str, object]:
    """Sort the keys of every object in the order of the context, keywords last."""

    def ordered(value: object) -> object:
        if isinstance(value, list):
            return [ordered(item) for item in value]
        return sort_keys(places, value) if isinstance(value, dict) else value

    keys = sorted(body, key=lambda key: (key[0] == "@", places.get(key, len(places)), key))
    return {key: ordered(body[key]) for key in keys}


def select_used_terms(context: Mapping[str, object], body: object) -> dict[str, object]:
    """Return the part of a context that a compacted document uses."""
    words = set(_list_words(body))
    keep = {key for key in context if key.startswith("@")}
    keep |= {key for key in context if key in words}
    # Keyword aliases are needed by definitions as well as by the body.
    keep |= {key for key, value in context.items() if isinstance(value, str) and value[0] == "@"}
    prefixes = {word.partition(":")[0] for word in words}
    for key in tuple(keep):
        prefixes |= {part.partition(":")[0] for part in _list_words(context[key])}
    keep |= {key for key in context if key in prefixes}
    return {key: value for key, value in context.items() if key in keep}


def _list_words(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _list_words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _list_words(item)
