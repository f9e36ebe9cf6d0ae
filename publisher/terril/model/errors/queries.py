"""A query gets no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop


class QueryError(TerrilError):
    """A query that gets no answer."""


@dataclass(eq=False)
class QuerySyntax(QueryError):
    """Not SPARQL; ``line`` and ``column`` count from 1, 0 where they are unknown.

    ``reason`` is a sentence of ours, with ``found`` as the ``{word}`` of the query in it.
    """

    line: int
    column: int
    reason: str
    found: str = ""
    sentence = "The query is not SPARQL 1.1. Line {line}, column {column}: {reason}"

    def message(self, language: str) -> str:
        """What is wrong, where, and what to do, in a language."""
        reason = gettext(self.reason, language, word=self.found)
        if not self.line:
            return reason
        return gettext(self.sentence, language, line=self.line, column=self.column, reason=reason)


@dataclass(eq=False)
class QueryTooDeep(QueryError):
    """Nested deeper than the engine stands."""

    limit: int
    sentence = "The query nests its brackets more than {limit} deep. Write it flatter."


@dataclass(eq=False)
class QueryTooIntricate(QueryError):
    """More parts in a chain than the engine stands."""

    sentence = (
        "The query chains or nests more parts than the engine can take. Ask with fewer of them, "
        "or list values with VALUES."
    )


@dataclass(eq=False)
class QueryTooLong(QueryError):
    """More text than is read; ``limit`` in bytes."""

    limit: int
    sentence = "The query is longer than {limit} bytes. Make it shorter."


@dataclass(eq=False)
class QueryRefused(QueryError):
    """An update or a call to another server; ``word`` is the keyword that gave it away."""

    word: str
    sentence = (
        "{word} is not allowed here: this endpoint only reads its own data. "
        "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE."
    )


@dataclass(eq=False)
class ServiceNotAllowed(QueryError):
    """A call to a server that the town does not allow; ``allowed`` are those that it does."""

    host: str
    allowed: str
    sentence = (
        "The query asks “{host}” with SERVICE, which is not allowed here. "
        "These hosts are, over https: {allowed}."
    )


@dataclass(eq=False)
class ServiceFailed(QueryError):
    """An allowed server that gave no usable answer; ``reason`` is one of the constants."""

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
        """The sentence with its reason, both in a language."""
        return gettext(
            self.sentence, language, host=self.host, reason=gettext(self.reason, language)
        )


@dataclass(eq=False)
class QueryTimeout(QueryError):
    """The clock ran out; ``seconds`` of wall-clock time."""

    seconds: float
    sentence = (
        "The query took longer than the {seconds:g} s that a query may take and was stopped. "
        "Ask for less: add conditions, or LIMIT without ORDER BY."
    )


@dataclass(eq=False)
class QueryMemory(QueryError):
    """The memory ran out; ``megabytes`` of 2**20 bytes."""

    megabytes: int
    sentence = (
        "The query needed more than the {megabytes} MB of memory that a query may use and was "
        "stopped. Ask for less: add conditions, or avoid ORDER BY and GROUP BY over everything."
    )


@dataclass(eq=False)
class QueryFailed(QueryError):
    """The engine stopped; ``reason`` is its own word, for the log and not for readers."""

    reason: str
    sentence = (
        "The query engine stopped while it worked on this query. Try again; if it happens "
        "again, write the query in another way."
    )


@dataclass(eq=False)
class AnswerTooLarge(QueryError):
    """More bytes than an answer may have; ``megabytes`` of 2**20 bytes."""

    megabytes: int
    sentence = (
        "The answer is larger than {megabytes} MB. Ask for less with LIMIT, or take the whole "
        "data as a file."
    )


@dataclass(eq=False)
class AnswerTooManyRows(QueryError):
    """More solutions or statements than an answer may have."""

    limit: int
    sentence = (
        "The answer has more than {limit} rows, so that none of it is sent. Ask for less by "
        "adding LIMIT {limit}, or take the whole data as a file."
    )


@dataclass(eq=False)
class AnswerUnwritable(QueryError):
    """A statement that the format cannot say; ``iri`` is the part it has no way to write."""

    format: str
    iri: str
    sentence = (
        "The answer cannot be written as {format}, which has no way to write <{iri}>. "
        "Ask for another format, such as Turtle."
    )


@dataclass(eq=False)
class AnswerCut(QueryError):
    """The store gave as many rows as it gives at most; ``rows`` is that number."""

    rows: int
    sentence = (
        "The answer may not be whole: the store behind this endpoint gives at most {rows} rows. "
        "Ask for fewer with LIMIT, or take the whole data as a file."
    )


@dataclass(eq=False)
class StoreUnreachable(QueryError):
    """The store behind the endpoint does not answer; ``reason`` is for the log."""

    reason: str
    sentence = (
        "The store that answers queries cannot be reached. Try again in a minute; pages and "
        "files can be read meanwhile."
    )


@dataclass(eq=False)
class StoreWithoutRelease(QueryError):
    """The store behind the endpoint has not this release, or not all of it."""

    release: str
    sentence = (
        "The store that answers queries does not hold the release {release}. It does after: "
        "terril publish"
    )


@dataclass(eq=False)
class QueryQueueFull(QueryError):
    """Too many others are waiting; ``retry_after`` in seconds."""

    retry_after: int
    sentence = "Too many queries are waiting. Try again in {retry_after} s."


class ParameterError(QueryError):
    """A stored query was asked with parameters that it cannot take."""


@dataclass(eq=False)
class BadParameter(ParameterError):
    """A value that a parameter cannot have; ``wanted`` is a phrase of ours with an example."""

    name: str
    value: str
    wanted: str
    sentence = (
        "“{value}” cannot be the value of the parameter “{name}”. Write {wanted}, for example."
    )

    def message(self, language: str) -> str:
        """What is wrong and what to write, in a language."""
        wanted = gettext(self.wanted, language)
        return gettext(self.sentence, language, name=self.name, value=self.value, wanted=wanted)


@dataclass(eq=False)
class MissingParameter(ParameterError):
    """A parameter that the query needs has no value."""

    query: str
    name: str
    sentence = (
        "The query “{query}” cannot be answered without the parameter “{name}”. "
        "Give it a value: {name}=…"
    )


@dataclass(eq=False)
class UnknownParameter(ParameterError):
    """The query has no parameter of that name; ``known`` are those that it has."""

    query: str
    name: str
    known: tuple[str, ...]
    sentence = "The query “{query}” has no parameter “{name}”. It takes these: {known}."

    def message(self, language: str) -> str:
        """What is wrong and which parameters there are, in a language."""
        if not self.known:
            return gettext(
                "The query “{query}” takes no parameters. Take “{name}” away.",
                language,
                query=self.query,
                name=self.name,
            )
        known = ", ".join(self.known)
        return gettext(self.sentence, language, query=self.query, name=self.name, known=known)
