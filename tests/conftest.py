"""Fixtures of all tests, and the option that writes expected answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from bench.engines import (
    RunningEngine,
    find_oxigraph,
    find_virtuoso,
    running_oxigraph,
    running_virtuoso,
)
from bench.servers import Server, copy_town, start, terril
from tests.build_once import build_once
from tests.requirements import lack
from tests.requirements import pytest_runtest_makereport as pytest_runtest_makereport

LIMITS = "\n[limits]\nquery_seconds = 2\nquery_megabytes = 512\n"

# The machine may have other things to do: no test is about how long it takes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's town, published; all processes of a run read the same folder."""
    return build_once(tmp_path_factory, "loos", publish_town)


def publish_town(folder: Path) -> None:
    copy_town(folder)
    with (folder / "town.toml").open("a", encoding="utf-8") as file:
        file.write(LIMITS)
    done = terril("publish", town=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def server(town: Path) -> Iterator[Server]:
    """The real server on a loopback port."""
    started = start(town)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A server of Oxigraph with nothing in it yet."""
    if find_oxigraph() is None:
        lack("oxigraph", "this machine has no Oxigraph server: pip install oxigraph")
    with running_oxigraph(tmp_path_factory.mktemp("oxigraph")) as engine:
        yield engine


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[RunningEngine]]:
    """Two servers of Oxigraph with nothing in them, in the folders ``one`` and ``two``."""
    if find_oxigraph() is None:
        lack("oxigraph", "this machine has no Oxigraph server: pip install oxigraph")
    with ExitStack() as stack:
        folders = [tmp_path / "one", tmp_path / "two"]
        for folder in folders:
            folder.mkdir()
        yield [stack.enter_context(running_oxigraph(folder)) for folder in folders]


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A Virtuoso with nothing in it yet."""
    if find_virtuoso() is None:
        lack("virtuoso", "this machine has no Virtuoso: apt-get install virtuoso-opensource-7-bin")
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> RunningEngine:
    """Each of the engines that are run."""
    found: RunningEngine = request.getfixturevalue(request.param)
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Leave no large suite out where expected answers are written."""
    if config.getoption("--write-expected"):
        config.option.markexpr = ""


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
