"""Language, consoles, progress bars and exit codes of the command line.

Exit codes are decided here alone: 0 success, 1 the data breaks a shape, 2 the command cannot run.
"""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING

import click

from terril.model.languages import SOURCE_LANGUAGE, choose_interface_language, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Progress, TaskID

    from terril.doctor import Progress as LinkProgress
    from terril.doctor import Subject
    from terril.intake import source_reader
    from terril.release import build_progress as release
    from terril.release.build_progress import Step

DONE, DATA_BREAKS_A_SHAPE, CANNOT_RUN = 0, 1, 2
LANGUAGE_VARIABLES = ("TERRIL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
MOMENT = 0.5
"""Seconds of work without a bar, which takes time to import itself."""


@cache
def get_language() -> str:
    """Return the language of the interface that the environment asks for."""
    for variable in LANGUAGE_VARIABLES:
        # POSIX writes fr_BE.UTF-8@euro for the tag fr-BE.
        value = re.split("[.@]", os.environ.get(variable, ""))[0]
        if value:
            return choose_interface_language(value.replace("_", "-")) or SOURCE_LANGUAGE
    return SOURCE_LANGUAGE


def _(sentence: str, /, **fields: object) -> str:
    """Translate a sentence to the language of the environment."""
    return gettext(sentence, get_language(), **fields)


def get_console() -> Console:
    """Return the console for results: standard output."""
    # Rich takes longer to import than most commands run.
    from rich.console import Console

    return Console(highlight=False)


def get_error_console() -> Console:
    """Return the console for progress and errors: standard error, so that results can be piped."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_in_green(line: str) -> None:
    """Print a line that says that all is well, without importing rich."""
    # https://no-color.org
    click.secho(line, fg=None if os.environ.get("NO_COLOR") else "green")


@contextmanager
def report_errors(language: str) -> Iterator[None]:
    """Print the sentence of a ``TerrilError`` in a language and exit with its code.

    Raises:
        SystemExit: after such an error, or when the reader of the output has closed it.
    """
    from terril.model.errors import NotConforming, TerrilError

    try:
        yield
    except TerrilError as error:
        get_error_console().print(
            error.message(language), style="bold red", markup=False, soft_wrap=True
        )
        sys.exit(DATA_BREAKS_A_SHAPE if isinstance(error, NotConforming) else CANNOT_RUN)
    except BrokenPipeError:
        # The reader, such as « head », has had enough; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


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
    console = get_error_console()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def show_reading_progress() -> Iterator[source_reader.ReadCallback]:
    """Show a bar for the files that are read, if that takes longer than a moment."""
    started = time.monotonic()
    with ExitStack() as stack:
        shown: list[tuple[Progress, TaskID]] = []

        def show(done: int, total: int) -> None:
            if not shown and sys.stderr.isatty() and time.monotonic() - started > MOMENT:
                bar = stack.enter_context(_bar())
                shown.append((bar, bar.add_task(_("Reading the files"), total=total)))
            for bar, task in shown:
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
