"""The facts, and the town as it is published, asked in one process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import QuerySolutions, Store

from terril.model.vocabulary import PREFIXES
from terril.release.release import Release
from terril.release.releases import Releases
from terril.store.stored_queries.stored_query import StoredQuery, read_stored_queries
from terril.town.town import open_town
from terril.town.town_files import TownFiles
from tests.coverage.facts import Fact, Part, read_parts

ROOT = Path(__file__).parent.parent.parent

Rows: TypeAlias = tuple[frozenset[str], ...]
Ask: TypeAlias = Callable[[str], Rows]


@pytest.fixture(scope="session")
def files() -> TownFiles:
    return open_town(ROOT).read()


@pytest.fixture(scope="session")
def release(town: Path) -> Release:
    return Releases(town / "releases").get_current()


@pytest.fixture(scope="session")
def stored(release: Release) -> dict[str, StoredQuery]:
    return read_stored_queries(release.queries_folder)


@pytest.fixture(scope="session")
def things(files: TownFiles) -> str:
    """What the address of every thing begins with."""
    return f"{files.config.base}id/"


@pytest.fixture(scope="session")
def kinds(files: TownFiles, things: str) -> dict[str, str]:
    """A prefix for each kind of thing, as the data files have them."""
    subjects = {str(getattr(quad.subject, "value", "")) for quad in files.sources.quads()}
    found = {iri.removeprefix(things).partition("/")[0] for iri in subjects}
    return {kind: f"{things}{kind}/" for kind in found}


@pytest.fixture(scope="session")
def ask(release: Release, things: str, kinds: dict[str, str]) -> Ask:
    """The rows of an answer as sets of texts, in which things are ``kind/slug``."""
    store = Store.read_only(str(release.store_folder))
    prefixes = {**PREFIXES, **kinds}

    @cache
    def rows(text: str) -> Rows:
        found = store.query(text, prefixes=prefixes)
        assert isinstance(found, QuerySolutions)
        return tuple(
            frozenset(str(getattr(term, "value", "")).removeprefix(things) for term in solution)
            for solution in found
        )

    return rows


@pytest.fixture(scope="session")
def parts() -> tuple[Part, ...]:
    return read_parts()


@pytest.fixture(scope="session")
def facts(parts: tuple[Part, ...]) -> tuple[Fact, ...]:
    return tuple(fact for part in parts for fact in part.fact)
