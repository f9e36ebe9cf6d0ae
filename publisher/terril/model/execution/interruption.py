"""End a command when a signal arrives: an exception unwinds it, so that it can clean up."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption(BaseException):
    """The arrival of a signal that ends a command.

    Unlike ``KeyboardInterrupt`` it stands for SIGTERM and SIGHUP as well, and libraries that
    catch that one leave it alone.

    Attributes:
        exit_code: 128 and the number of the signal, as shells have it.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


class _Deferral:
    """The state of the process: how many blocks defer signals, and which signal waits."""

    depth = 0
    waiting = 0


def raise_on_signals() -> None:
    """Raise an ``Interruption`` in the main thread when SIGINT, SIGTERM or SIGHUP arrives.

    A signal that the parent process has set to be ignored, as ``nohup`` does, stays ignored.
    """
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def ignore_signals() -> None:
    """Ignore these signals from now on: the process is about to end."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def defer_interruptions() -> Iterator[None]:
    """Let a block run to its end, such as a cleanup; a signal takes effect after it."""
    _Deferral.depth += 1
    try:
        yield
    finally:
        _Deferral.depth -= 1
        if _Deferral.waiting and not _Deferral.depth:
            number, _Deferral.waiting = _Deferral.waiting, 0
            raise Interruption(number)


def end_with_parent() -> None:
    """Send this process SIGTERM when its parent ends without ending it, as after SIGKILL.

    Only a process of ``multiprocessing`` knows its parent; for others this does nothing.
    """
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _interrupt(number: int, _frame: FrameType | None) -> None:
    if _Deferral.depth:
        _Deferral.waiting = number
    else:
        raise Interruption(number)
