"""Publishing builds, switches, reports and refuses."""

from __future__ import annotations

import json
import stat
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from terril.model.errors import (
    NoRelease,
    ReleasesUnwritable,
    UnknownRelease,
)
from terril.model.languages import gettext
from terril.release import Releases, Step, verify
from tests.release.made_up import (
    BASE,
    BUILD_STEPS,
    SOURCE,
    content_of,
    made_of,
    many,
    place,
    read_quads,
)

if TYPE_CHECKING:
    from pathlib import Path

SIZE = NamedNode("http://schema.org/floorSize")
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def test_before_the_first_release_there_is_none(releases: Releases) -> None:
    assert releases.list_all() == []
    assert releases.get_current_id() is None
    with pytest.raises(NoRelease):
        releases.get_current()


def test_what_is_published_is_current_and_whole(releases: Releases) -> None:
    content = content_of("park", "station")

    published = releases.publish(content)

    assert (published.built, published.switched) == (True, True)
    assert releases.get_current() == published.release == releases.get(content.identity)
    assert published.release.id == content.identity
    verify(published.release)


def test_a_release_holds_store_dumps_files_things_and_a_manifest(releases: Releases) -> None:
    content = content_of("park", "station")

    release = releases.publish(content).release

    quads = read_quads(content.spool)
    union = {Quad(*quad.triple) for quad in quads}
    assert set(Store.read_only(str(release.store_folder))) == {*quads, *union}
    assert len(release.get_dump("town.nq").read_text().splitlines()) == 2
    assert (release.folder / "town.toml").read_bytes() == b"made up"
    assert (release.model_folder / "ontology" / "town.ttl").read_bytes() == b"# made up"
    assert release.read_things() == (place("park"), place("station"))
    assert not release.queries_folder.exists()


def test_the_manifest_counts_and_lists_every_file(releases: Releases) -> None:
    release = releases.publish(content_of("park", "station")).release
    manifest = release.manifest

    written = {
        path.relative_to(release.folder).as_posix()
        for path in release.folder.rglob("*")
        if path.is_file()
    }
    assert written == {*manifest.files, "manifest.json"}
    assert (manifest.triples, manifest.things) == (2, 2)
    assert manifest.graphs == {f"{BASE}id/graph/source": 2}
    assert manifest.base == BASE
    assert abs(datetime.now(UTC) - release.created).total_seconds() < 60
    assert json.loads((release.folder / "manifest.json").read_bytes())["id"] == release.id


def test_the_manifest_counts_as_queries_do(releases: Releases) -> None:
    spelt = [
        Quad(NamedNode(place("park")), SIZE, Literal(word, datatype=INTEGER), SOURCE)
        for word in ("7", "007", "8")
    ]
    content = made_of(spelt)

    manifest = releases.publish(content).release.manifest

    assert manifest.triples == 2
    assert manifest.graphs == {SOURCE.value: 2}


def test_publishing_the_same_again_does_nothing_and_reports_it(releases: Releases) -> None:
    first = releases.publish(content_of("park")).release

    again = releases.publish(content_of("park"))

    assert (again.built, again.switched) == (False, False)
    assert again.release.created == first.created


def test_publishing_an_earlier_state_switches_without_building(releases: Releases) -> None:
    first = releases.publish(content_of("park")).release
    releases.publish(content_of("park", "station"))

    again = releases.publish(content_of("park"))

    assert (again.built, again.switched) == (False, True)
    assert releases.get_current() == first


def test_progress_is_reported_for_every_step_from_nothing_to_all(releases: Releases) -> None:
    heard: dict[Step, list[tuple[int, int]]] = {}

    def hear(step: Step, done: int, total: int) -> None:
        heard.setdefault(step, []).append((done, total))

    verify(releases.publish(many("place", 6000), hear).release, hear)

    assert list(heard) == [*BUILD_STEPS, Step.VERIFY]
    for reports in heard.values():
        assert reports == sorted(reports)
        assert reports[0][0] == 0
        assert reports[-1][0] == reports[-1][1]


def test_releases_are_listed_with_the_last_built_first(releases: Releases) -> None:
    built = [releases.publish(content_of(slug)).release for slug in "abc"]
    releases.rollback()
    assert releases.list_all() == built[::-1]


@pytest.mark.parametrize("name", ["000000000000", "..", "current", "", "../releases", "ABC"])
def test_only_ids_of_kept_releases_are_known(releases: Releases, name: str) -> None:
    releases.publish(content_of("park"))
    with pytest.raises(UnknownRelease):
        releases.get(name)


def test_files_of_a_release_cannot_be_written_to_by_accident(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release
    files = [path for path in release.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_store_opens_from_a_folder_that_nobody_may_write_to(releases: Releases) -> None:
    store = releases.publish(content_of("park")).release.store_folder
    before = sorted(path.name for path in store.iterdir())
    store.chmod(0o555)

    opened = [Store.read_only(str(store)) for _ in range(2)]

    assert [len(one) for one in opened] == [2, 2]
    assert sorted(path.name for path in store.iterdir()) == before
    verify(releases.get_current())


def test_a_folder_that_cannot_be_made_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReleasesUnwritable, match="Not a directory"):
        Releases(tmp_path / "file" / "releases").publish(content_of("park"))


def test_a_file_in_place_of_the_folder_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "releases").write_text("in the way")
    with pytest.raises(ReleasesUnwritable, match="File exists") as raised:
        Releases(tmp_path / "releases").publish(content_of("park"))
    assert "est toujours servi" in raised.value.message("fr")


@pytest.mark.parametrize("room", [20_000, 70_000, 150_000, 300_000])
def test_a_disk_without_room_leaves_the_served_release_alone(
    releases: Releases, command: list[str], room: int
) -> None:
    served = releases.publish(content_of("park")).release

    arguments = [*command, str(releases.folder), "b", "3000", "room", str(room)]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=False)

    assert ended.returncode == 1, ended.stderr
    assert ended.stderr.startswith("ReleasesUnwritable: Nothing was changed")
    assert releases.get_current() == served
    verify(served)
    assert {path.name for path in releases.folder.iterdir()} == {
        ".lock",
        "current",
        "journal.jsonl",
        served.id,
    }
    assert releases.publish(many("b", 3000)).built


def test_every_step_has_a_french_name() -> None:
    assert all(gettext(step.value, "fr") != step.value for step in Step)


def test_a_publish_that_is_broken_off_leaves_nothing_behind(releases: Releases) -> None:
    served = releases.publish(content_of("park")).release

    def stop(step: Step, done: int, total: int) -> None:
        if (step, done) == (Step.FREEZE, total):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        releases.publish(content_of("station"), stop)

    assert releases.get_current() == served
    assert not list(releases.folder.glob(".building-*"))
