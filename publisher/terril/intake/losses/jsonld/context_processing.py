"""Add a local context to an active context (JSON-LD 1.1 API, section 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.losses.jsonld.context_error import ContextError
from terril.intake.losses.jsonld.term_definitions import Contents, TermMaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.intake.losses.jsonld.term_definitions import Definition

INITIAL = Contents()
DIRECTIONS = (None, "ltr", "rtl")


def process_context(active: Contents, local: object, *, scoped: bool = False) -> Contents:
    """Return an active context with a local context added.

    Args:
        active: the context before.
        local: the value of ``@context``.
        scoped: ``True`` for the context of a term, which may define protected terms anew.

    Raises:
        ContextError: it cannot be added.
    """
    if isinstance(local, list):
        for one in local:
            active = process_context(active, one, scoped=scoped)
        return active
    if local is None:
        if not scoped and any(one["protected"] for one in active.mappings.values()):
            raise ContextError("invalid context nullification")
        return INITIAL
    if isinstance(local, str):
        # Nothing is loaded from elsewhere.
        raise ContextError("loading remote context failed")
    if not isinstance(local, dict):
        raise ContextError("invalid local context")
    _check_entries(local)
    return _define_terms(active, local, scoped=scoped)


def _check_entries(local: Mapping[str, object]) -> None:
    if local.get("@version", 1.1) != 1.1:
        raise ContextError("invalid @version value")
    if "@import" in local:
        text = isinstance(local["@import"], str)
        raise ContextError("loading remote context failed" if text else "invalid @import value")
    errors = {"@base": "base IRI", "@vocab": "vocab mapping", "@language": "default language"}
    for key, error in errors.items():
        if not isinstance(local.get(key), str | None):
            raise ContextError(f"invalid {error}")
    if local.get("@direction") not in DIRECTIONS:
        raise ContextError("invalid base direction")
    if not isinstance(local.get("@propagate", True), bool):
        raise ContextError("invalid @propagate value")


def _define_terms(active: Contents, local: Mapping[str, object], *, scoped: bool) -> Contents:
    maker = TermMaker(active, local, scoped=scoped)
    for key, value in local.items():
        maker.define(key)
        if isinstance(value, dict) and "@context" in value:
            _check_scoped(maker.contents, value)
    return maker.contents


def _check_scoped(contents: Contents, definition: Definition) -> None:
    try:
        process_context(contents, definition["@context"], scoped=True)
    except ContextError as error:
        raise ContextError("invalid scoped context") from error
