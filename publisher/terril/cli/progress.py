"""Show how far long work is, at what rate, and how long it may still take, on standard error.

On a terminal one line changes; elsewhere, as in the log of a timer, a line is added at times.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from terril.cli.rate import Meter, describe_duration
from terril.cli.terminal import _, get_language
from terril.model.execution.progress import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from terril.doctor import Progress as LinkProgress
    from terril.doctor import Subject
    from terril.model.execution.progress import Progress, Step

QUIET_SECONDS = 1.0
"""Work that ends sooner shows nothing."""
REFRESH_SECONDS = 0.25
LINE_SECONDS = 10.0
BAR_WIDTH = 24
CLEAR_LINE = "\r\x1b[K"


class ProgressDisplay:
    """A display of the step that runs: a line that changes on a terminal, else a line at times.

    Use it as a context manager. A thread of its own draws it, so that time goes on while a step
    reports nothing; reporting costs next to nothing.

    Args:
        stream: to write to.
        live: ``True`` if the stream is a terminal that understands how to clear a line.
        pause: seconds between two lines where it is not.
    """

    def __init__(self, stream: IO[str], *, live: bool, pause: float = LINE_SECONDS) -> None:
        self._stream = stream
        self._live = live
        self._pause = pause
        self._meter: Meter | None = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> ProgressDisplay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def report(self, label: str, done: int, total: int, unit: Unit) -> None:
        """Take in that ``done`` of ``total`` units are done, of work with a label."""
        meter = self._meter
        if meter is None or meter.label != label or done < meter.done:
            meter = self._meter = Meter(label, unit, time.monotonic())
        meter.update(done, total, time.monotonic())

    def _draw(self) -> None:
        if self._end.wait(QUIET_SECONDS):
            return
        if self._live:
            self._draw_line_that_changes()
        else:
            self._draw_lines()

    def _draw_line_that_changes(self) -> None:
        while True:
            if self._meter:
                width = shutil.get_terminal_size().columns - 1
                self._write(CLEAR_LINE + self._compose(self._meter)[:width])
            if self._end.wait(REFRESH_SECONDS):
                self._write(CLEAR_LINE)
                return

    def _draw_lines(self) -> None:
        while not self._end.wait(self._pause):
            if self._meter:
                self._write(f"{self._compose(self._meter)}\n")

    def _compose(self, meter: Meter) -> str:
        now, language = time.monotonic(), get_language()
        parts = [_draw_bar(meter.share)] if self._live and meter.total else []
        counts = meter.describe(now, language) or describe_duration(now - meter.began, language)
        return "  ".join((meter.label, *parts, counts))

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            # Nobody reads it any more; the work is worth more than its display.
            self._end.set()


@contextmanager
def display_progress() -> Iterator[ProgressDisplay]:
    """Open a display on standard error."""
    live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    with ProgressDisplay(sys.stderr, live=live) as display:
        yield display


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Show the steps of a check and a build."""
    with display_progress() as display:

        def show(step: Step, done: int, total: int) -> None:
            display.report(_(step.value), done, total, step.unit)

        yield show


@contextmanager
def show_doctor_progress() -> Iterator[Callable[[Subject], LinkProgress]]:
    """Show the subject that is being checked."""
    with display_progress() as display:

        def show(subject: Subject) -> LinkProgress:
            label = _(subject.value)
            display.report(label, 0, 0, Unit.LINKS)
            return lambda done, total: display.report(label, done, total, Unit.LINKS)

        yield show


def _draw_bar(share: float) -> str:
    full = min(BAR_WIDTH, int(share * BAR_WIDTH))
    return "━" * full + "╌" * (BAR_WIDTH - full)
