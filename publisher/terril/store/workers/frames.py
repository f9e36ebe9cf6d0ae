"""Read and write length-prefixed frames, the protocol on the pipes between server and workers.

A frame is one byte for its kind, four for the length of its content (big-endian), and the
content. Both sides import this, so it imports next to nothing.
"""

from __future__ import annotations

import os
import struct
from enum import Enum

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
