"""Language, consoles and exit codes of the command line.

Exit codes are decided here alone: 0 success, 1 the data breaks a shape, 2 the command cannot run,
130, 143 or 129 a signal has ended it.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import click

from terril.model.languages import SOURCE_LANGUAGE, choose_interface_language, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from terril.model.errors import StoreError

DONE, DATA_BREAKS_A_SHAPE, CANNOT_RUN = 0, 1, 2
LANGUAGE_VARIABLES = ("TERRIL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


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
    return _open_console(stderr=False)


def get_error_console() -> Console:
    """Return the console for errors: standard error, so that results can be piped."""
    return _open_console(stderr=True)


def _open_console(*, stderr: bool) -> Console:
    # Rich takes longer to import than most commands run.
    from rich.console import Console

    class PatientConsole(Console):
        """A console that goes on without a reader, where rich ends the command with code 1."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            flush_output()

    return PatientConsole(stderr=stderr, highlight=False)


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
        flush_output()
        sys.exit(DONE)


def print_text(text: str) -> None:
    """Print a result as it is; a reader that has closed the output, such as « head », is fine."""
    try:
        click.echo(text.rstrip("\n"))
    except BrokenPipeError:
        flush_output()


def flush_output() -> None:
    """Write what waits in the buffers; for a reader that has gone, send it and the rest nowhere.

    Else Python would report what it cannot write when it ends, and change the exit code.
    """
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def warn_of_skipped_replicas(skipped: Sequence[StoreError]) -> None:
    """Print why replicas of the remote store were left out of a loading."""
    for error in skipped:
        sentence = error.describe_skipped(get_language())
        get_error_console().print(sentence, style="yellow", markup=False, soft_wrap=True)


def print_interruption() -> None:
    """Print that a signal has ended the command."""
    sentence = _("Interrupted before its end; it is safe to run the command again.")
    get_error_console().print(sentence, style="bold red", markup=False, soft_wrap=True)
