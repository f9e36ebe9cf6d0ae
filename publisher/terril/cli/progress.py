"""Progress bars for anything that may take longer than a second."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from terril.cli.terminal import _, err

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    from terril.doctor import Progress as LinkProgress
    from terril.doctor import Subject
    from terril.intake import source_reader
    from terril.release import build_progress as release
    from terril.release.build_progress import Step


def _bar() -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = err()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def show_reading_progress() -> Iterator[source_reader.ReadCallback]:
    """Show a bar for the files that are read."""
    with _bar() as bar:
        task = bar.add_task(_("Reading the files"), total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


@contextmanager
def show_release_progress() -> Iterator[release.Progress]:
    """Show a bar for each step of work on a release."""
    with _bar() as bar:
        tasks: dict[Step, TaskID] = {}

        def show(step: Step, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_(step.value), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show


@contextmanager
def show_doctor_progress() -> Iterator[Callable[[Subject], LinkProgress]]:
    """Show a bar with the subject that is being checked."""
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def show(subject: Subject) -> LinkProgress:
            bar.reset(task, description=_(subject.value), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield show
