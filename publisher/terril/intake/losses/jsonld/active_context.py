"""The active context of JSON-LD: the terms that explain the keys of a node."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from terril.intake.locations.lines import RELATIVE
from terril.intake.losses.jsonld.context_error import ContextError
from terril.intake.losses.jsonld.context_processing import INITIAL, process_context
from terril.intake.losses.jsonld.keywords import KEYWORD_LIKE, KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from terril.intake.losses.jsonld.term_definitions import Contents, Definition


class ContextUnreadable(Exception):
    """A context that only some readers of JSON-LD accept."""


class ActiveContext:
    """An active context (JSON-LD 1.1 API, section 4.1).

    Attributes:
        previous: the context that nested nodes have, if it is another one.
    """

    def __init__(
        self, contents: Contents = INITIAL, previous: ActiveContext | None = None
    ) -> None:
        self._contents = contents
        self.previous = previous
        self._expanded: dict[str, str | None] = {}

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that it defines."""
        return tuple(self._mappings)

    @property
    def _mappings(self) -> Mapping[str, Definition]:
        return self._contents.mappings

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
            contents = process_context(self._contents, local)
        except ContextError as error:
            repaired = self._drop_broken_terms(local) if isinstance(local, dict) else local
            if repaired == local:
                raise ContextUnreadable(str(error)) from error
            return self.extend(repaired, propagate=propagate)
        previous = self.previous if propagate else (self.previous or self)
        return ActiveContext(contents, previous)

    def _drop_broken_terms(self, local: dict[str, Any]) -> dict[str, Any]:
        """Return a local context in which the terms that cannot be added mean nothing."""
        kept = {key: value for key, value in local.items() if key in KEYWORDS}
        for key in local.keys() - KEYWORDS:
            try:
                process_context(self._contents, kept | {key: local[key]})
            except ContextError:
                continue
            kept[key] = local[key]
        return dict.fromkeys(local) | kept

    def enter_scope(self, definition: Definition, *, propagate: bool = True) -> ActiveContext:
        """Return the context inside a term that may bring a context of its own."""
        if "@context" not in definition:
            return self
        return self.extend(definition["@context"], propagate=propagate)

    def find_term(self, key: str) -> Definition:
        """Return the definition of a term, empty if there is none."""
        return self._mappings.get(key, {})

    def is_left_out(self, key: str) -> bool:
        """Return whether the context says on purpose that a key means nothing."""
        return key in self._mappings and self._mappings[key]["@id"] is None

    def expand_key(self, key: str) -> str | None:
        """Return the IRI or keyword that a key denotes; keys are repeated, so it is kept."""
        if key not in self._expanded:
            self._expanded[key] = self.expand(key)
        return self._expanded[key]

    def expand(self, word: str, *, term: bool = True) -> str | None:
        """Return the IRI or keyword that a word denotes, ``None`` for a word without meaning.

        Args:
            word: a key, or a value that denotes a resource.
            term: ``True`` if the word may be a term of the context; else it may be relative.
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
        vocabulary = self._contents.vocabulary
        return None if vocabulary is None else f"{vocabulary}{word}"

    def _expand_prefix(self, prefix: str, suffix: str) -> str:
        definition = self.find_term(prefix)
        declared = definition.get("prefix") and not suffix.startswith("//")
        return f"{definition['@id']}{suffix}" if declared else f"{prefix}:{suffix}"

    def find_undeclared_prefix(self, word: str) -> str:
        """Return the prefix of a word that looks like a name and has none declared, or ``""``."""
        prefix, colon, suffix = word.partition(":")
        known = prefix.lower() in SCHEMES or prefix == "_" or suffix.startswith("//")
        if not colon or known or word in self._mappings or self.find_term(prefix).get("prefix"):
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
