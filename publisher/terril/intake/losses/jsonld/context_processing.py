"""Add a local context of JSON-LD to an active one.

Source: JSON-LD 1.1 Processing Algorithms and API, sections 4.1 (context processing) and 4.2
(term definitions). Contexts of other documents are not loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from terril.intake.locations.lines import RELATIVE
from terril.intake.losses.jsonld.definition_members import ContextError, read_text
from terril.intake.losses.jsonld.keywords import ABSOLUTE, KEYWORDS
from terril.intake.losses.jsonld.term_definitions import TermDefiner

if TYPE_CHECKING:
    from collections.abc import Mapping

STAND_IN = "http://relative.invalid/"
"""The library resolves addresses of known schemes only."""
DIRECTIONS = ("ltr", "rtl")
NOT_A_TERM = frozenset(
    (
        *("@base", "@direction", "@import", "@language", "@propagate"),
        *("@protected", "@version", "@vocab"),
    )
)


@dataclass(frozen=True)
class TermContext:
    """The part of an active context that explains keys and values.

    Attributes:
        mappings: definition of each term; its ``@id`` is ``None`` if the term means nothing.
        vocabulary: prefix of keys that are no terms; ``None`` for none.
        base: IRI that others are relative to; ``None`` if they stay relative.
    """

    mappings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    vocabulary: str | None = None
    base: str | None = RELATIVE


def process_context(active: TermContext, local: object, *, override: bool = False) -> TermContext:
    """Return an active context with a local one added.

    Args:
        active: the context so far.
        local: an object, a list of them, or ``None`` to start anew; ``False`` stands for the
            ``None`` of a term, which must not clear protected terms.
        override: whether protected terms may be defined again.

    Raises:
        ContextError: the local context is invalid, or of another document.
    """
    if isinstance(local, list):
        for one in local:
            active = process_context(active, one, override=override)
        return active
    if local is None:
        return TermContext()
    if local is False:
        if not override and any(one["protected"] for one in active.mappings.values()):
            raise ContextError("invalid context nullification")
        return TermContext()
    if not isinstance(local, dict):
        loaded = isinstance(local, str)
        raise ContextError("loading document failed" if loaded else "invalid local context")
    if "@context" in local:
        return process_context(active, local["@context"], override=override)
    return _add_definitions(_read_settings(active, local), local, override=override)


def _read_settings(active: TermContext, local: Mapping[str, Any]) -> TermContext:
    """Return the context with the base and the vocabulary of a local one."""
    if local.get("@version", 1.1) != 1.1:
        raise ContextError("invalid @version value")
    if "@import" in local:
        imported = isinstance(local["@import"], str)
        raise ContextError("loading document failed" if imported else "invalid @import value")
    if "@base" in local:
        base = read_text(local["@base"], "invalid base IRI")
        active = replace(active, base=_resolve_base(base, active.base))
    if "@vocab" in local:
        active = replace(active, vocabulary=_expand_vocabulary(local["@vocab"], active))
    read_text(local.get("@language"), "invalid default language")
    if local.get("@direction") not in (None, *DIRECTIONS):
        raise ContextError("invalid base direction")
    if not isinstance(local.get("@propagate", True), bool):
        raise ContextError("invalid @propagate value")
    return active


def _resolve_base(base: str | None, before: str | None) -> str | None:
    if base is None or ABSOLUTE.fullmatch(base) or before is None:
        return base
    return _resolve(base, before)


def _expand_vocabulary(value: object, active: TermContext) -> str | None:
    text = read_text(value, "invalid vocab mapping")
    if text is None:
        return None
    expanded = TermDefiner(active.mappings, active.vocabulary, {}).expand(text)
    if expanded is None or expanded in KEYWORDS or ABSOLUTE.fullmatch(expanded):
        return expanded
    return expanded if active.base is None else _resolve(expanded, active.base)


def _resolve(relative: str, base: str) -> str:
    """Resolve a relative IRI (RFC 3986, section 5.2)."""
    # The library drops an empty fragment.
    path, sign, fragment = relative.partition("#")
    base = base.partition("#")[0]
    if not path:
        return f"{base}{sign}{fragment}"
    if base.startswith(RELATIVE):
        found = urljoin(STAND_IN + base.removeprefix(RELATIVE), path)
        return f"{found.replace(STAND_IN, RELATIVE, 1)}{sign}{fragment}"
    return f"{urljoin(base, path)}{sign}{fragment}"


def _add_definitions(
    active: TermContext, local: Mapping[str, Any], *, override: bool
) -> TermContext:
    definer = TermDefiner(active.mappings, active.vocabulary, local, override=override)
    for term, value in local.items():
        if term not in NOT_A_TERM:
            definer.define(term)
        if isinstance(value, dict) and "@context" in value:
            so_far = replace(active, mappings=dict(definer.mappings))
            try:
                process_context(so_far, value["@context"], override=True)
            except (ContextError, RecursionError) as error:
                raise ContextError("invalid scoped context") from error
    return replace(active, mappings=definer.mappings)
