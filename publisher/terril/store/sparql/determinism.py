"""Decide whether a query is deterministic: has the same answer each time on one release."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.store.sparql.tokens import Token

# UUID is a part of STRUUID. A word that only contains one of these costs a place in the cache.
VOLATILE = ("NOW", "RAND", "UUID", "BNODE")
TEMPLATE_NODES = frozenset({"[", "("})


def is_deterministic(words: Sequence[Token]) -> bool:
    """Return whether nothing in a query depends on the moment or on chance.

    That is: no NOW, RAND, UUID, STRUUID and BNODE, and no blank node in the template of a
    CONSTRUCT, which is a new one in each answer (SPARQL 1.1 Query Language, 16.2.1).
    """
    if any(volatile in token.word for token in words for volatile in VOLATILE):
        return False
    return not any(
        token.kind == "blank" or token.text in TEMPLATE_NODES for token in _find_template(words)
    )


def _find_template(words: Sequence[Token]) -> list[Token]:
    """Return the tokens of a CONSTRUCT from its keyword to the end of its first braces."""
    found = []
    for token in dropwhile(lambda token: token.word != "CONSTRUCT", words):
        found.append(token)
        if token.text == "}":
            break
    return found
