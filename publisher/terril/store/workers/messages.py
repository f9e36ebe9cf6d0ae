"""Define the messages between the server and its workers; each is one frame."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import ClassVar, Self

from terril.store.workers.frames import Kind, pack


class Message:
    """A dataclass that travels as the JSON object in a frame."""

    kind: ClassVar[Kind]

    def pack(self) -> bytes:
        """Return the frame."""
        return pack(self.kind, json.dumps(asdict(self)).encode())  # type: ignore[call-overload]  # dataclasses only

    @classmethod
    def unpack(cls, content: bytes) -> Self:
        """Return the message in a frame's content."""
        return cls(**json.loads(content))


@dataclass(frozen=True)
class Ready(Message):
    """The worker has opened the store.

    Attributes:
        network: how the network was taken from it, one of ``sandbox.Network``.
        memory: what it uses before its first query, in bytes.
    """

    kind = Kind.READY
    network: str
    memory: int


@dataclass(frozen=True)
class Request(Message):
    """A query to answer.

    Attributes:
        text: examined text.
        media_type: what to write the answer in.
        prefixes: namespaces that the query need not declare.
        dataset: whether the text names its own graphs.
        default_graphs: IRIs that replace those in the text; ``named_graphs`` likewise.
        seconds: processor time after which the kernel ends the worker, without its margin.
        rows: solutions or triples that the answer may have.
    """

    kind = Kind.QUERY
    text: str
    media_type: str
    prefixes: dict[str, str]
    dataset: bool
    default_graphs: list[str]
    named_graphs: list[str]
    seconds: float
    rows: int


@dataclass(frozen=True)
class End(Message):
    """The answer is complete.

    Attributes:
        rows: triples or solutions written; ``None`` for a boolean.
        memory: what the worker uses now, in bytes.
    """

    kind = Kind.END
    rows: int | None
    memory: int


class Cause(StrEnum):
    """The cause for which a worker that stays alive could not answer."""

    SYNTAX = "syntax"
    UNWRITABLE = "unwritable"
    MEMORY = "memory"
    ROWS = "rows"
    ENGINE = "engine"
    TIME = "time"
    CUT = "cut"
    LARGE = "large"
    UNREACHABLE = "unreachable"
    UNLOADED = "unloaded"


@dataclass(frozen=True)
class Failure(Message):
    """There is no answer, and what was sent of it is void.

    Attributes:
        cause: one of ``Cause``.
        reason: for a syntax error one of ``SyntaxReason``, else the engine's word.
        found: the word in the query, the IRI, or the number that it is about.
        line: from 1; 0 where unknown; ``column`` likewise.
    """

    kind = Kind.FAILURE
    cause: str
    reason: str = ""
    found: str = ""
    line: int = 0
    column: int = 0


class NoAnswerError(RuntimeError):
    """A failure that an engine itself reports."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.cause, failure.reason, failure.found)
        self.failure = failure
