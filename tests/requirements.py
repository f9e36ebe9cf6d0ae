"""Things that a machine may lack: they skip the tests that need them, unless declared present.

A skip names what is lacking before a colon. A run that declares requirements in the environment,
``TERRIL_TESTS_REQUIRE="chromium,shared"``, fails where one of them skips a test.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.paths import SHARED

VARIABLE = "TERRIL_TESTS_REQUIRE"
REQUIREMENTS = frozenset(
    (
        "axe",
        "chromium",
        "comunica",
        "curl",
        "editor",
        "harvesters",
        "i386",
        "ldes",
        "libreoffice",
        "lighthouse",
        "nginx",
        "openssl",
        "oxigraph",
        "postgresql",
        "seccomp",
        "shared",
        "virtuoso",
        "vnu",
        "x86-64",
    )
)


def lack(requirement: str, sentence: str) -> NoReturn:
    """Skip a test for want of a requirement; the sentence says how to get it."""
    pytest.skip(f"{requirement}: {sentence}")


def shared(name: str) -> Path:
    """Return a file or folder of ``shared/`` beside the repository; skip the test without it."""
    path = SHARED / name
    if not path.exists():
        lack("shared", f"this test needs shared/{name} beside the repository")
    return path


def declared() -> frozenset[str]:
    """Return the requirements that the environment declares to be present.

    Raises:
        pytest.UsageError: one of them is unknown.
    """
    found = frozenset(filter(None, map(str.strip, os.environ.get(VARIABLE, "").split(","))))
    if unknown := found - REQUIREMENTS:
        raise pytest.UsageError(f"{VARIABLE} names what no test needs: {', '.join(unknown)}")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure if it lacks a declared requirement, or names none."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        requirement = reason.partition(":")[0]
        if requirement not in REQUIREMENTS:
            fault = f"this skip names no requirement of tests/requirements.py: {reason}"
        elif requirement in declared():
            fault = f"{VARIABLE} declares {requirement}, which this test lacks: {reason}"
        else:
            return report
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {fault}"
    return report
