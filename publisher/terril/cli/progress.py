"""Progress bars for anything that may take longer than a second."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from terril.cli.terminal import _, err

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from terril.doctor import Progress as LinkProgress
    from terril.doctor import Subject
    from terril.intake import source_reader
    from terril.release import build_progress as release
    from terril.release.build_progress import Step


def _bar() -> Progress:
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = err()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def reading_progress() -> Iterator[source_reader.ReadCallback]:
    """A bar for the files that are read."""
    with _bar() as bar:
        task = bar.add_task(_("Reading the files"), total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


@contextmanager
def publishing_progress() -> Iterator[release.Progress]:
    """A bar for each step of a publication."""
    with _bar() as bar:
        tasks: dict[Step, TaskID] = {}

        def show(step: Step, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_(step.value), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show


@contextmanager
def doctor_progress() -> Iterator[Callable[[Subject], LinkProgress]]:
    """A bar that says what is looked at."""
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def show(subject: Subject) -> LinkProgress:
            bar.reset(task, description=_(subject.value), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield show
