"""Going back: a publish puts a release on top of the history, a rollback takes it off."""

from __future__ import annotations

import shutil

import pytest

from terril.model.errors import (
    DamagedRelease,
    NoEarlierRelease,
    NoRelease,
    UnknownRelease,
)
from terril.release import Releases, find_tombstones
from terril.release.journal import Journal
from tests.release.made_up import content_of, place


def play(releases: Releases, moves: str) -> str:
    """The current release's name after moves.

    A letter publishes the release of that name, ``<`` goes back, ``@A`` goes to A.
    """
    ids = {name: content_of(name).identity for name in "ABCD"}
    for move in moves.split():
        if move == "<":
            releases.rollback()
        elif move.startswith("@"):
            releases.rollback(ids[move[1]])
        else:
            releases.publish(content_of(move))
    return next(name for name, release in ids.items() if release == releases.get_current_id())


@pytest.mark.parametrize(
    ("moves", "current"),
    [
        ("A B <", "A"),
        ("A B C < <", "A"),
        ("A B < C <", "A"),
        ("A B < B <", "A"),
        ("A B A <", "B"),
        ("A B A < <", "A"),
        ("A B C @A", "A"),
        ("A B C @A D <", "A"),
        ("A B C @A @C <", "A"),
        ("A B C @B <", "A"),
        ("A B B <", "A"),
        ("A B @B <", "A"),
    ],
)
def test_going_back_undoes(releases: Releases, moves: str, current: str) -> None:
    assert play(releases, moves) == current


@pytest.mark.parametrize("moves", ["A", "A B <", "A A", "A B C @A", "A B A < <"])
def test_before_the_first_release_there_is_nothing_to_go_back_to(
    releases: Releases, moves: str
) -> None:
    current = play(releases, moves)
    with pytest.raises(NoEarlierRelease):
        releases.rollback()
    assert releases.get_current_id() == content_of(current).identity


def test_without_a_release_there_is_nothing_to_go_back_from(releases: Releases) -> None:
    with pytest.raises(NoRelease):
        releases.rollback()


def test_only_kept_releases_can_be_gone_back_to(releases: Releases) -> None:
    play(releases, "A B")
    with pytest.raises(UnknownRelease):
        releases.rollback("0123456789ab")


def test_a_release_that_was_deleted_is_passed_over(releases: Releases) -> None:
    play(releases, "A B C")
    shutil.rmtree(releases.folder / content_of("B").identity)
    assert play(releases, "<") == "A"


def test_a_damaged_release_is_not_gone_back_to(releases: Releases) -> None:
    play(releases, "A B")
    releases.get(content_of("A").identity).get_dump("town.nq").unlink()
    with pytest.raises(DamagedRelease):
        releases.rollback()
    assert releases.get_current_id() == content_of("B").identity


def test_a_damaged_current_release_can_be_gone_back_from(releases: Releases) -> None:
    play(releases, "A B")
    (releases.get_current().folder / "manifest.json").unlink()
    assert play(releases, "<") == "A"


def test_a_switch_that_was_written_down_but_never_made_does_not_count(releases: Releases) -> None:
    play(releases, "A B")
    journal = Journal(releases.folder / "journal.jsonl")
    journal.append("0123456789ab", "publish", content_of("B").identity)
    assert play(releases, "<") == "A"
    journal.append(content_of("B").identity, "publish", content_of("A").identity)
    assert play(releases, "C D < <") == "A"


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_a_line_that_was_cut_off_does_not_spoil_the_next(releases: Releases, cut: int) -> None:
    play(releases, "A B")
    path = releases.folder / "journal.jsonl"
    lines = path.read_bytes()
    path.write_bytes(lines + lines[:cut])
    assert play(releases, "C < <") == "A"


def test_without_its_journal_a_town_has_no_earlier_release(releases: Releases) -> None:
    play(releases, "A B")
    (releases.folder / "journal.jsonl").unlink()
    with pytest.raises(NoEarlierRelease):
        releases.rollback()
    assert play(releases, "@A") == "A"


def test_the_journal_records_time_releases_and_reason(releases: Releases) -> None:
    play(releases, "A B <")
    entries = Journal(releases.folder / "journal.jsonl").read_all()
    first, second = content_of("A").identity, content_of("B").identity
    assert [(one.before, one.release, one.why) for one in entries] == [
        (None, first, "publish"),
        (first, second, "publish"),
        (second, first, "rollback"),
    ]
    assert [one.when for one in entries] == sorted(one.when for one in entries)


def test_things_that_disappeared_are_known_with_the_last_release_that_had_them(
    releases: Releases,
) -> None:
    releases.publish(content_of("park", "mill", "well"))
    second = releases.publish(content_of("park", "mill")).release
    current = releases.publish(content_of("park", "station")).release
    first = releases.list_all()[-1]

    gone = find_tombstones(releases, current)
    found = {one: gone.find_last(place(one)) for one in ("well", "mill", "park", "station", "x")}
    assert found == {"well": first.id, "mill": second.id, "park": "", "station": "", "x": ""}
    assert gone.find_last("urn:x") == ""


def test_nothing_is_gone_after_the_first_release(releases: Releases) -> None:
    gone = find_tombstones(releases, releases.publish(content_of("park")).release)
    assert gone.find_last(place("park")) == gone.find_last(place("mill")) == ""


def test_what_a_rotten_old_release_had_is_not_known(releases: Releases) -> None:
    old = releases.publish(content_of("mill")).release
    current = releases.publish(content_of("park")).release
    (old.folder / "things.sqlite").unlink()
    assert find_tombstones(releases, current).find_last(place("mill")) == ""
