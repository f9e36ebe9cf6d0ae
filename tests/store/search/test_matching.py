"""How alike names are, and when nobody need choose."""

from __future__ import annotations

import pytest

from publisher.store.search.matching import certain, liken, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École Émile-Basly", "ecole emile basly"),
        ("Base 11/19", "base 11-19"),
    ],
)
def test_case_accents_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert similarity(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rue de la Gare", "Rues Gare"),
        ("École Ste-Barbe", "Sainte-Barbe, école"),
    ],
)
def test_order_and_small_words_count_little(one: str, other: str) -> None:
    assert 95 < similarity(one, other) < 100


def test_a_part_of_a_name_is_less_than_the_name() -> None:
    assert similarity("pépinière", "pépinière d’entreprises") < 90
    assert similarity("Arras", "Lens") < 40


def test_a_text_of_small_words_alone_is_still_compared() -> None:
    assert similarity("Le", "Les") < 100
    assert similarity("de la", "de la") == 100


def test_two_of_the_same_name_leave_it_to_people() -> None:
    likenesses = [liken(iri, "Gare", ["gare"], [], None) for iri in ("a:1", "a:2")]
    assert certain(likenesses) is None
    assert certain(likenesses[:1]) == "a:1"
    assert certain([]) is None


def test_another_number_is_another_thing() -> None:
    likeness = liken("a:1", "Square du 11 novembre 1918", ["Square du 11 novembre 1919"], [], None)
    assert likeness.score > 90
    assert certain([likeness]) is None


def test_a_property_decides_between_two_of_the_same_name() -> None:
    right = liken("a:1", "Gare", ["gare"], [], 1.0)
    wrong = liken("a:2", "Gare", ["gare"], [], 0.0)
    assert (right.score, wrong.score) == (100, 70)
    assert certain([right, wrong]) == "a:1"


def test_a_thing_without_names_is_not_like_anything() -> None:
    assert liken("a:1", "Gare", [], [], None).score == 0
