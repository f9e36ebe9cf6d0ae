"""Pages of the changes are the same in whatever order, and by however many, they are read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from terril.release import Releases
from terril.release.changes.history import Change, History
from terril.web.changes.event_stream import READERS, MemberPages
from tests.release.made_up import content_of

THINGS = 25
SIZE = 4


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory) -> Change:
    releases = Releases(tmp_path_factory.mktemp("town") / "releases")
    releases.publish(content_of(*(f"place-{number:02}" for number in range(THINGS))))
    (found,) = History(releases).list_changes()
    return found


@pytest.fixture
def expected(change: Change) -> list[str]:
    return [one.subject for one in change.read_differences()]


def read(pages: MemberPages, change: Change, number: int) -> list[str]:
    return [one.subject for one in pages.read(change, number)]


def test_pages_in_order_are_complete(change: Change, expected: list[str]) -> None:
    pages = MemberPages(SIZE)
    numbers = range(1, -(-len(expected) // SIZE) + 1)
    assert [one for number in numbers for one in read(pages, change, number)] == expected
    assert read(pages, change, len(expected)) == []


def test_a_page_is_the_same_out_of_order_and_again(change: Change, expected: list[str]) -> None:
    pages = MemberPages(SIZE)
    for number in (3, 1, 2, 2, 3, 1, 4):
        assert read(pages, change, number) == expected[(number - 1) * SIZE : number * SIZE]


def test_many_readers_at_once_get_their_own_pages(change: Change, expected: list[str]) -> None:
    pages = MemberPages(SIZE)
    last = len(expected) // SIZE

    def whole(_: int) -> list[str]:
        return [one for number in range(1, last + 2) for one in read(pages, change, number)]

    with ThreadPoolExecutor(READERS * 2) as pool:
        assert all(found == expected for found in pool.map(whole, range(READERS * 4)))


def test_readers_that_stop_on_the_way_keep_few_files_open(change: Change) -> None:
    pages = MemberPages(1)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for number in range(1, READERS * 3):
        read(pages, change, number * 2)
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + READERS
