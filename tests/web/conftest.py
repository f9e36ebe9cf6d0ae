"""Clients of this repository's own town: over a socket, and of the application alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import Server
from terril.web.app import create_app
from tests.sampling import EXTENTS, part_of


@pytest.fixture(scope="session")
def live_site(server: Server) -> Iterator[httpx.Client]:
    """A client of the real server."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def inner_site(town: Path) -> Iterator[httpx.Client]:
    """A client of the application alone, in this process."""
    app = create_app(town)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    app.extensions["terril"].close()


@pytest.fixture(scope="session", params=["live_site", "inner_site"])
def site(request: pytest.FixtureRequest) -> httpx.Client:
    """The rules hold on a socket, and without one."""
    client: httpx.Client = request.getfixturevalue(request.param)
    return client


@pytest.fixture(params=EXTENTS)
def some_things(things: list[str], request: pytest.FixtureRequest) -> list[str]:
    """Some things of each kind; the others under the marker ``soak``."""
    found = part_of(things, 2, request.param, lambda iri: iri.rpartition("/")[0])
    assert found
    return found


@pytest.fixture(scope="session")
def things(town: Path) -> list[str]:
    """Every IRI of the release that names a thing."""
    text = (town / "releases" / "current" / "things.txt").read_text(encoding="utf-8")
    found = text.split()
    assert found
    return found
