"""Changes of each switch are recorded and outlive their releases."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import asdict
from pyoxigraph import NamedNode, Quad

from terril.model.errors import AmbiguousRelease, DamagedRelease, UnknownRelease
from terril.release import Content, Releases
from terril.release.changes.comparison import STATEMENTS, ChangeKind, Difference, compare
from terril.release.changes.history import FOLDER, Change, History
from terril.release.release import MANIFEST, FileEntry
from tests.release.made_up import BASE, content_of, made_of, named, place

OTHER = NamedNode(f"{BASE}id/graph/editorial")


def with_quads(content: Content, *quads: Quad) -> Content:
    return replace(made_of(quads, content.files), software="made up")


def read_kinds(change: Change) -> dict[str, str]:
    """Return the kind of change of each place, by its slug."""
    return {one.subject.rpartition("/")[2]: str(one.kind) for one in change.read_differences()}


def names(changes: Sequence[Change]) -> list[str]:
    return [change.name for change in changes]


def publish(releases: Releases, *slugs: str) -> str:
    return releases.publish(content_of(*slugs)).release.id


def test_the_first_release_adds_everything(releases: Releases) -> None:
    first = publish(releases, "mill", "school")
    (change,) = History(releases).list_changes()
    assert (change.name, change.before, change.reason) == (first, None, "publish")
    assert read_kinds(change) == {"mill": "added", "school": "added"}
    assert (change.counts.added, change.counts.statements_added) == (2, 2)


def test_a_release_is_compared_with_the_one_before(releases: Releases) -> None:
    publish(releases, "mill", "school")
    publish(releases, "mill", "town-hall")
    change = History(releases).list_changes()[-1]
    assert read_kinds(change) == {"school": "removed", "town-hall": "added"}
    assert (change.counts.statements_added, change.counts.statements_removed) == (1, 1)


def test_other_words_about_a_thing_are_a_change(releases: Releases) -> None:
    before = content_of("mill", "school")
    first = releases.publish(before).release
    quads = (named("mill", "The old mill"), named("school", "Place “school”"))
    second = releases.publish(with_quads(before, *quads)).release
    (one,) = compare(first, second)
    assert (one.subject, one.kind) == (place("mill"), ChangeKind.CHANGED)
    assert [str(t.object) for t in one.added] == ['"The old mill"@en']
    assert [str(t.object) for t in one.removed] == ['"Place “mill”"@en']
    assert one.names == {"en": "The old mill"}


def test_the_same_words_from_another_graph_are_no_change_of_the_thing(releases: Releases) -> None:
    before = content_of("mill")
    releases.publish(before)
    releases.publish(with_quads(before, named("mill", "Place “mill”", OTHER)))
    change = History(releases).list_changes()[-1]
    assert read_kinds(change) == {"mill": "moved"}
    assert change.counts.things == change.counts.statements_added == 0


def test_going_back_is_a_change_of_its_own(releases: Releases) -> None:
    first = publish(releases, "mill")
    second = publish(releases, "school")
    releases.rollback()
    releases.rollback(second)
    found = History(releases).list_changes()
    assert names(found) == [first, second, f"{first}-2", f"{second}-2"]
    assert [change.reason for change in found] == ["publish", "publish", "rollback", "rollback"]
    assert read_kinds(found[2]) == {"mill": "added", "school": "removed"}


def test_the_history_grows_with_each_switch(releases: Releases) -> None:
    publish(releases, "mill")
    history = History(releases)
    assert len(history.list_changes()) == 1
    assert history.list_changes() is history.list_changes()
    publish(releases, "school")
    assert len(history.list_changes()) == 2


def test_recorded_changes_outlive_their_releases(releases: Releases) -> None:
    ids = [publish(releases, "mill"), publish(releases, "school"), publish(releases, "pond")]
    before = [read_kinds(change) for change in History(releases).list_changes()]
    for release in ids[:2]:
        shutil.rmtree(releases.folder / release)
    assert [read_kinds(change) for change in History(releases).list_changes()] == before


def test_a_release_deleted_before_it_was_compared_is_left_out(releases: Releases) -> None:
    ids = [publish(releases, "mill"), publish(releases, "school"), publish(releases, "pond")]
    shutil.rmtree(releases.folder / ids[1])
    found = History(releases).list_changes()
    assert names(found) == [ids[0], ids[2]]
    assert read_kinds(found[1]) == {"mill": "removed", "pond": "added"}
    assert found[1].before == ids[0]


def test_a_damaged_release_is_left_out(releases: Releases) -> None:
    ids = [publish(releases, "mill"), publish(releases, "school"), publish(releases, "pond")]
    path = releases.folder / ids[1] / STATEMENTS
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8").replace("school", "schuul"), encoding="utf-8")
    assert names(History(releases).list_changes()) == [ids[0], ids[2]]


def test_the_history_restarts_if_no_earlier_release_can_be_compared(releases: Releases) -> None:
    ids = [publish(releases, "mill"), publish(releases, "school")]
    History(releases).list_changes()
    ids.append(publish(releases, "pond"))
    for release in ids[:2]:
        shutil.rmtree(releases.folder / release)
    (only,) = History(releases).list_changes()
    assert (only.name, only.before) == (ids[2], None)
    assert read_kinds(only) == {"pond": "added"}


def test_a_broken_file_of_changes_is_written_again(releases: Releases) -> None:
    publish(releases, "mill")
    (change,) = History(releases).list_changes()
    whole = change.path.read_bytes()
    for broken in (b"", whole[:20], whole[:-1], gzip.compress(b"{}\n")):
        change.path.write_bytes(broken)
        assert read_kinds(History(releases).list_changes()[0]) == {"mill": "added"}
        assert change.path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(releases: Releases) -> None:
    publish(releases, "mill")
    (releases.folder / FOLDER).write_text("in the way", encoding="utf-8")
    history = History(releases)
    assert read_kinds(history.list_changes()[0]) == {"mill": "added"}
    assert releases.folder not in history.list_changes()[0].path.parents


def test_nothing_half_written_stays(releases: Releases) -> None:
    publish(releases, "mill")
    History(releases).list_changes()
    assert [path.suffix for path in (releases.folder / FOLDER).iterdir()] == [".gz"]


def test_a_clock_that_was_put_back_puts_no_change_back(releases: Releases) -> None:
    publish(releases, "mill")
    publish(releases, "school")
    journal = releases.folder / "journal.jsonl"
    rows = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    rows[1]["when"] = "2001-01-01T00:00:00Z"
    journal.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    first, second = History(releases).list_changes()
    assert second.when - first.when == timedelta(microseconds=1)


def test_a_dump_in_another_order_is_not_compared(releases: Releases) -> None:
    release = releases.publish(content_of("mill", "school")).release
    path = release.folder / STATEMENTS
    path.chmod(0o644)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(reversed(lines)), encoding="utf-8")
    manifest = release.folder / MANIFEST
    manifest.chmod(0o644)
    content = json.loads(manifest.read_bytes())
    content["files"][STATEMENTS] = asdict(FileEntry.of(path))
    manifest.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(DamagedRelease):
        list(compare(None, releases.get_current()))


def test_a_thing_without_a_label_has_no_name() -> None:
    line = f"+<{place('mill')}> <http://schema.org/url> <https://mill.example/> <{OTHER.value}> ."
    assert Difference(place("mill"), (line,)).names == {}


def test_a_town_that_published_nothing_has_no_changes(tmp_path: Path) -> None:
    assert not History(Releases(tmp_path / "releases")).list_changes()


def test_a_release_is_found_by_a_prefix_of_its_id(releases: Releases) -> None:
    ids = [publish(releases, slug) for slug in ("mill", "school")]
    assert [releases.find(one[:6]).id for one in ids] == ids
    for wrong in ("", "zz", "../.."):
        with pytest.raises(UnknownRelease):
            releases.find(wrong)


def test_an_ambiguous_prefix_is_refused(releases: Releases) -> None:
    one = publish(releases, "mill")
    twin = f"{one[:5]}{'0' if one[5] != '0' else '1'}{one[6:]}"
    shutil.copytree(releases.folder / one, releases.folder / twin)
    with pytest.raises(AmbiguousRelease) as caught:
        releases.find(one[:5])
    assert one in str(caught.value)
    assert twin in str(caught.value)
