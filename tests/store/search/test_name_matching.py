"""Likeness of names, and matches among which nobody need choose."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import SKOS
from terril.store.search import SearchIndex
from terril.store.search.name_matching import choose_certain, compare_names, match_name
from tests.store.search.made_up import write_index


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École Émile-Basly", "ecole emile basly"),
        ("Base 11/19", "base 11-19"),
    ],
)
def test_case_accents_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert compare_names(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rue de la Gare", "Rues Gare"),
        ("École Ste-Barbe", "Sainte-Barbe, école"),
    ],
)
def test_order_and_small_words_count_little(one: str, other: str) -> None:
    assert 95 < compare_names(one, other) < 100


def test_a_part_of_a_name_is_less_than_the_name() -> None:
    assert compare_names("pépinière", "pépinière d’entreprises") < 90
    assert compare_names("Arras", "Lens") < 40


def test_a_text_of_small_words_alone_is_still_compared() -> None:
    assert compare_names("Le", "Les") < 100
    assert compare_names("de la", "de la") == 100


def test_two_of_the_same_name_leave_it_to_people() -> None:
    likenesses = [match_name(iri, "Gare", ["gare"], [], None) for iri in ("a:1", "a:2")]
    assert choose_certain(likenesses) is None
    assert choose_certain(likenesses[:1]) == "a:1"
    assert choose_certain([]) is None


def test_another_number_is_another_thing() -> None:
    likeness = match_name(
        "a:1", "Square du 11 novembre 1918", ["Square du 11 novembre 1919"], [], None
    )
    assert likeness.score > 90
    assert choose_certain([likeness]) is None


def test_a_property_decides_between_two_of_the_same_name() -> None:
    right = match_name("a:1", "Gare", ["gare"], [], 1.0)
    wrong = match_name("a:2", "Gare", ["gare"], [], 0.0)
    assert (right.score, wrong.score) == (100, 70)
    assert choose_certain([right, wrong]) == "a:1"


def test_a_thing_without_names_is_not_like_anything() -> None:
    assert match_name("a:1", "Gare", [], [], None).score == 0


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    names = {
        "a:1": ("place", "Centre de la mine"),
        "a:2": ("place", "Centre"),
        "a:3": ("organization", "Centre de la mine et du terril"),
        "a:4": ("place", "Gare"),
    }
    label = NamedNode(f"{SKOS}prefLabel")
    graph = NamedNode("a:graph")
    quads = [Quad(NamedNode(iri), label, Literal(name), graph) for iri, (_, name) in names.items()]
    path = tmp_path_factory.mktemp("index") / "search.sqlite"
    write_index(path, quads, {iri: kind for iri, (kind, _) in names.items()})
    return SearchIndex(path)


def test_what_has_some_of_the_words_is_near_too(index: SearchIndex) -> None:
    found = index.find_nearest("Centre de la mine", ["place", "organization"], 10)
    assert [one.iri for one in found] == ["a:1", "a:3", "a:2"]


def test_only_the_kinds_that_are_wanted_are_near(index: SearchIndex) -> None:
    assert [one.iri for one in index.find_nearest("centr de mine", ["place"], 10)] == [
        "a:1",
        "a:2",
    ]
    assert [one.iri for one in index.find_nearest("Centre de la mine", ["organization"], 1)] == [
        "a:3"
    ]


def test_nothing_is_near_to_no_words(index: SearchIndex) -> None:
    assert index.find_nearest("…", ["place"], 10) == ()
