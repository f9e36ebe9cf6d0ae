"""Everything that can go wrong, as one tree.

::

    TerrilError
    ├── SettingsError            town.toml cannot be used
    │   ├── NoTown               there is no town.toml
    │   ├── UnknownSetting       a key that no setting has
    │   └── BadSetting           a value that a setting cannot take
    ├── DataMissing              there is nothing to check
    │   ├── NoFolder             a graph without a folder
    │   ├── EmptyFolder          a folder without data
    │   ├── UnknownFolder        a folder that is no graph
    │   └── NoTarget             shapes that look at nothing in the data
    ├── ModelError               a file of the model itself is broken
    ├── NotConforming            the data breaks the shapes
    ├── ReleaseError
    │   ├── NoRelease            nothing has been published
    │   ├── UnknownRelease       no release has that id
    │   ├── NoEarlierRelease     nothing to go back to
    │   ├── DamagedRelease       a file is not as its manifest says
    │   ├── PublishingElsewhere  another publish is at work
    │   └── ReleasesUnwritable   no space, or no permission
    ├── NewTownError             a town cannot be begun
    │   ├── FolderInUse          its folder holds something
    │   ├── FolderUnwritable     no space, or no permission
    │   ├── BadName              it has no name
    │   ├── BadBase              its base is no address
    │   └── BadLanguage          not a language tag
    └── QueryError
        ├── QuerySyntax          not SPARQL
        ├── QueryTooDeep         nested deeper than the engine stands
        ├── QueryTooIntricate    more parts in a chain than the engine stands
        ├── QueryTooLong         more text than is read
        ├── QueryRefused         an update, or SERVICE
        ├── QueryTimeout         the clock ran out
        ├── QueryMemory          the memory ran out
        ├── QueryFailed          the engine stopped for another reason
        ├── AnswerTooLarge       more bytes than an answer may have
        ├── AnswerUnwritable     a statement that the format cannot say
        └── QueryQueueFull       too many others are waiting

An error carries fields; its sentence tells a clerk what to do. Which status or exit code
it becomes is decided in ``web/problems.py`` and in ``cli/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from publisher.languages import SOURCE_LANGUAGE, say

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model.findings import Finding


@dataclass(eq=False)
class TerrilError(Exception):
    """An error that its reader can do something about."""

    sentence: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.tell(SOURCE_LANGUAGE)

    def tell(self, language: str) -> str:
        """What happened and what to do, in a language."""
        return say(self.sentence, language, **vars(self))


class SettingsError(TerrilError):
    """``town.toml`` cannot be used."""


@dataclass(eq=False)
class NoTown(SettingsError):
    """There is no ``town.toml``."""

    folder: Path
    sentence = (
        "There is no town.toml in {folder}. Go to the town's folder, name it with --town, "
        "or begin one with: terril new DIR"
    )


@dataclass(eq=False)
class UnknownSetting(SettingsError):
    """A key that no setting has; ``nearest`` is the most similar known one or all of them."""

    path: Path
    key: str
    nearest: str
    sentence = "{path}: there is no setting “{key}”. Did you mean {nearest}?"


@dataclass(eq=False)
class BadSetting(SettingsError):
    """A value that a setting cannot take."""

    path: Path
    key: str
    reason: str
    sentence = "{path}: the setting “{key}” cannot be used: {reason}"


class DataMissing(TerrilError):
    """There is nothing to check, which must never look like valid data."""


@dataclass(eq=False)
class NoFolder(DataMissing):
    """A graph of ``town.toml`` without a folder."""

    folder: Path
    graph: str
    sentence = (
        "The folder {folder} is missing, but town.toml names the graph “{graph}”. "
        "Create the folder, or take “{graph}” out of the setting “graphs”."
    )


@dataclass(eq=False)
class EmptyFolder(DataMissing):
    """A folder in which no statement was found."""

    folder: Path
    sentence = (
        "The folder {folder} holds no data. Put at least one Turtle, TriG, N-Triples, N-Quads, "
        "JSON-LD or RDF/XML file with a statement in it."
    )


@dataclass(eq=False)
class UnknownFolder(DataMissing):
    """A folder or file below ``data/`` that belongs to no graph."""

    folder: Path
    known: str
    sentence = (
        "{folder} belongs to no graph of town.toml, so it would be left out. "
        "Did you mean {known}? Rename it, or add it to the setting “graphs”."
    )


@dataclass(eq=False)
class NoTarget(DataMissing):
    """Shapes that look at nothing in the data."""

    folder: Path
    sentence = (
        "None of the shapes applies to anything in {folder}, so nothing was checked. Give the "
        "things a type that the shapes know, such as schema:Place or org:Organization."
    )


@dataclass(eq=False)
class ModelError(TerrilError):
    """A file of the model is broken; ``line`` counts from 1, 0 where it is unknown."""

    path: Path
    line: int
    reason: str
    sentence = "{path}, line {line}: this file of the model cannot be read: {reason}"


@dataclass(eq=False)
class NotConforming(TerrilError):
    """The data breaks the shapes; ``count`` is the number of violations."""

    findings: tuple[Finding, ...]
    count: int
    sentence = "The data has {count} mistake(s); nothing was published. See: terril check"


class ReleaseError(TerrilError):
    """Something about releases on disk."""


@dataclass(eq=False)
class NoRelease(ReleaseError):
    """Nothing has been published yet."""

    folder: Path
    sentence = "Nothing is published in {folder} yet. Publish first: terril publish"


@dataclass(eq=False)
class UnknownRelease(ReleaseError):
    """No kept release has that id."""

    release: str
    sentence = "There is no release “{release}”. See what is kept: terril releases"


@dataclass(eq=False)
class NoEarlierRelease(ReleaseError):
    """Nothing to go back to."""

    release: str
    sentence = "“{release}” is the first release that is kept: there is nothing to go back to."


@dataclass(eq=False)
class DamagedRelease(ReleaseError):
    """A file of a release is not as its manifest says."""

    release: str
    file: str
    sentence = (
        "The release “{release}” is damaged: {file} is not as it was published. "
        "Go back with “terril rollback”, or delete the release's folder and publish again."
    )


@dataclass(eq=False)
class PublishingElsewhere(ReleaseError):
    """Another process publishes the same town right now."""

    folder: Path
    sentence = "Another “terril publish” is at work in {folder}. Wait for it to end."


@dataclass(eq=False)
class ReleasesUnwritable(ReleaseError):
    """The folder of releases cannot be written to; ``reason`` is the system's."""

    folder: Path
    reason: str
    sentence = (
        "Nothing was changed, because {folder} cannot be written to: {reason}. Make room or "
        "give permission, and try again; what was published before is still served."
    )


class NewTownError(TerrilError):
    """A town cannot be begun; nothing was written."""


@dataclass(eq=False)
class FolderInUse(NewTownError):
    """The folder is there already and not empty, or it is a file."""

    folder: Path
    sentence = "{folder} is there already and not empty. Name a folder that does not exist yet."


@dataclass(eq=False)
class FolderUnwritable(NewTownError):
    """The folder cannot be made or written to; ``reason`` is the system's."""

    folder: Path
    reason: str
    sentence = "The town's files cannot be written to {folder}: {reason}. Name another folder."


@dataclass(eq=False)
class BadName(NewTownError):
    """A name of blanks and control characters only."""

    name: str
    sentence = "A town needs a name. Give it with --name."


@dataclass(eq=False)
class BadBase(NewTownError):
    """No absolute http or https IRI, or one with a query or a fragment."""

    base: str
    sentence = (
        "“{base}” cannot be the base of the town's addresses. Give a whole address that ends "
        "in a slash, such as https://data.town.example/"
    )


@dataclass(eq=False)
class BadLanguage(NewTownError):
    """No language tag (RFC 5646)."""

    tag: str
    sentence = "“{tag}” is no language tag. Give a code such as fr, en or pt-BR with --lang."


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

    def tell(self, language: str) -> str:
        """What is wrong, where, and what to do, in a language."""
        reason = say(self.reason, language, word=self.found)
        if not self.line:
            return reason
        return say(self.sentence, language, line=self.line, column=self.column, reason=reason)


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
class AnswerUnwritable(QueryError):
    """A statement that the format cannot say; ``iri`` is the part it has no way to write."""

    format: str
    iri: str
    sentence = (
        "The answer cannot be written as {format}, which has no way to write <{iri}>. "
        "Ask for another format, such as Turtle."
    )


@dataclass(eq=False)
class QueryQueueFull(QueryError):
    """Too many others are waiting; ``retry_after`` in seconds."""

    retry_after: int
    sentence = "Too many queries are waiting. Try again in {retry_after} s."
