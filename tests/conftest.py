"""What all tests share: skips that count, and the option that writes expected answers.

What a machine lacks skips its tests; where everything is installed, a skip is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, though CI=true says that nothing is lacking"
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-expected",
        action="store_true",
        help="write the expected answers of tests/queries and docs/coverage.md anew",
    )


@pytest.fixture(scope="session")
def writing(request: pytest.FixtureRequest) -> bool:
    """Whether what is expected is to be written."""
    return bool(request.config.getoption("--write-expected"))
