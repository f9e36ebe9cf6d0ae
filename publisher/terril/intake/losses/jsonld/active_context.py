"""The active context of JSON-LD: the terms that explain the keys of a node."""

from __future__ import annotations

import re
import warnings
from functools import reduce
from typing import TYPE_CHECKING, Any

from pyld import jsonld

from terril.intake.locations.lines import RELATIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYWORDS = frozenset(
    (
        *("@base", "@container", "@context", "@direction", "@graph", "@id", "@import"),
        *("@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@prefix"),
        *("@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version"),
        "@vocab",
    )
)
KEYWORD_LIKE = re.compile(r"@[A-Za-z]+")
"""The form of words that readers ignore unless they are keywords (JSON-LD 1.1, section 1.7)."""
PROCESSOR = jsonld.JsonLdProcessor()


def refuse_loading(url: str, _options: object) -> dict[str, Any]:
    """Refuse to load a remote context.

    Raises:
        JsonLdError: always.
    """
    raise jsonld.JsonLdError(url, "jsonld.LoadDocumentError", code="loading document failed")


OPTIONS = {
    "base": RELATIVE,
    "processingMode": "json-ld-1.1",
    "documentLoader": refuse_loading,
}


def _process(active: Mapping[str, Any], local: object) -> Mapping[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        processed: Mapping[str, Any] = PROCESSOR.process_context(active, local, OPTIONS)
    return processed


class ContextUnreadable(Exception):
    """A context that only some readers of JSON-LD accept."""


class ActiveContext:
    """An active context (JSON-LD 1.1 API, section 4.1).

    Attributes:
        previous: the context that nested nodes have, if it is another one.
    """

    def __init__(
        self, active: Mapping[str, Any] | None = None, previous: ActiveContext | None = None
    ) -> None:
        self._active = active or PROCESSOR.process_context({}, None, OPTIONS)
        self.previous = previous
        self._expanded: dict[str, str | None] = {}

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that it defines."""
        return tuple(term for term, definition in self._mappings.items() if definition)

    @property
    def _mappings(self) -> Mapping[str, Mapping[str, Any] | None]:
        mappings: Mapping[str, Mapping[str, Any] | None] = self._active["mappings"]
        return mappings

    def extend(self, local: object, *, propagate: bool = True) -> ActiveContext:
        """Return this context with a local context added; terms without a valid IRI mean nothing.

        Raises:
            ContextUnreadable: the local context cannot be added.
        """
        if isinstance(local, list):
            return reduce(lambda context, one: context.extend(one), local, self)
        if isinstance(local, dict) and local.get("@propagate") is False:
            propagate = False
        try:
            active = _process(self._active, local)
        except jsonld.JsonLdError as error:
            repaired = self._drop_broken_terms(local) if isinstance(local, dict) else local
            if repaired == local:
                raise ContextUnreadable(str(error.code)) from error
            return self.extend(repaired, propagate=propagate)
        previous = self.previous if propagate else (self.previous or self)
        return ActiveContext(active, previous)

    def _drop_broken_terms(self, local: dict[str, Any]) -> dict[str, Any]:
        """Return a local context in which the terms that cannot be added mean nothing."""
        kept = {key: value for key, value in local.items() if key in KEYWORDS}
        for key in local.keys() - KEYWORDS:
            try:
                _process(self._active, kept | {key: local[key]})
            except jsonld.JsonLdError:
                continue
            kept[key] = local[key]
        return dict.fromkeys(local) | kept

    def enter_scope(
        self, definition: Mapping[str, Any], *, propagate: bool = True
    ) -> ActiveContext:
        """Return the context inside a term that may bring a context of its own."""
        if "@context" not in definition:
            return self
        return self.extend(definition["@context"], propagate=propagate)

    def find_term(self, key: str) -> Mapping[str, Any]:
        """Return the definition of a term, empty if there is none."""
        return self._mappings.get(key) or {}

    def is_left_out(self, key: str) -> bool:
        """Return whether the context says on purpose that a key means nothing."""
        definition = self._mappings.get(key)
        return key in self._mappings and (definition is None or definition.get("@id") is None)

    def expand_key(self, key: str) -> str | None:
        """Return the IRI or keyword that a key denotes; keys are repeated, so it is kept."""
        if key not in self._expanded:
            self._expanded[key] = self.expand(key)
        return self._expanded[key]

    def expand(self, word: str, *, term: bool = True) -> str | None:
        """Return the IRI or keyword that a word denotes, ``None`` for a word without meaning.

        Args:
            word: a key, or a value that denotes a resource.
            term: whether the word may be a term of the context; else it may be relative.
        """
        if KEYWORD_LIKE.fullmatch(word):
            return word if word in KEYWORDS else None
        if term and word in self._mappings:
            return self.find_term(word).get("@id")
        prefix, colon, suffix = word.partition(":")
        if colon and prefix:
            return self._expand_prefix(prefix, suffix)
        if not term:
            return RELATIVE + word
        vocabulary = self._active.get("@vocab")
        return None if vocabulary is None else f"{vocabulary}{word}"

    def _expand_prefix(self, prefix: str, suffix: str) -> str:
        definition = self.find_term(prefix)
        declared = definition.get("_prefix") and not suffix.startswith("//")
        return f"{definition['@id']}{suffix}" if declared else f"{prefix}:{suffix}"

    def find_undeclared_prefix(self, word: str) -> str:
        """Return the prefix of a word that looks like a name and has none declared, or ``""``."""
        prefix, colon, suffix = word.partition(":")
        known = prefix.lower() in SCHEMES or prefix == "_" or suffix.startswith("//")
        if not colon or known or word in self._mappings or self.find_term(prefix).get("_prefix"):
            return ""
        return prefix


SCHEMES = frozenset(
    (
        *("http", "https", "urn", "mailto", "tel", "geo", "ftp", "ftps", "data", "doi", "did"),
        *("info", "tag", "ark", "arn", "cid", "file", "go", "im", "irc", "ldap", "magnet"),
        *("news", "sftp", "sip", "sips", "sms", "ssh", "turn", "uuid", "ws", "wss", "xmpp"),
    )
)
"""Schemes of IRIs that are not taken for a prefix."""
