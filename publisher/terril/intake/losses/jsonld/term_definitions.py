"""Define the terms of a local context (JSON-LD 1.1 API, sections 4.2 and 5.2).

The codes of errors are those of the specification (section 9.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from terril.intake.locations.lines import RELATIVE
from terril.intake.losses.jsonld.context_error import ContextError
from terril.intake.losses.jsonld.entries import check_entries, read_entries
from terril.intake.losses.jsonld.keywords import KEYWORD_LIKE, KEYWORDS, is_reserved

Definition = Mapping[str, Any]
"""The meaning of a term, as the keywords of its definition; ``reverse``, ``protected`` and
``prefix`` are flags."""
IGNORED = "@ignored"
"""Stands for a definition that means nothing."""
ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+\-.]*|_):\S*")
LIKE_IRI = re.compile(r".*((:[^:])|/)")
NAMESPACE = re.compile(r"_:.*|.*[:/?#\[\]@]")
OF_CONTEXT = frozenset(
    (
        *("@base", "@direction", "@import", "@language", "@propagate", "@protected"),
        *("@version", "@vocab"),
    )
)


@dataclass(frozen=True)
class Contents:
    """The terms of an active context.

    Attributes:
        mappings: definitions by term.
        vocabulary: in front of words that are no terms; ``None`` if they mean nothing.
    """

    mappings: Mapping[str, Definition] = field(default_factory=dict)
    vocabulary: str | None = None


class TermMaker:
    """A maker of the definitions of one local context.

    Args:
        active: the terms that there are.
        local: the local context.
        scoped: ``True`` if protected terms may be defined anew.
    """

    def __init__(self, active: Contents, local: Mapping[str, Any], *, scoped: bool) -> None:
        self._mappings = dict(active.mappings)
        self._scoped = scoped
        # The vocabulary cannot refer to terms that are defined with it.
        self._local: Mapping[str, Any] = {}
        # Terms under construction are there with `False`.
        self._defined = dict.fromkeys(OF_CONTEXT & local.keys(), True)
        self._vocabulary = active.vocabulary
        if "@vocab" in local:
            word = local["@vocab"]
            self._vocabulary = None if word is None else self._expand_vocabulary(word)
        self._local = local

    @property
    def contents(self) -> Contents:
        """The terms so far."""
        return Contents(dict(self._mappings), self._vocabulary)

    def _expand_vocabulary(self, word: str) -> str | None:
        found = self._expand(word)
        if found is None or ABSOLUTE.fullmatch(found) or found in KEYWORDS:
            return found
        return f"{RELATIVE}{found}"

    def define(self, term: str) -> None:
        """Define a term.

        Raises:
            ContextError: its definition is not valid.
        """
        if term in self._defined:
            if not self._defined[term]:
                raise ContextError("cyclic IRI mapping")
            return
        if is_reserved(term):
            return
        value = self._local[term]
        check_entries(term, value)
        self._defined[term] = False
        previous = self._mappings.pop(term, None)
        found = self._make(term, value)
        if found is None:
            if previous is not None:
                self._mappings[term] = previous
            return
        if previous is not None and previous["protected"] and not self._scoped:
            found["protected"] = True
            if previous != found:
                raise ContextError("protected term redefinition")
        self._mappings[term] = found
        self._defined[term] = True

    def _make(self, term: str, value: object) -> dict[str, Any] | None:
        """Return a definition; ``None`` for one that readers ignore."""
        simple = value is None or isinstance(value, str)
        entries: Definition = {"@id": value} if simple else value  # type: ignore[assignment]  # checked
        found: dict[str, Any] = {"reverse": "@reverse" in entries, "prefix": False}
        if found["reverse"]:
            iri: str | None = self._read_reversed(entries)
        elif entries.get("@id", term) == term:
            iri = self._expand_own(term)
        else:
            iri = self._read_id(term, entries["@id"])
        if iri is IGNORED:
            return None
        found["@id"] = iri
        if simple and iri is not None and value != term and term.find(":") <= 0:
            found["prefix"] = NAMESPACE.fullmatch(iri) is not None
        found["protected"] = bool(entries.get("@protected", self._local.get("@protected")))
        self._read_type(entries, found)
        read_entries(term, entries, found)
        if iri == "@context":
            raise ContextError("invalid keyword alias")
        return found

    def _read_reversed(self, entries: Definition) -> str:
        if "@id" in entries or "@nest" in entries:
            raise ContextError("invalid reverse property")
        word = entries["@reverse"]
        if not isinstance(word, str):
            raise ContextError("invalid IRI mapping")
        if KEYWORD_LIKE.fullmatch(word):
            return IGNORED
        iri = self._expand(word)
        if iri is None or not ABSOLUTE.fullmatch(iri):
            raise ContextError("invalid IRI mapping")
        return iri

    def _read_id(self, term: str, word: object) -> str | None:
        if word is None:
            return None
        if not isinstance(word, str):
            raise ContextError("invalid IRI mapping")
        if is_reserved(word):
            return IGNORED
        iri = self._expand(word)
        if iri is None or not (ABSOLUTE.fullmatch(iri) or iri in KEYWORDS):
            raise ContextError("invalid IRI mapping")
        if LIKE_IRI.match(term) and self._expand(term, own=term) != iri:
            raise ContextError("invalid IRI mapping")
        return iri

    def _expand_own(self, term: str) -> str:
        """Return the IRI of a term whose definition does not state another."""
        prefix, colon, suffix = term.partition(":")
        if colon and prefix:
            if prefix in self._local:
                self.define(prefix)
            namespace = self._mappings.get(prefix, {}).get("@id")
            return term if namespace is None else f"{namespace}{suffix}"
        if term == "@type":
            return term
        if self._vocabulary is None:
            raise ContextError("invalid IRI mapping")
        return f"{self._vocabulary}{term}"

    def _read_type(self, entries: Definition, found: dict[str, Any]) -> None:
        if "@type" not in entries:
            return
        word = entries["@type"]
        if not isinstance(word, str):
            raise ContextError("invalid type mapping")
        if word not in ("@id", "@json", "@none", "@vocab"):
            iri = self._expand(word)
            if iri is None or not ABSOLUTE.fullmatch(iri) or iri.startswith("_:"):
                raise ContextError("invalid type mapping")
            word = iri
        found["@type"] = word

    def _expand(self, word: str, own: str = "") -> str | None:
        """Return the IRI or keyword that a word of the context denotes (section 5.2).

        Args:
            word: of a definition.
            own: the term that is being defined, if the word may be the same.
        """
        if word in KEYWORDS:
            return word
        if is_reserved(word):
            return None
        if word in self._local and word != own and self._defined.get(word) is not True:
            self.define(word)
        if word in self._mappings:
            iri: str | None = self._mappings[word]["@id"]
            return iri
        iri = self._expand_prefix(*word.partition(":"))
        if iri is not None or self._vocabulary is None:
            return iri or word
        return f"{self._vocabulary}{word}"

    def _expand_prefix(self, prefix: str, colon: str, suffix: str) -> str | None:
        """Return the IRI of a word in three parts, ``None`` if it is none."""
        word = f"{prefix}{colon}{suffix}"
        if not (colon and prefix):
            return None
        if prefix == "_" or suffix.startswith("//"):
            return word
        if prefix in self._local and not self._defined.get(prefix):
            self.define(prefix)
        definition = self._mappings.get(prefix)
        if definition and definition["prefix"]:
            return f"{definition['@id']}{suffix}"
        return word if ABSOLUTE.fullmatch(word) else None
