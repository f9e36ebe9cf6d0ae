"""Examine the text of queries before the engine gets it, and define a query for the workers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.errors import QueryRefused, QuerySyntax, QueryTooDeep, QueryTooLong
from terril.store.sparql.query_form import QueryForm
from terril.store.sparql.result_formats import list_formats
from terril.store.sparql.syntax_reasons import SyntaxReason
from terril.store.sparql.tokens import Token, TokenizationError, find_position, shorten, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

UPDATES = frozenset(
    {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
)
SERVICE = "SERVICE"
FROM = "FROM"
# What an IRI follows that is no part of a pattern.
BEFORE_NAMES = frozenset({"GRAPH", FROM, "NAMED", "DESCRIBE"})
TERMS = frozenset({"variable", "iri", "name", "blank"})
BYTE_ORDER_MARK = "\ufeff"
# UUID is a part of STRUUID. A word that only contains one of these costs a place in the cache.
VOLATILE = ("NOW", "RAND", "UUID", "BNODE")
TEMPLATE_NODES = frozenset({"[", "("})


@dataclass(frozen=True, slots=True)
class QueryText:
    """A text that may be handed to the engine; only ``examine`` makes one.

    Attributes:
        text: as it was written, without a byte order mark.
        form: which of the four query forms it has.
        dataset: ``True`` if it names its own graphs with FROM.
        deterministic: ``True`` if one release gives the same answer each time.
    """

    text: str
    form: QueryForm
    dataset: bool
    deterministic: bool = False

    @property
    def graph(self) -> bool:
        """True if the answer is a graph, and not rows or a boolean."""
        return self.form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


def examine(text: str, *, depth: int = 100, text_bytes: int = 100_000) -> QueryText:
    """Return the text, once it is safe to hand to the engine.

    Args:
        text: a SPARQL 1.1 query.
        depth: how deep brackets may nest.
        text_bytes: how long the text may be, in UTF-8.

    Raises:
        QueryTooLong: more bytes than are read.
        QueryTooDeep: nested deeper than allowed.
        QueryRefused: an update, or SERVICE.
        QuerySyntax: no query at all, or an unfinished string.
    """
    return examine_tokens(text, depth=depth, text_bytes=text_bytes)[0]


def examine_tokens(
    text: str, *, depth: int = 100, text_bytes: int = 100_000
) -> tuple[QueryText, Sequence[Token]]:
    """Return the text with its tokens; otherwise as :func:`examine`."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    _check_length(text, text_bytes)
    try:
        words = _tokenize_shallow(text, depth)
    except TokenizationError as error:
        line, column = find_position(text, error.index)
        raise QuerySyntax(line, column, error.reason.sentence) from None
    form = _find_form(text, words)
    _refuse_service(words)
    # Only outside brackets: glued to a name, FROM is a keyword in front of the pattern alone.
    dataset = any(
        word.word.startswith(FROM) or (not word.depth and word.prefix.startswith(FROM))
        for word in words
    )
    return QueryText(text, form, dataset, _is_deterministic(words)), words


def _check_length(text: str, most: int) -> None:
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise QuerySyntax(
            *find_position(text, error.start), SyntaxReason.HALF_CHARACTER.sentence
        ) from None
    if length > most:
        raise QueryTooLong(most)


def _tokenize_shallow(text: str, depth: int) -> list[Token]:
    """Return all tokens if neither brackets nor “!” nest too deep: the parser recurses on both."""
    words: list[Token] = []
    negations = 0
    for token in tokenize(text):
        negations = negations + 1 if token.text == "!" else 0
        if token.depth + negations > depth:
            raise QueryTooDeep(depth)
        words.append(token)
    return words


def _find_form(text: str, words: Sequence[Token]) -> QueryForm:
    """Return the form, by the first word after the declarations of prefixes and of the base."""
    for token in words:
        if token.word in {"PREFIX", "BASE", "VERSION"} or token.kind in {"name", "iri", "string"}:
            continue
        if token.word in UPDATES:
            raise QueryRefused(token.word)
        if token.word in QueryForm.__members__:
            return QueryForm[token.word]
        raise QuerySyntax(
            *find_position(text, token.start), SyntaxReason.NO_FORM.sentence, shorten(token.text)
        )
    raise QuerySyntax(*find_position(text, len(text)), SyntaxReason.NO_QUERY.sentence)


def _refuse_service(words: Sequence[Token]) -> None:
    """Refuse calls to another server, in any spelling that the engine understands.

    The engine needs no space around keywords: ``trueSERVICE:x{`` is a call to ``:x``, and
    only the brace after it and what stands before distinguish it from a name with the prefix
    ``service:``.
    """
    for number, token in enumerate(words):
        if SERVICE in token.word:
            raise QueryRefused(SERVICE)
        if token.text == "{" and number and SERVICE in words[number - 1].prefix:
            before = words[number - 2].word if number > 1 else ""
            if before not in BEFORE_NAMES and not _is_object(words, number - 1):
                raise QueryRefused(SERVICE)


def _is_object(words: Sequence[Token], number: int) -> bool:
    """Return whether a name can only be the object of a triple, by the tokens before it."""
    if number < 3 or not words[number].prefix.startswith(SERVICE):
        return False
    first, subject, verb = words[number - 3 : number]
    if verb.text == ",":
        return True
    if verb.kind not in TERMS and verb.word != "A":
        return False
    return subject.text == ";" or (subject.kind in TERMS and first.text in {".", "{"})


def _is_deterministic(words: Sequence[Token]) -> bool:
    """Return whether nothing in a query depends on the moment or on chance.

    That is: no NOW, RAND, UUID, STRUUID and BNODE, and no blank node in the template of a
    CONSTRUCT, which is a new one in each answer (SPARQL 1.1 Query Language, 16.2.1).
    """
    for token in words:
        if token.kind == "word" and any(volatile in token.word for volatile in VOLATILE):
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


@dataclass(frozen=True, slots=True)
class Query:
    """A query for the workers.

    Attributes:
        text: examined text.
        media_type: of a row of ``result_formats.list_formats(graph=text.graph)``.
        default_graphs: IRIs of the protocol's ``default-graph-uri``. With these or
            ``named_graphs``, the query's own FROM is set aside (SPARQL 1.1 Protocol, 2.1.4).
        named_graphs: IRIs of the protocol's ``named-graph-uri``.

    Raises:
        QuerySyntax: a graph's IRI is none.
        ValueError: the answer is never written as that media type.
    """

    text: QueryText
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if all(row.media_type != self.media_type for row in list_formats(graph=self.text.graph)):
            raise ValueError(self.media_type)
        for iri in (*self.default_graphs, *self.named_graphs):
            try:
                NamedNode(iri)
            except ValueError:
                raise QuerySyntax(0, 0, SyntaxReason.BAD_IRI.sentence, iri) from None
