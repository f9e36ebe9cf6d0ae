"""Values that ``terril new`` refuses with a sentence, without writing anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from terril.cli.new_town.scaffold import write_new_town
from terril.model.errors import (
    BadBase,
    BadLanguage,
    BadName,
    FolderInUse,
    FolderUnwritable,
)
from terril.town.config_file import read_config

BASE = "https://data.springfield.example/"


def test_a_missing_slash_at_the_end_of_the_base_is_added(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Springfield", BASE.rstrip("/"), ["en"])
    assert read_config(tmp_path / "town").base == BASE


@pytest.mark.parametrize(
    "base",
    [
        "",
        "data.town.example",
        "/data/",
        "ftp://data.town.example/",
        "https://",
        "https:///x/",
        "https://data.town.example/?a=b",
        "https://data.town.example/#a",
        "https://data town.example/",
        "https://data.town.example/<x>/",
        'https://data.town.example/"',
        "https://data.town.example/\n",
        "https://[::1/",
        "urn:town",
    ],
)
def test_a_base_that_is_not_an_address_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(BadBase):
        write_new_town(tmp_path / "town", "Springfield", base, ["en"])
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("tag", ["", "français", "f", "fr_FR", "FR", "fr-", "fr\n", "fr-x", "a b"])
def test_a_tag_that_names_no_language_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(BadLanguage):
        write_new_town(tmp_path / "town", "Springfield", BASE, ["en", tag])


def test_a_town_without_a_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLanguage):
        write_new_town(tmp_path / "town", "Springfield", BASE, [])


def test_a_language_that_was_named_twice_is_taken_once(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Springfield", BASE, ["en", "fr", "en"])
    assert read_config(tmp_path / "town").languages == ("en", "fr")


@pytest.mark.parametrize("name", ["", " \n\t", "\x00\x1b"])
def test_a_town_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadName):
        write_new_town(tmp_path / "town", name, BASE, ["en"])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FolderInUse):
        write_new_town(tmp_path, "Springfield", BASE, ["en"])
    with pytest.raises(FolderInUse):
        write_new_town(tmp_path / "letter.txt", "Springfield", BASE, ["en"])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_new_town(tmp_path, "Springfield", BASE, ["en"])


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderUnwritable, match="Not a directory") as caught:
        write_new_town(tmp_path / "file" / "town", "Springfield", BASE, ["en"])
    assert "Indiquez un autre dossier" in caught.value.message("fr")
