"""The real town behind a front that can spoil its responses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.servers import Server
from tests.doctor.front import Front, pass_through, run_front
from tests.doctor.planting import keep_one_dataset


@pytest.fixture(scope="session")
def front(server: Server) -> Iterator[Front]:
    """The front of the real server, with one of its datasets; each test sets its fault."""
    with run_front(Front(server.url, before=keep_one_dataset)) as started:
        yield started


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    """Let every test begin with a front that spoils nothing."""
    front.spoil = pass_through
