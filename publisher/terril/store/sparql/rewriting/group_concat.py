"""Make GROUP_CONCAT join the texts of its values, whatever they are.

SPARQL 1.1 defines it for strings alone (section 18.5.1.7), and so Oxigraph leaves the variable
unbound for IRIs and numbers; Jena, RDF4J, Virtuoso and rdflib join their texts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.store.sparql.tokens import Token

NAME = "GROUP_CONCAT"
DISTINCT = "DISTINCT"


def edit_group_concat(words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield edits that put ``STR(…)`` around what is joined: start, end and replacement.

    Args:
        words: the tokens of a query.
    """
    declared = {after.prefix for word, after in pairwise(words) if word.word == "PREFIX"}
    for number, word in enumerate(words[:-2]):
        opening = words[number + 1]
        if not word.word.endswith(NAME) or opening.text != "(":
            continue
        first = words[number + 2]
        start = first.start
        # The engine reads DISTINCT also without a space after it.
        glued = first.kind == "name" and first.prefix not in declared
        if (first.kind == "word" or glued) and first.text.upper().startswith(DISTINCT):
            start += len(DISTINCT)
        end = next(
            (
                one.start
                for one in words[number + 2 :]
                if one.depth < opening.depth or (one.text == ";" and one.depth == opening.depth)
            ),
            None,
        )
        if end is not None:
            yield start, start, " STR("
            yield end, end, ") "
