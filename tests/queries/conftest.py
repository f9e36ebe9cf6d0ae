"""This repository's town as a release, and the workers that answer its stored queries.

After a change of data or of a query, the expected answers are written anew with
``python -m pytest tests/queries --write-expected``; look at the differences before you keep them.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from bench.engines import RunningEngine
from terril.model.vocabulary import PREFIXES
from terril.release import (
    Loader,
    ignore_progress,
    open_release,
    select_store,
)
from terril.store.remote import RemoteStore
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.sparql.result_formats import RESULTS_CSV
from terril.store.stored_queries.stored_query import StoredQuery, read_stored_queries
from terril.store.workers import QueryWorkers

ANSWERS = Path(__file__).parent

Rows: TypeAlias = list[list[str]]
Ask: TypeAlias = Callable[[str], Rows]


@pytest.fixture(scope="session")
def release(town: Path) -> Path:
    """The folder of a release of this repository's town."""
    return (town / "releases" / "current").resolve()


@pytest.fixture(scope="session")
def stored(release: Path) -> dict[str, StoredQuery]:
    """The stored queries that the release holds."""
    return read_stored_queries(release / "queries")


@pytest.fixture(
    scope="session",
    params=["embedded", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.soak)],
)
def ask(release: Path, request: pytest.FixtureRequest) -> Iterator[Ask]:
    """What the workers answer to a query, as the lines of a CSV file, its header first."""
    opened = open_release(release)
    replicas: tuple[RemoteStore, ...] = ()
    if request.param != "embedded":
        engine: RunningEngine = request.getfixturevalue(request.param)
        replicas = (engine.store,)
        Loader(replicas).load(opened, ignore_progress)
    store = select_store(opened, replicas)
    with QueryWorkers(store, QueryLimits(workers=1), PREFIXES, spares=0) as workers:

        def answer(text: str) -> Rows:
            with workers.execute(Query(examine(text), RESULTS_CSV.media_type)) as found:
                content = b"".join(found.chunks()).decode()
            return list(csv.reader(io.StringIO(content)))

        yield answer


@pytest.fixture
def values(name: str) -> dict[str, str]:
    """What the query of that name is asked about."""
    path = ANSWERS / name / "parameters.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {key: str(value) for key, value in found.items()}


@pytest.fixture
def asked(name: str, stored: dict[str, StoredQuery], values: dict[str, str]) -> str:
    """The query of that name with its values."""
    return stored[name].bind(values)
