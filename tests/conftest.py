"""What all tests share: skips that count, and the option that writes expected answers.

What a machine lacks skips its tests; where everything is installed, a skip is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

from tests.engines import (
    RunningEngine,
    find_oxigraph,
    find_virtuoso,
    running_oxigraph,
    running_virtuoso,
)

# The machine may have other things to do: no test is about how long it takes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, though CI=true says that nothing is lacking"
    return report


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A server of Oxigraph with nothing in it yet."""
    if find_oxigraph() is None:
        pytest.skip("This machine has no Oxigraph server: pip install oxigraph")
    with running_oxigraph(tmp_path_factory.mktemp("oxigraph")) as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A Virtuoso with nothing in it yet."""
    if find_virtuoso() is None:
        pytest.skip("This machine has no Virtuoso: apt-get install virtuoso-opensource-7-bin")
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> RunningEngine:
    """Each of the engines that are run."""
    found: RunningEngine = request.getfixturevalue(request.param)
    return found


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
