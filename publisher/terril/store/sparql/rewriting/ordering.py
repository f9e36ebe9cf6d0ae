"""Give ORDER BY a total order.

Oxigraph compares numbers by value and every other pair of literals by their letters. Where
numbers and other literals are mixed this is no order: 2 is before 10, 10 is before "1a", and
"1a" is before 2. Its sort then aborts the process. SPARQL leaves the order of such pairs open
(section 15.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.vocabulary import XSD
from terril.store.sparql.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.store.sparql.tokens import Token

_AFTER_ORDER = frozenset({"LIMIT", "OFFSET", "VALUES"})
_DIRECTIONS = frozenset({"ASC", "DESC"})
_CLOSING = frozenset({")", "}"})
# Of these the engine compares values, and a value with a time zone is not always comparable
# with one without.
_TEMPORAL = ", ".join(
    f"<{XSD}{name}>"
    for name in (
        *("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
    )
)
_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})$"
_TEMPORAL_CLASS = f'CONCAT("2", STR(DATATYPE({{0}})), STR(REGEX(STR({{0}}), "{_ZONE}")))'
# Classes first, so that only what is comparable is compared by its value. Numbers that are
# equal as doubles are kept apart by their datatype, since not all numbers fit into a double.
_KEYS = (
    'IF(isLiteral({0}), IF(isNumeric({0}), "1", '
    f'IF(DATATYPE({{0}}) IN ({_TEMPORAL}), {_TEMPORAL_CLASS}, "3")), "0")',
    f"IF(isNumeric({{0}}), <{XSD}double>({{0}}), 0)",
    'IF(isNumeric({0}), STR(DATATYPE({0})), "")',
    f"IF(isLiteral({{0}}) && DATATYPE({{0}}) = <{XSD}duration>, STR({{0}}), {{0}})",
)


def order_totally(text: str) -> str:
    """Return a query whose ORDER BY sorts classes of literals before it sorts their values.

    Unbound values, blank nodes and IRIs come first as before, then numbers, dates and times by
    their datatype, then all other literals.

    Args:
        text: a query that the engine can read.
    """
    words = list(tokenize(text))
    pieces: list[str] = []
    at = 0
    for start, end, direction, expression in _find_conditions(text, words):
        keys = (key.replace("{0}", expression) for key in _KEYS)
        pieces += [text[at:start], *(f" {direction}({key})" for key in keys), " "]
        at = end
    return "".join((*pieces, text[at:]))


def _find_conditions(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, direction and expression of each condition, in the order of the text."""
    number = 0
    while number < len(words):
        by = words[number - 1] if number else None
        if by is None or by.word != "BY" or words[number - 2].word != "ORDER":
            number += 1
            continue
        depth = by.depth
        while (last := _find_end(words, number, depth)) is not None:
            directed = words[number].word in _DIRECTIONS
            first = words[number + directed]
            end = words[last].start + len(words[last].text)
            direction = words[number].word if directed else "ASC"
            # A label of a blank node cannot be repeated in other groups (section 4.1.4).
            if all(word.kind != "blank" for word in words[number:last]):
                yield words[number].start, end, direction, text[first.start : end]
            number = last + 1
        number += 1


def _find_end(words: Sequence[Token], number: int, depth: int) -> int | None:
    """Return the number of the last token of a condition; ``None`` if none begins there."""
    for last in range(number, len(words)):
        word = words[last]
        if word.depth < depth or word.word in _AFTER_ORDER:
            return None
        if word.depth == depth and (word.kind == "variable" or word.text in _CLOSING):
            return last
    return None
