"""Start a worker process, send it queries and kill it if need be."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, cast

from terril.model.errors import AnswerTooLarge, QueryFailed, QueryTimeout
from terril.store.workers.channel import Channel, GoneError, LateError
from terril.store.workers.failures import convert_failure, diagnose_exit
from terril.store.workers.messages import Cause, End, Failure, Kind, Ready

if TYPE_CHECKING:
    from terril.model.errors import QueryError
    from terril.store.sparql import QueryLimits, Spool
    from terril.store.workers.messages import Request

MODULE = "terril.store.workers.worker"
REMOTE_MODULE = "terril.store.remote.remote_worker"
START_SECONDS = 60.0
END_SECONDS = 2.0
LAST_WORDS = 4096
MEGABYTE = 2**20


class RemoteTarget(Protocol):
    """A release in a remote store, as much of it as starting its worker takes."""

    def pack(self) -> str:
        """Return it as one word for a command line."""


class WorkerProcess:
    """A worker process, used by one thread at a time.

    Starting it returns at once; it becomes ready by itself meanwhile.

    Args:
        store: folder of the store, or a release in a remote one.
        limits: what a query may use.

    Attributes:
        alive: ``True`` if it may get another query.
        network: how the network was taken from it; ``""`` before its first query.
    """

    def __init__(self, store: Path | RemoteTarget, limits: QueryLimits) -> None:
        self.alive = True
        self.network = ""
        self._memory = 0
        self._limits = limits
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  # kill() closes it
        self._process = subprocess.Popen(  # noqa: S603  # a module of this package, without a shell
            [sys.executable, "-P", "-m", *_command(store, limits)],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)  # both are pipes
        self._stdout = cast("IO[bytes]", self._process.stdout)
        self._channel = Channel(self._stdin.fileno(), self._stdout.fileno())

    @property
    def running(self) -> bool:
        """True while the process is running."""
        return self.alive and self._process.poll() is None

    def run(self, request: Request, spool: Spool) -> tuple[End, float]:
        """Run a query, its answer into the spool; return its end and the seconds it took.

        Raises:
            QueryError: there is no answer, for the reason that the class names.
        """
        try:
            self._become_ready()
            began = time.monotonic()
            last = self._exchange(request, spool, began + request.seconds)
        except LateError:
            self.kill()
            raise QueryTimeout(request.seconds) from None
        except GoneError:
            raise self._diagnose_exit() from None
        except BaseException:
            self.kill()
            raise
        if isinstance(last, Failure):
            if last.cause == Cause.MEMORY:
                self.kill()
            raise convert_failure(last, request.media_type, self._limits)
        # What it holds on to would be missing to the next query.
        self.alive = last.memory - self._memory < self._limits.megabytes * MEGABYTE / 2
        return last, time.monotonic() - began

    def request_exit(self) -> None:
        """Close the input of the process, which ends when it is idle."""
        self._stdin.close()

    def kill(self) -> None:
        """Kill the process and close its files."""
        self.alive = False
        self._process.kill()
        self._release()

    def terminate(self) -> None:
        """Terminate the process; kill it after ``END_SECONDS``."""
        self.alive = False
        self.request_exit()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._release()

    def _become_ready(self) -> None:
        if self.network:
            return
        try:
            _, content = self._channel.receive(time.monotonic() + START_SECONDS)
        except LateError:
            self.kill()
            raise QueryFailed("the worker process did not start") from None
        ready = Ready.unpack(content)
        self.network, self._memory = ready.network, ready.memory

    def _exchange(self, request: Request, spool: Spool, deadline: float) -> End | Failure:
        self._channel.send(request.pack(), deadline)
        while True:
            kind, content = self._channel.receive(deadline)
            if kind is Kind.DATA and not spool.add(content):
                raise AnswerTooLarge(self._limits.answer_megabytes)
            if kind is Kind.END:
                return End.unpack(content)
            if kind is Kind.FAILURE:
                return Failure.unpack(content)

    def _diagnose_exit(self) -> QueryError:
        """Return the error for a process that ended by itself, by exit code and last output."""
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            code = 0
        stderr = os.pread(
            self._stderr.fileno(), LAST_WORDS, max(0, self._count_stderr_bytes() - LAST_WORDS)
        )
        self.kill()
        return diagnose_exit(code, stderr.decode(errors="replace"), self._limits)

    def _count_stderr_bytes(self) -> int:
        return os.fstat(self._stderr.fileno()).st_size

    def _release(self) -> None:
        self._process.wait()
        for file in (self._stdin, self._stdout, self._stderr):
            file.close()


def _command(store: Path | RemoteTarget, limits: QueryLimits) -> list[str]:
    """Return the module that a worker runs, and its arguments."""
    if isinstance(store, Path):
        return [MODULE, str(store), str(limits.megabytes)]
    numbers = [str(limits.megabytes), str(limits.answer_megabytes)]
    return [REMOTE_MODULE, store.pack(), *numbers]
