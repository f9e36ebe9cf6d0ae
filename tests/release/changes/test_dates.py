"""Files are dated by the kept releases."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from terril.release import Release, Releases
from terril.release.changes.dates import find_first_and_last_change
from terril.release.content import write_no_dumps
from tests.release.made_up import BASE, content_of, made_of, read_quads

FILE = "dumps/town.nt"


def dates(releases: Releases, current: Release) -> list[str]:
    """The releases that the two dates are of."""
    return [one.id for one in find_first_and_last_change(releases.list_all(), current, [FILE])]


def test_a_file_is_dated_by_the_first_release_in_which_it_was_as_now(releases: Releases) -> None:
    first = releases.publish(content_of("park")).release
    assert dates(releases, first) == [first.id, first.id]

    second = releases.publish(content_of("park", "station")).release
    assert dates(releases, second) == [first.id, second.id]

    content = content_of("park", "station")
    same = replace(content, files={"town.toml": b"another"})
    third = releases.publish(same).release
    assert third.id != second.id
    assert dates(releases, third) == [first.id, second.id]


def test_later_releases_do_not_count(releases: Releases) -> None:
    first = releases.publish(content_of("park")).release
    releases.publish(content_of("station"))
    assert dates(releases, first) == [first.id, first.id]


def test_a_file_that_was_away_is_new_when_it_is_back(releases: Releases) -> None:
    content = content_of("park")
    first = releases.publish(content).release
    without = replace(content, files={"town.toml": b"away"}, write_dumps=write_no_dumps)
    assert FILE not in releases.publish(without).release.manifest.files
    again = replace(content, files={"town.toml": b"another"})
    third = releases.publish(again).release
    assert dates(releases, third) == [first.id, third.id]


def test_of_several_files_the_one_that_changed_last_counts(releases: Releases) -> None:
    content = content_of("park")
    first = releases.publish(content).release
    graph = NamedNode(f"{BASE}id/graph/editorial")
    quads = read_quads(content.spool)
    moved = [Quad(one.subject, one.predicate, one.object, graph) for one in quads]
    second = releases.publish(made_of(moved)).release

    def since(*paths: str) -> str:
        return find_first_and_last_change(releases.list_all(), second, paths)[1].id

    assert since("dumps/town.nt") == first.id
    assert since("dumps/town.nq") == second.id
    assert since("dumps/town.nt", "dumps/town.nq") == second.id
