"""Split a query into the parts that concern its graphs, without changing them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.store.sparql.query_form import QueryForm
from terril.store.sparql.syntax_reasons import SyntaxReason
from terril.store.sparql.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAPH = "GRAPH"
FROM = "FROM"
_AFTER_HEAD = frozenset({"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_NAMING = frozenset({GRAPH, FROM, "NAMED"})
_NOTHING = Token("mark", "", 0)


class GluedError(ValueError):
    """A keyword about graphs without a space around it; ``args`` are reason and index."""

    def __init__(self, token: Token) -> None:
        super().__init__(SyntaxReason.GLUED, token.start)
        self.token = token


@dataclass(frozen=True, slots=True)
class Clause:
    """``FROM iri`` or ``FROM NAMED iri``; ``iri`` is the token as it is written."""

    named: bool
    iri: str


@dataclass(slots=True)
class QueryParts:
    """The parts of an examined text; all numbers are indices in it.

    Attributes:
        text: the whole.
        words: its tokens.
        form: which of the four.
        start: of the form's keyword, which is the end of the prologue.
        head: end of what stands before the dataset.
        body: start of what stands behind the dataset.
        clauses: of the dataset, in their order.
        template: of CONSTRUCT, without its brackets.
        items: of DESCRIBE, as they are written.
        star: the ``*`` of SELECT.
    """

    text: str
    words: Sequence[Token]
    form: QueryForm
    start: int
    head: int = 0
    body: int = 0
    clauses: list[Clause] = field(default_factory=list)
    template: str = ""
    items: tuple[Token, ...] = ()
    star: Token | None = None

    @property
    def prologue(self) -> str:
        """The declarations of prefixes and base."""
        return self.text[: self.start]

    @property
    def variables(self) -> frozenset[str]:
        """Every variable of the text, without its question mark."""
        return frozenset(word.text[1:] for word in self.words if word.kind == "variable")

    @property
    def has_graph_patterns(self) -> bool:
        """True if it has a GRAPH pattern."""
        return any(word.word == GRAPH for word in self.words)


def split_query(text: str) -> QueryParts:
    """Return the parts of an examined text that the engine can read.

    Raises:
        GluedError: a keyword about graphs is glued to the word beside it.
    """
    words = list(tokenize(text))
    _refuse_glued(words)
    first = next(i for i, word in enumerate(words) if word.word in QueryForm.__members__)
    parts = QueryParts(text, words, QueryForm[words[first].word], words[first].start)
    number = _read_template(parts, first + 1)
    end = _find_end_of_head(words, number)
    head = words[first + 1 : end]
    if parts.form is QueryForm.SELECT:
        parts.star = next((word for word in head if word.text == "*" and not word.depth), None)
    if parts.form is QueryForm.DESCRIBE:
        parts.items = tuple(head)
    parts.head = _find_start(parts, end)
    parts.body = _find_start(parts, _read_clauses(parts, end))
    if parts.form is QueryForm.CONSTRUCT and not parts.template:
        parts.template = _read_short_template(parts, end)
    return parts


def _find_start(parts: QueryParts, number: int) -> int:
    return parts.words[number].start if number < len(parts.words) else len(parts.text)


def _read_template(parts: QueryParts, number: int) -> int:
    """Read the template, if there is one, and return the number of the token after it."""
    if parts.form is not QueryForm.CONSTRUCT or parts.words[number].text != "{":
        return number
    close = _find_close(parts.words, number)
    parts.template = parts.text[parts.words[number].start + 1 : parts.words[close].start] or " "
    return close + 1


def _read_short_template(parts: QueryParts, number: int) -> str:
    """Return the pattern of ``CONSTRUCT WHERE``, its template as well (section 16.2.4)."""
    opening = next(i for i in range(number, len(parts.words)) if parts.words[i].text == "{")
    close = _find_close(parts.words, opening)
    return parts.text[parts.words[opening].start + 1 : parts.words[close].start]


def _find_close(words: Sequence[Token], opening: int) -> int:
    return next(i for i in range(opening + 1, len(words)) if not words[i].depth)


def _find_end_of_head(words: Sequence[Token], number: int) -> int:
    for i in range(number, len(words)):
        word = words[i]
        if word.text == "{" and word.depth == 1:
            return i
        if not word.depth and (word.word in _AFTER_HEAD or word.word == FROM):
            return i
    return len(words)


def _read_clauses(parts: QueryParts, number: int) -> int:
    words = parts.words
    while number < len(words) and words[number].word == FROM:
        named = words[number + 1].word == "NAMED"
        number += 2 if named else 1
        parts.clauses.append(Clause(named, words[number].text))
        number += 1
    return number


def _refuse_glued(words: Sequence[Token]) -> None:
    """Refuse keywords without a space around them: the engine needs none, and would obey them.

    Raises:
        GluedError: there is one.
    """
    before = last = _NOTHING
    for token in words:
        word = token.word
        if (GRAPH in word and word != GRAPH) or (word.startswith(FROM) and word != FROM):
            raise GluedError(token)
        named = before.word in _NAMING
        if token.text == "{" and GRAPH in last.prefix and not named:
            raise GluedError(last)
        ends_head = token.text == "{" or token.word in {FROM, "WHERE"}
        glued = not last.depth and last.prefix.startswith((FROM, "NAMED"))
        if ends_head and glued and not named and before.word not in {"DESCRIBE", "PREFIX"}:
            raise GluedError(last)
        before, last = last, token
