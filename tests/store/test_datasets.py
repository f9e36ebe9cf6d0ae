"""Every kind of thing belongs to a dataset, and a release says what each dataset has."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from terril.intake.town_model import find_model_folder, read_town_model
from terril.model.addresses import Addresses
from terril.model.vocabulary import DCT, SKOS, TERRIL
from terril.store.datasets import Dataset, find_datasets
from terril.store.reader import StoreReader, build_memory_store

BASE = "https://data.springfield.example/"
KINDS = f"{TERRIL}kinds#"
SOURCE = NamedNode(f"{BASE}id/graph/source")


@pytest.fixture(scope="module")
def model() -> list[Quad]:
    home = find_model_folder()
    read = read_town_model(home, None, home)
    return [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(file.iri))
        for file in read.ontology
        for quad in file.quads
    ]


def datasets(model: list[Quad], *things: str, files: tuple[str, ...] = ()) -> dict[str, Dataset]:
    iris = [f"{BASE}id/{thing}" for thing in things]
    found = find_datasets(StoreReader(build_memory_store(model)), Addresses(BASE), iris, files)
    return {one.name: one for one in found}


def kinds_by_dataset(model: list[Quad], term: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in model:
        if quad.predicate.value == f"{DCT}{term}" and isinstance(quad.object, NamedNode):
            found.setdefault(str(quad.subject), set()).add(quad.object.value)
    return found


def test_every_kind_is_in_a_dataset_or_listed_for_the_whole_only(model: list[Quad]) -> None:
    about, coming = kinds_by_dataset(model, "subject"), kinds_by_dataset(model, "references")
    kinds = {
        quad.subject.value
        for quad in model
        if quad.predicate.value == f"{SKOS}inScheme"
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(KINDS)
    }
    whole = about.pop(f"<{TERRIL}datasets#town>")
    parted = set().union(*about.values(), *coming.values())
    assert len(kinds) > 20
    assert whole | parted == kinds
    assert not whole & parted


def test_no_kind_has_rows_in_two_datasets_beside_the_whole(model: list[Quad]) -> None:
    about = list(kinds_by_dataset(model, "subject").values())
    assert sum(len(kinds) for kinds in about) == len(set().union(*about))


def test_a_dataset_is_described_in_both_languages(model: list[Quad]) -> None:
    found = datasets(model, "place/park", "event/fair")
    assert found["places"].titles == {"fr": "Lieux", "en": "Places"}
    for one in found.values():
        assert set(one.titles) == set(one.descriptions) == {"fr", "en"}


def test_a_dataset_has_the_things_of_its_kinds_and_the_whole_has_all(model: list[Quad]) -> None:
    found = datasets(model, "place/park", "place/hall", "event/fair", "address/hall", "pond/one")
    assert list(found) == ["town", "events", "places", "model", "shapes"]
    assert list(found["places"].things) == [f"{BASE}id/place/hall", f"{BASE}id/place/park"]
    assert "address" in found["places"].parts
    assert len(found["town"].things) == 5
    assert set(found["town"].kinds) == {"place", "event", "address", "pond"}


def test_a_dataset_without_things_is_left_out(model: list[Quad]) -> None:
    assert list(datasets(model, "place/park")) == ["town", "places", "model", "shapes"]
    assert list(datasets(model)) == ["model", "shapes"]


def test_a_dataset_lists_its_files(model: list[Quad]) -> None:
    files = ("dumps/places.ttl", "dumps/places.en.csv", "dumps/SHA256SUMS", "store/places.sst")
    found = datasets(model, "place/park", files=files)
    table, graph = found["places"].files
    assert (table.name, table.language, table.media_type) == ("places.en.csv", "en", "text/csv")
    assert (graph.name, graph.language, graph.compressed) == ("places.ttl", "", False)
    assert found["town"].files == ()


def test_a_release_of_before_datasets_has_none() -> None:
    name = NamedNode(f"{SKOS}prefLabel")
    quad = Quad(NamedNode(f"{BASE}id/place/park"), name, Literal("Park", language="en"), SOURCE)
    assert datasets([quad], "place/park") == {}
