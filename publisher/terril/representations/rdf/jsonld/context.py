"""Read a JSON-LD context: the names of IRIs, and which values each name is for.

Supported are prefixes, terms, ``@type`` with ``@id`` or a datatype, ``@container`` with
``@language`` or ``@set``, ``@reverse``, and aliases of keywords. Anything else is refused, for
it would change what the keys of a document mean (JSON-LD 1.1, sections 3.1 and 4).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from terril.model.errors import ModelError
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ALIASED = frozenset(("@graph", "@id", "@included", "@reverse", "@type"))
DEFINING = frozenset(("@container", "@id", "@reverse", "@type"))
LANGUAGE_MAP = frozenset(("@language",))
CONTAINERS = (
    frozenset[str](),
    frozenset(("@set",)),
    LANGUAGE_MAP,
    frozenset(("@language", "@set")),
)
NAMESPACE_ENDS = ":/?#[]@"
"""The last characters of a namespace (JSON-LD 1.1 API, section 4.2.2, step 14.2.5)."""
UNSUPPORTED = gettext_noop(
    "the JSON-LD context defines “{term}” in a way that Terril cannot write. Use a prefix, an "
    "IRI, or “@id” and “@reverse” with “@type” and “@container”."
)


@dataclass(frozen=True, slots=True)
class Term:
    """A name of a property or class.

    Attributes:
        name: the key in a document.
        iri: what it stands for.
        type: ``@id`` if its texts are IRIs, or the IRI of their datatype; ``""`` if neither.
        container: ``@language`` if its values are a map by language, ``@set`` if an array.
        reverse: ``True`` if its values are the subjects of the property.
    """

    name: str
    iri: str
    type: str = ""
    container: frozenset[str] = CONTAINERS[0]
    reverse: bool = False


@dataclass(frozen=True)
class Context:
    """A context whose every definition is supported.

    Attributes:
        source: the value of ``@context``.
        aliases: the names of keywords that have one.
        namespaces: by prefix.
        terms: in the order in which they are preferred: the shortest name first.
    """

    source: Mapping[str, object]
    aliases: Mapping[str, str] = field(default_factory=dict)
    namespaces: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each name in the context."""
        return {name: place for place, name in enumerate(self.source)}

    @cached_property
    def by_iri(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms of each IRI."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.iri, []).append(term)
        return {iri: tuple(terms) for iri, terms in found.items()}

    def get_alias(self, keyword: str) -> str:
        """Return the name of a keyword in documents."""
        return self.aliases.get(keyword, keyword)

    def select(self, names: set[str]) -> dict[str, object]:
        """Return the part of the context that defines some terms and prefixes."""
        keep = names | {key for key in self.source if key.startswith("@")}
        # Definitions need keyword aliases as well.
        keep |= set(self.aliases.values())
        waiting = list(keep)
        while waiting:
            words = _list_words(self.source.get(waiting.pop()))
            more = {word.partition(":")[0] for word in words} & self.source.keys() - keep
            keep |= more
            waiting += more
        return {key: value for key, value in self.source.items() if key in keep}


def read_context(content: bytes, path: Path) -> Context:
    """Read the file of a context.

    Raises:
        ModelError: it is not JSON-LD, or defines something in a way that is not supported.
    """
    try:
        source = json.loads(content)["@context"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(path, 0, str(error)) from error
    try:
        return parse_context(source)
    except UnsupportedTermError as error:
        reasons = translate_all(UNSUPPORTED, term=error.args[0])
        raise ModelError(path, 0, reasons["en"], reasons) from error


class UnsupportedTermError(ValueError):
    """A definition that is not supported; the argument is its name."""


def parse_context(source: object) -> Context:
    """Return a context, given the value of ``@context``.

    Raises:
        UnsupportedTermError: it defines something in a way that is not supported.
    """
    if not isinstance(source, dict):
        raise UnsupportedTermError("@context")
    parser = _Parser(source)
    terms = tuple(parser.list_terms())
    return Context(source, parser.aliases, parser.namespaces, terms)


class _Parser:
    def __init__(self, source: Mapping[str, object]) -> None:
        self._source = source
        self.aliases: dict[str, str] = {}
        self.namespaces: dict[str, str] = {}
        for name in sorted(source, key=lambda name: (len(name), name)):
            value = source[name]
            if isinstance(value, str) and value in ALIASED:
                self.aliases.setdefault(value, name)

    def list_terms(self) -> Iterator[Term]:
        for name in sorted(self._source, key=lambda name: (len(name), name)):
            value = self._source[name]
            if name == "@version" and value == 1.1:
                continue
            if not name or name[0] == "@" or ":" in name or "/" in name:
                raise UnsupportedTermError(name)
            if isinstance(value, str) and value in ALIASED:
                continue
            term = self._read_term(name, value)
            if isinstance(value, str) and term.iri[-1] in NAMESPACE_ENDS:
                self.namespaces[name] = term.iri
            yield term

    def _read_term(self, name: str, value: object) -> Term:
        if isinstance(value, str):
            return Term(name, self._expand(name, value))
        if not isinstance(value, dict) or not value.keys() <= DEFINING:
            raise UnsupportedTermError(name)
        reverse, kind = "@reverse" in value, value.get("@type", "")
        container = _read_container(name, value)
        iri = self._expand(name, value.get("@reverse" if reverse else "@id"))
        if kind and kind != "@id":
            kind = self._expand(name, kind)
        mapped = "@language" in container
        if (reverse and ("@id" in value or mapped or kind not in ("", "@id"))) or (
            mapped and kind
        ):
            raise UnsupportedTermError(name)
        return Term(name, iri, kind, container, reverse)

    def _expand(self, name: str, word: object, depth: int = 0) -> str:
        """Return the IRI that a definition refers to."""
        if not isinstance(word, str) or word.startswith("@") or depth > len(self._source):
            raise UnsupportedTermError(name)
        prefix, colon, local = word.partition(":")
        if not colon:
            return self._expand(name, self._source.get(word), depth + 1)
        if prefix not in self._source or local.startswith("//"):
            return word
        namespace = self._expand(name, self._source[prefix], depth + 1)
        if namespace[-1] not in NAMESPACE_ENDS:
            raise UnsupportedTermError(name)
        return f"{namespace}{local}"


def _read_container(name: str, definition: Mapping[str, object]) -> frozenset[str]:
    value = definition.get("@container", [])
    words = value if isinstance(value, list) else [value]
    if not all(isinstance(word, str) for word in words) or frozenset(words) not in CONTAINERS:
        raise UnsupportedTermError(name)
    return frozenset(words)


def _list_words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _list_words(one)
