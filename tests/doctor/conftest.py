"""The real town behind a front that can spoil its answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.servers import Server
from tests.doctor.front import Front, running
from tests.doctor.planting import one_dataset


@pytest.fixture(scope="session")
def front(server: Server) -> Iterator[Front]:
    """The front of the real server, with one of its datasets; each test says how it spoils."""
    with running(Front(server.url, before=one_dataset)) as started:
        yield started
