"""Define the messages between the server and its workers, and the frames that carry them.

A frame is one byte for its kind, four for the length of its content (big-endian), and the
content. Both sides import this, so it imports next to nothing.
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import asdict, dataclass
from enum import Enum, StrEnum
from typing import ClassVar, Self

HEADER = struct.Struct(">cI")
LARGEST_DATA = 64 * 1024


class Kind(Enum):
    """The kind of a frame.

    ``READY`` comes once, after the start. Then each ``QUERY`` is answered by any number of
    ``DATA`` and one ``END`` or ``FAILURE``. All but ``DATA`` hold a JSON object.
    """

    READY = b"R"
    QUERY = b"Q"
    DATA = b"D"
    END = b"E"
    FAILURE = b"F"


def pack(kind: Kind, content: bytes) -> bytes:
    """Return a frame as bytes."""
    return HEADER.pack(kind.value, len(content)) + content


def unpack_header(header: bytes) -> tuple[Kind, int]:
    """Return kind and length of the content that follows."""
    kind, length = HEADER.unpack(header)
    return Kind(kind), length


def send(descriptor: int, data: bytes) -> None:
    """Write all bytes to a blocking pipe."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def receive(descriptor: int) -> tuple[Kind, bytes] | None:
    """Return the next frame from a blocking pipe; ``None`` when its other end is closed."""
    header = _exactly(descriptor, HEADER.size)
    if header is None:
        return None
    kind, length = unpack_header(header)
    content = _exactly(descriptor, length)
    return None if content is None else (kind, content)


def _exactly(descriptor: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(descriptor, size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


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
    """The report that the store is open.

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
        dataset: ``True`` if the text names its own graphs.
        default_graphs: IRIs that replace those in the text; ``named_graphs`` likewise.
        seconds: processor time after which the kernel ends the worker, without its margin.
        rows: solutions or triples that the answer may have.
        base: IRI of the endpoint, against which relative IRIs are resolved (SPARQL 1.1 Query
            Language, section 4.1.1); ``""`` if there is none.
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
    base: str = ""


@dataclass(frozen=True)
class End(Message):
    """The end of a complete answer.

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
    FUNCTION = "function"
    UNWRITABLE = "unwritable"
    CHARACTER = "character"
    NEW_TERM = "new term"
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
    """A failed answer; what was sent of it is void.

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
