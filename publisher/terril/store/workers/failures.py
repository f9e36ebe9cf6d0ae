"""Convert failures of a worker to the errors that clients get."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from terril.model.errors import (
    AnswerBeyondRdf,
    AnswerCut,
    AnswerTooLarge,
    AnswerTooManyRows,
    AnswerUnwritable,
    CharacterUnwritable,
    QueryFailed,
    QueryMemory,
    QuerySyntax,
    QueryTimeout,
    QueryTooIntricate,
    QueryUnsortable,
    StoreUnreachable,
    StoreWithoutRelease,
    UnknownFunction,
)
from terril.model.formats import TURTLE, Format
from terril.store.sparql import RESULTS_JSON, SyntaxReason, find_format
from terril.store.workers.messages import Cause

if TYPE_CHECKING:
    from terril.model.errors import QueryError
    from terril.store.sparql import QueryLimits
    from terril.store.workers.messages import Failure

# Messages of Rust, C++ and Python when there is no more memory.
OUT_OF_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError")
OUT_OF_STACK = "overflowed its stack"
# Message of Rust's sort when the comparison is none.
OUT_OF_ORDER = "total order"


def convert_failure(failure: Failure, media_type: str, limits: QueryLimits) -> QueryError:
    """Return the error for a failure that a worker reports.

    Args:
        failure: the report.
        media_type: of the requested answer.
        limits: what the worker was allowed.
    """
    if failure.cause == Cause.SYNTAX:
        sentence = SyntaxReason(failure.reason).sentence
        return QuerySyntax(failure.line, failure.column, sentence, failure.found)
    if failure.cause == Cause.FUNCTION:
        return UnknownFunction(failure.line, failure.column, failure.found)
    if failure.cause == Cause.ROWS:
        return AnswerTooManyRows(limits.rows)
    if failure.cause == Cause.MEMORY:
        return QueryMemory(limits.megabytes)
    return (
        _convert_unwritable(failure, media_type)
        or _convert_remote(failure, limits)
        or QueryFailed(failure.reason)
    )


def _convert_unwritable(failure: Failure, media_type: str) -> QueryError | None:
    """Return the error for an answer that cannot be written, ``None`` for all else."""
    form = find_format(media_type)
    if failure.cause == Cause.UNWRITABLE:
        return AnswerUnwritable(form.name, failure.found)
    if failure.cause == Cause.CHARACTER:
        other = TURTLE if isinstance(form, Format) else RESULTS_JSON
        return CharacterUnwritable(form.name, failure.found, other.name)
    return AnswerBeyondRdf() if failure.cause == Cause.NEW_TERM else None


def _convert_remote(failure: Failure, limits: QueryLimits) -> QueryError | None:
    """Return the error for what only a store behind an endpoint can do, ``None`` for all else."""
    if failure.cause == Cause.TIME:
        return QueryTimeout(limits.seconds)
    if failure.cause == Cause.CUT:
        return AnswerCut(int(failure.found))
    if failure.cause == Cause.LARGE:
        return AnswerTooLarge(limits.answer_megabytes)
    if failure.cause == Cause.UNREACHABLE:
        return StoreUnreachable(failure.reason)
    if failure.cause == Cause.UNLOADED:
        return StoreWithoutRelease(failure.reason)
    return None


def diagnose_exit(code: int, stderr: str, limits: QueryLimits) -> QueryError:
    """Return the error for a worker that ended while it had a query.

    Args:
        code: its exit code, negative for a signal.
        stderr: the end of what it wrote to standard error.
        limits: what it was allowed.
    """
    if any(words in stderr for words in OUT_OF_MEMORY):
        return QueryMemory(limits.megabytes)
    if OUT_OF_ORDER in stderr:
        return QueryUnsortable()
    if OUT_OF_STACK in stderr or code in (-signal.SIGSEGV, -signal.SIGBUS):
        return QueryTooIntricate()
    if code == -signal.SIGXCPU:
        return QueryTimeout(limits.seconds)
    last = stderr.strip().rpartition("\n")[2]
    return QueryFailed(f"the worker process ended with code {code}: {last}")
