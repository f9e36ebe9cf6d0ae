"""The error for a worker without an answer follows from its exit code and standard error."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from terril.model.errors import QueryFailed, QueryMemory, QueryTimeout, QueryTooIntricate
from terril.store.sparql import RESULTS_JSON, QueryLimits
from terril.store.workers import Request
from terril.store.workers.engine import describe_failure
from terril.store.workers.failures import convert_failure, diagnose_exit

if TYPE_CHECKING:
    from terril.model.errors import QueryError


@pytest.mark.parametrize(
    ("code", "stderr", "expected"),
    [
        (-signal.SIGABRT, "memory allocation of 99 bytes failed\n", QueryMemory),
        (-signal.SIGABRT, "terminate called after throwing 'std::bad_alloc'", QueryMemory),
        (1, "Traceback\nMemoryError\n", QueryMemory),
        (-signal.SIGSEGV, "", QueryTooIntricate),
        (-signal.SIGBUS, "", QueryTooIntricate),
        (-signal.SIGABRT, "thread 'main' has overflowed its stack", QueryTooIntricate),
        (-signal.SIGXCPU, "", QueryTimeout),
        (-signal.SIGKILL, "", QueryFailed),
        (1, "Traceback\nValueError: x\n", QueryFailed),
    ],
)
def test_the_error_names_the_cause_of_an_exit(
    code: int, stderr: str, expected: type[QueryError]
) -> None:
    error = diagnose_exit(code, stderr, QueryLimits(seconds=3, megabytes=100))
    assert type(error) is expected
    assert "Traceback" not in str(error)


def test_a_worker_that_reports_no_memory_is_a_memory_error() -> None:
    request = Request("ASK {}", RESULTS_JSON.media_type, {}, False, [], [], 1, 10)
    failure = describe_failure(MemoryError(), request)
    assert isinstance(convert_failure(failure, request.media_type, QueryLimits()), QueryMemory)
