"""Errors of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop


class QueryError(TerrilError):
    """A query without an answer."""


@dataclass(eq=False)
class QuerySyntax(QueryError):
    """A text that is not SPARQL; ``line`` and ``column`` count from 1, 0 if unknown.

    ``reason`` is a sentence to translate, with ``found`` as the ``{word}`` of the query in it.
    """

    line: int
    column: int
    reason: str
    found: str = ""
    sentence = "The query is not SPARQL 1.1. Line {line}, column {column}: {reason}"

    def message(self, language: str) -> str:
        """Return what is wrong, where, and what to do, in a language."""
        reason = gettext(self.reason, language, word=self.found)
        if not self.line:
            return reason
        return gettext(self.sentence, language, line=self.line, column=self.column, reason=reason)


@dataclass(eq=False)
class UnknownFunction(QueryError):
    """A call to a function that is not known; ``line`` and ``column`` as in ``QuerySyntax``."""

    line: int
    column: int
    function: str
    sentence = (
        "Line {line}, column {column}: the function {function} is not known here. Use the "
        "functions of SPARQL 1.1."
    )
    PLACELESS: ClassVar[str] = gettext_noop(
        "The function {word} is not known here. Use the functions of SPARQL 1.1."
    )

    def message(self, language: str) -> str:
        """Return what is wrong, where, and what to do, in a language."""
        if not self.line:
            return gettext(self.PLACELESS, language, word=self.function)
        return super().message(language)


@dataclass(eq=False)
class QueryTooDeep(QueryError):
    """A nesting deeper than the engine supports."""

    limit: int
    sentence = "The query nests its brackets more than {limit} deep. Write it flatter."


@dataclass(eq=False)
class QueryTooIntricate(QueryError):
    """A chain of more parts than the engine supports."""

    sentence = (
        "The query chains or nests more parts than the engine can take. Ask with fewer of them, "
        "or list values with VALUES."
    )


@dataclass(eq=False)
class QueryTooLong(QueryError):
    """A text longer than the limit; ``limit`` in bytes."""

    limit: int
    sentence = "The query is longer than {limit} bytes. Make it shorter."


@dataclass(eq=False)
class QueryRefused(QueryError):
    """An update, or SERVICE where no host is allowed; ``word`` is the offending keyword."""

    word: str
    sentence = (
        "{word} is not allowed here: this endpoint only reads its own data. "
        "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE."
    )


@dataclass(eq=False)
class ServiceNotAllowed(QueryError):
    """A SERVICE call to a host that is not allowed; ``allowed`` are the allowed hosts."""

    host: str
    allowed: str
    sentence = (
        "The query asks “{host}” with SERVICE, which is not allowed here. "
        "These hosts are, over https: {allowed}."
    )


@dataclass(eq=False)
class ServiceFailed(QueryError):
    """An allowed host without a usable response; ``reason`` is one of the constants."""

    LATE: ClassVar[str] = gettext_noop("it did not answer in time")
    UNREACHABLE: ClassVar[str] = gettext_noop("it cannot be reached")
    NOT_PUBLIC: ClassVar[str] = gettext_noop("its address is not one of the public internet")
    NO_RESULTS: ClassVar[str] = gettext_noop("it did not answer with SPARQL results in JSON")
    TOO_MUCH: ClassVar[str] = gettext_noop("it answered with more than is taken; ask it for less")
    NAMELESS: ClassVar[str] = gettext_noop(
        "its answer has nameless things, which cannot be used here"
    )
    MANY: ClassVar[str] = gettext_noop("a query may ask other endpoints four times at most")

    host: str
    reason: str
    sentence = "The endpoint at “{host}” was asked with SERVICE, but {reason}."

    def message(self, language: str) -> str:
        """Return the sentence with its reason, both in a language."""
        return gettext(
            self.sentence, language, host=self.host, reason=gettext(self.reason, language)
        )


@dataclass(eq=False)
class QueryTimeout(QueryError):
    """A query over its time limit; ``seconds`` of wall-clock time."""

    seconds: float
    sentence = (
        "The query took longer than the {seconds:g} s that a query may take and was stopped. "
        "Ask for less: add conditions, or LIMIT without ORDER BY."
    )


@dataclass(eq=False)
class QueryMemory(QueryError):
    """A query over its memory limit; ``megabytes`` of 2**20 bytes."""

    megabytes: int
    sentence = (
        "The query needed more than the {megabytes} MB of memory that a query may use and was "
        "stopped. Ask for less: add conditions, or avoid ORDER BY and GROUP BY over everything."
    )


@dataclass(eq=False)
class QueryFailed(QueryError):
    """A failure of the engine; ``reason`` is its message, for the log and not for readers."""

    reason: str
    sentence = (
        "The query engine stopped while it worked on this query. Try again; if it happens "
        "again, write the query in another way."
    )


@dataclass(eq=False)
class QueryUnsortable(QueryError):
    """Values that the engine cannot sort, since its comparison of them is no order."""

    sentence = (
        "The engine cannot sort these values, which are numbers and texts mixed. Sort them by "
        "their texts: write ORDER BY STR(?x)."
    )


@dataclass(eq=False)
class AnswerTooLarge(QueryError):
    """An answer over the size limit; ``megabytes`` of 2**20 bytes."""

    megabytes: int
    sentence = (
        "The answer is larger than {megabytes} MB. Ask for less with LIMIT, or take the whole "
        "data as a file."
    )


@dataclass(eq=False)
class AnswerTooManyRows(QueryError):
    """An answer over the limit of solutions or statements."""

    limit: int
    sentence = (
        "The answer has more than {limit} rows, so that none of it is sent. Ask for less by "
        "adding LIMIT {limit}, or take the whole data as a file."
    )


@dataclass(eq=False)
class AnswerUnwritable(QueryError):
    """A statement that the format cannot express; ``iri`` is the part that it cannot write."""

    format: str
    iri: str
    sentence = (
        "The answer cannot be written as {format}, which has no way to write <{iri}>. "
        "Ask for another format, such as Turtle."
    )


@dataclass(eq=False)
class CharacterUnwritable(QueryError):
    """A character that the format cannot express; ``other`` names a format that can."""

    format: str
    character: str
    other: str
    sentence = (
        "The answer cannot be written as {format}, which has no way to write the control "
        "character {character}. Ask for another format, such as {other}."
    )


@dataclass(eq=False)
class AnswerBeyondRdf(QueryError):
    """A triple as a term, or a text with a direction, which RDF 1.1 does not have."""

    sentence = (
        "The answer has a statement as a value, or a text with a writing direction, and the "
        "formats of RDF 1.1 have no way to write these. Ask for the parts instead, with "
        "SUBJECT(…), PREDICATE(…), OBJECT(…) or STR(…)."
    )


@dataclass(eq=False)
class AnswerCut(QueryError):
    """An answer at the row limit of the remote store; ``rows`` is that limit."""

    rows: int
    sentence = (
        "The answer may not be whole: the store behind this endpoint gives at most {rows} rows. "
        "Ask for fewer with LIMIT, or take the whole data as a file."
    )


@dataclass(eq=False)
class StoreUnreachable(QueryError):
    """A remote store that does not answer; ``reason`` is for the log."""

    reason: str
    sentence = (
        "The store that answers queries cannot be reached. Try again in a minute; pages and "
        "files can be read meanwhile."
    )


@dataclass(eq=False)
class StoreWithoutRelease(QueryError):
    """A remote store without this release, or without a part of it."""

    release: str
    sentence = (
        "The store that answers queries does not hold the release {release}. It does after: "
        "terril publish"
    )


@dataclass(eq=False)
class QueryQueueFull(QueryError):
    """A full queue; ``retry_after`` in seconds."""

    retry_after: int
    sentence = "Too many queries are waiting. Try again in {retry_after} s."
