"""A release has a record of the literals as written; one that was built before has none."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.errors import DamagedRelease
from terril.model.vocabulary import XSD
from terril.release import Content, Release, Releases, open_release, verify
from terril.store.reader import StoreReader
from tests.release.made_up import SOURCE, content_of, made_of, place

SIZE = NamedNode("http://schema.org/size")


def build_sizes(*texts: str) -> Content:
    subject = NamedNode(place("hall"))
    sizes = [Literal(text, datatype=NamedNode(f"{XSD}integer")) for text in texts]
    quads = [Quad(subject, SIZE, size, SOURCE) for size in sizes]
    return made_of(quads, {})


def read_sizes(release: Release) -> set[str]:
    reader = StoreReader(release.store_folder, release.open_literals())
    return {value.value for value in reader.values(place("hall"), SIZE.value)}


def test_the_record_is_part_of_the_release(releases: Releases) -> None:
    release = releases.publish(build_sizes("7", "007", "0008")).release
    assert "literals.sqlite" in release.manifest.files
    verify(release)
    assert read_sizes(release) == {"7", "007", "0008"}


def test_another_spelling_is_another_release(releases: Releases) -> None:
    assert build_sizes("7").identity != build_sizes("07").identity
    for texts in (("7",), ("07",), ("7",)):
        assert read_sizes(releases.publish(build_sizes(*texts)).release) == set(texts)


def test_a_release_that_lost_its_record_is_damaged(releases: Releases) -> None:
    release = releases.publish(build_sizes("007")).release
    (release.folder / "literals.sqlite").unlink()
    with pytest.raises(DamagedRelease, match=r"literals\.sqlite"):
        release.open_literals()


def test_a_release_from_before_the_record_opens_with_the_literals_of_its_store(
    releases: Releases,
) -> None:
    release = releases.publish(build_sizes("7", "007")).release
    manifest = release.folder / "manifest.json"
    content = json.loads(manifest.read_bytes())
    del content["files"]["literals.sqlite"]
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    (release.folder / "literals.sqlite").unlink()

    older = open_release(release.folder)
    verify(older)
    assert older.open_literals() is None
    assert read_sizes(older) == {"7"}


def test_a_release_without_numbers_has_an_empty_record(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release
    verify(release)
    assert release.open_literals() is not None
