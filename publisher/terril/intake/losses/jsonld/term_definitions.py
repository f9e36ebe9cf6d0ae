"""Define the terms of a local context of JSON-LD.

Source: JSON-LD 1.1 Processing Algorithms and API, section 4.2.2, and 5.2 for words of a context.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from terril.intake.losses.jsonld.definition_members import (
    ContextError,
    add_container,
    add_index,
    add_language,
    add_nest,
    add_prefix,
    read_text,
)
from terril.intake.losses.jsonld.keywords import ABSOLUTE, KEYWORD_LIKE, KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBERS = frozenset(
    (
        *("@container", "@context", "@direction", "@id", "@index", "@language", "@nest"),
        *("@prefix", "@protected", "@reverse", "@type"),
    )
)
OF_TYPES = frozenset(("@container", "@id", "@protected"))
NOT_ALIASED = ("@context", "@preserve")
GENERIC_DELIMITERS = tuple(":/?#[]@")
IRI_LIKE = re.compile(r".*(:[^:]|/)")


class TermDefiner:
    """The definitions of a context while a local context is added.

    Args:
        mappings: the definitions so far.
        vocabulary: prefix of keys that are no terms; ``None`` for none.
        local: the local context.
        override: whether protected terms may be defined again.

    Attributes:
        mappings: the definitions, those of the local context added.
    """

    def __init__(
        self,
        mappings: Mapping[str, Mapping[str, Any]],
        vocabulary: str | None,
        local: Mapping[str, Any],
        *,
        override: bool = False,
    ) -> None:
        self.mappings = dict(mappings)
        self._vocabulary = vocabulary
        self._local = local
        self._override = override
        self._finished: dict[str, bool] = {}

    def define(self, term: str) -> None:
        """Define a term of the local context, and first the terms that it depends on.

        Raises:
            ContextError: its definition is invalid.
        """
        if term in self._finished:
            if not self._finished[term]:
                raise ContextError("cyclic IRI mapping")
            return
        self._finished[term] = False
        written = self._local[term]
        if _is_reserved(term, written):
            return
        before = self.mappings.pop(term, None)
        value = {"@id": written} if written is None or isinstance(written, str) else written
        if not isinstance(value, dict) or not value.keys() <= MEMBERS:
            raise ContextError("invalid term definition")
        if _names_reserved_word(value):
            if before:
                self.mappings[term] = before
            return
        mapping = self._make_mapping(term, value, simple=value is not written)
        self._protect(mapping, value, before)
        self.mappings[term] = mapping
        self._finished[term] = True

    def expand(self, word: str) -> str | None:
        """Return what a word of the context stands for; ``None`` if it stands for nothing."""
        if word in KEYWORDS:
            return word
        if KEYWORD_LIKE.fullmatch(word):
            return None
        if word in self._local and not self._finished.get(word):
            self.define(word)
        if word in self.mappings:
            found: str | None = self.mappings[word]["@id"]
            return found
        prefix, colon, suffix = word.partition(":")
        if colon and prefix:
            return self._expand_compact(word, prefix, suffix)
        return word if self._vocabulary is None else self._vocabulary + word

    def _expand_compact(self, word: str, prefix: str, suffix: str) -> str:
        if prefix == "_" or suffix.startswith("//"):
            return word
        if prefix in self._local and not self._finished.get(prefix):
            self.define(prefix)
        mapping = self.mappings.get(prefix)
        if mapping and mapping["_prefix"]:
            return f"{mapping['@id']}{suffix}"
        if ABSOLUTE.fullmatch(word) or self._vocabulary is None:
            return word
        return self._vocabulary + word

    def _make_mapping(
        self, term: str, value: Mapping[str, Any], *, simple: bool
    ) -> dict[str, Any]:
        mapping: dict[str, Any] = {"reverse": "@reverse" in value, "_prefix": False}
        mapping["@id"] = self._find_iri(term, value)
        if simple and ":" not in term[1:] and value["@id"] not in (None, term):
            mapping["_prefix"] = mapping["@id"].startswith("_:") or mapping["@id"].endswith(
                GENERIC_DELIMITERS
            )
        if "@type" in value:
            mapping["@type"] = self._expand_type(value["@type"])
        if "@container" in value:
            add_container(mapping, value["@container"])
        add_index(mapping, value)
        if "@context" in value:
            mapping["@context"] = False if value["@context"] is None else value["@context"]
        add_language(mapping, value)
        add_prefix(mapping, term, value)
        add_nest(mapping, value)
        if mapping["@id"] in NOT_ALIASED:
            raise ContextError("invalid keyword alias")
        return mapping

    def _find_iri(self, term: str, value: Mapping[str, Any]) -> str | None:
        if "@reverse" in value:
            return self._expand_reverse(value)
        if "@id" not in value or value["@id"] == term:
            return self._find_usual_iri(term)
        written = read_text(value["@id"], "invalid IRI mapping")
        if written is None:
            return None
        iri = self.expand(written)
        if iri is None or not (iri in KEYWORDS or ABSOLUTE.fullmatch(iri)):
            raise ContextError("invalid IRI mapping")
        if IRI_LIKE.match(term):
            self._finished[term] = True
            # As if the term were not defined.
            meant = self.expand(term)
            self._finished[term] = False
            if meant != iri:
                raise ContextError("invalid IRI mapping")
        return iri

    def _expand_reverse(self, value: Mapping[str, Any]) -> str:
        if not isinstance(value["@reverse"], str):
            raise ContextError("invalid IRI mapping")
        iri = self.expand(value["@reverse"])
        if iri is None or not ABSOLUTE.fullmatch(iri):
            raise ContextError("invalid IRI mapping")
        return iri

    def _find_usual_iri(self, term: str) -> str:
        """Return the IRI of a term without one of its own: by its prefix or the vocabulary."""
        prefix, colon, suffix = term.partition(":")
        if colon and prefix:
            if prefix in self._local:
                self.define(prefix)
            mapping = self.mappings.get(prefix)
            return term if mapping is None else f"{mapping['@id'] or ''}{suffix}"
        if term == "@type":
            return term
        if self._vocabulary is None:
            raise ContextError("invalid IRI mapping")
        return self._vocabulary + term

    def _expand_type(self, written: object) -> str:
        if not isinstance(written, str):
            raise ContextError("invalid type mapping")
        if written in ("@id", "@vocab", "@json", "@none"):
            return written
        iri = self.expand(written)
        if iri is None or not ABSOLUTE.fullmatch(iri) or iri.startswith("_:"):
            raise ContextError("invalid type mapping")
        return iri

    def _protect(
        self, mapping: dict[str, Any], value: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> None:
        """Note whether a term is protected.

        Raises:
            ContextError: it was protected, and is defined in another way.
        """
        mapping["protected"] = bool(value.get("@protected", self._local.get("@protected")))
        if before and before["protected"] and not self._override:
            mapping["protected"] = True
            if mapping != before:
                raise ContextError("protected term redefinition")


def _names_reserved_word(value: Mapping[str, Any]) -> bool:
    """Return whether a definition is passed over, as it names what looks like a keyword.

    Raises:
        ContextError: it has members that exclude each other.
    """
    if "@reverse" in value:
        if "@id" in value or "@nest" in value:
            raise ContextError("invalid reverse property")
        named = value["@reverse"]
        return isinstance(named, str) and KEYWORD_LIKE.fullmatch(named) is not None
    named = value.get("@id")
    return isinstance(named, str) and named not in KEYWORDS and bool(KEYWORD_LIKE.fullmatch(named))


def _is_reserved(term: str, written: object) -> bool:
    """Return whether a term is passed over, as it looks like a keyword.

    Raises:
        ContextError: the term is a keyword that cannot be defined, or empty.
    """
    if term == "":
        raise ContextError("invalid term definition")
    if term == "@type" and isinstance(written, dict):
        if written and written.keys() <= OF_TYPES and written.get("@container", "@set") == "@set":
            return False
        raise ContextError("keyword redefinition")
    if term in KEYWORDS:
        raise ContextError("keyword redefinition")
    return KEYWORD_LIKE.fullmatch(term) is not None
