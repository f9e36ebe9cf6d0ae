"""Run the process that answers queries on one store, one at a time, until its input closes.

Started as ``python -m terril.store.workers.worker STORE MEGABYTES`` by ``worker_process``, and so
often that it imports only what it needs.
"""

from __future__ import annotations

import io
import os
import sys
from typing import IO, TYPE_CHECKING, Protocol

from pyoxigraph import Store

from terril.store.sparql import TooManyRowsError
from terril.store.workers.engine import LocalEngine, describe_failure
from terril.store.workers.messages import (
    LARGEST_DATA,
    End,
    Kind,
    Message,
    Ready,
    Request,
    pack,
    receive,
    send,
)
from terril.store.workers.sandbox import (
    Network,
    exhaust_descriptors,
    limit_memory,
    limit_processor_time,
    lower_priority,
    measure_memory,
)
from terril.store.workers.seccomp import forbid_system_calls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer

ENGINE_ERRORS = (SyntaxError, RuntimeError, MemoryError, OSError, ValueError)


class Engine(Protocol):
    """An engine: the local one, or another one behind an endpoint."""

    def write_answer(self, request: Request, output: IO[bytes]) -> int | None:
        """Write the answer and return the number of its rows; errors as of ``LocalEngine``."""


class FrameWriter(io.RawIOBase):
    """A raw stream that sends what is written in frames, until the answer is void.

    Args:
        descriptor: of a blocking pipe.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.void = False

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Send at most one frame and return its number of bytes."""
        content = bytes(memoryview(data)[:LARGEST_DATA])
        if not self.void:
            send(self._descriptor, pack(Kind.DATA, content))
        return len(content)


def main(arguments: Sequence[str]) -> None:
    """Answer queries from standard input until it is closed."""
    folder, megabytes = arguments
    answers = redirect_standard_output()
    lower_priority()
    network = Network.FILTERED if forbid_system_calls() else Network.EXHAUSTED
    store = Store.read_only(folder)
    if network is Network.EXHAUSTED:
        exhaust_descriptors()
    serve(LocalEngine(store), answers, network, int(megabytes))


def serve(engine: Engine, answers: int, network: Network, megabytes: int) -> None:
    """Answer requests until standard input is closed, within a limit of further memory."""
    limit_memory(megabytes)
    send(answers, Ready(network, measure_memory()).pack())
    while (frame := receive(0)) is not None:
        send(answers, handle_request(engine, Request.unpack(frame[1]), answers).pack())


def handle_request(engine: Engine, request: Request, answers: int) -> Message:
    """Send the answer to a query and return the message for its end."""
    limit_processor_time(request.seconds)
    frames = FrameWriter(answers)
    output = io.BufferedWriter(frames, LARGEST_DATA)
    try:
        rows = engine.write_answer(request, output)
        output.flush()
    except BrokenPipeError:
        raise
    except (TooManyRowsError, *ENGINE_ERRORS) as error:
        frames.void = True
        return describe_failure(error, request)
    return End(rows, measure_memory())


def redirect_standard_output() -> int:
    """Return a new descriptor for answers; whatever else prints goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main(sys.argv[1:])
