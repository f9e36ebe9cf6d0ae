"""How the command speaks: the reader's language, colours, and exit codes.

The one place that decides about exit codes: 0 done, 1 the data breaks a shape, 2 it cannot run.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from rich.console import Console

from terril.model.errors import NotConforming, TerrilError
from terril.model.languages import SOURCE_LANGUAGE, available, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE, DATA_BREAKS_A_SHAPE, CANNOT_RUN = 0, 1, 2
LANGUAGE_VARIABLES = ("TERRIL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@cache
def language() -> str:
    """The language of the person at the terminal, as the environment tells it."""
    for variable in LANGUAGE_VARIABLES:
        tag = os.environ.get(variable, "").partition(".")[0].partition("_")[0].lower()
        if tag in available():
            return tag
        if tag:
            break
    return SOURCE_LANGUAGE


def _(sentence: str, /, **fields: object) -> str:
    """The sentence in the language of the person at the terminal."""
    return gettext(sentence, language(), **fields)


def out() -> Console:
    """Where answers go."""
    return Console(highlight=False)


def err() -> Console:
    """Where progress and errors go, so that answers can be piped."""
    return Console(stderr=True, highlight=False)


@contextmanager
def report_errors() -> Iterator[None]:
    """Errors that a person can act on end the command with their sentence and their code."""
    try:
        yield
    except TerrilError as error:
        err().print(error.message(language()), style="bold red", markup=False, soft_wrap=True)
        sys.exit(DATA_BREAKS_A_SHAPE if isinstance(error, NotConforming) else CANNOT_RUN)
    except BrokenPipeError:
        # The reader, such as « head », has had enough; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
