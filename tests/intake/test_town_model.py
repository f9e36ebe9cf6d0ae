"""The model is in the package or beside it; a town and its country add to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terril.intake.town_model import find_model_folder, read_town_model
from terril.model.errors import ModelError

SHAPE = '@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] a sh:NodeShape ; sh:name "x" .\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with a small model."""
    home = tmp_path / "repository"
    write(home / "ontology/town.ttl", "<x:a> <x:b> <x:c> .")
    write(home / "ontology/context.jsonld", '{"@context": {}}')
    write(home / "shapes/place.ttl", SHAPE)
    write(home / "shapes/fr/commune.ttl", SHAPE)
    write(home / "shapes/be/gemeente.ttl", SHAPE)
    write(home / "queries/places.rq", "SELECT * {}")
    write(home / "queries/themes.rq", "SELECT * {}")
    return home


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_model_of_an_installed_package_comes_first(tmp_path: Path) -> None:
    package = tmp_path / "publisher" / "terril"
    package.mkdir(parents=True)
    assert find_model_folder(package) == tmp_path
    (package / "intake" / "model").mkdir(parents=True)
    assert find_model_folder(package) == package / "intake" / "model"


def test_ontology_files_have_their_address(home: Path) -> None:
    model = read_town_model(home, None, home)
    (file,) = model.ontology
    assert (file.name, file.stem, file.iri) == ("town.ttl", "town", "https://w3id.org/terril/town")
    assert file.content == b"<x:a> <x:b> <x:c> ."
    assert len(list(model.ontology_quads())) == 1
    assert json.loads(model.context) == {"@context": {}}


@pytest.mark.parametrize(
    ("country", "names"),
    [(None, ["place.ttl"]), ("fr", ["place.ttl", "fr/commune.ttl"]), ("de", ["place.ttl"])],
)
def test_only_the_shapes_of_the_towns_country_are_added(
    home: Path, country: str | None, names: list[str]
) -> None:
    model = read_town_model(home, country, home)
    assert [file.name for file in model.shapes] == names
    assert len({quad.subject for quad in model.shapes_quads()}) == len(names)


def test_a_town_adds_its_own_shapes_and_replaces_questions_by_name(
    home: Path, tmp_path: Path
) -> None:
    town = tmp_path / "town"
    write(town / "shapes/own.ttl", SHAPE)
    write(town / "queries/themes.rq", "ASK {}")
    model = read_town_model(town, None, home)
    assert [file.path for file in model.shapes] == [
        home / "shapes/place.ttl",
        town / "shapes/own.ttl",
    ]
    assert [(query.name, query.text) for query in model.queries] == [
        ("places", "SELECT * {}"),
        ("themes", "ASK {}"),
    ]


def test_a_broken_file_of_the_model_is_reported_with_its_line(home: Path) -> None:
    write(home / "shapes/place.ttl", SHAPE + "<x:a> sh:nope")
    with pytest.raises(ModelError) as caught:
        read_town_model(home, None, home)
    assert (caught.value.path, caught.value.line) == (home / "shapes/place.ttl", 3)
    assert "ends in the middle" in str(caught.value)


def test_a_model_without_its_context_is_reported(home: Path) -> None:
    (home / "ontology/context.jsonld").unlink()
    with pytest.raises(ModelError, match=r"context\.jsonld"):
        read_town_model(home, None, home)


def test_the_real_model_can_be_read() -> None:
    model = read_town_model(Path(__file__).parents[2], "fr")
    assert model.ontology
    assert model.shapes
    assert json.loads(model.context)
