"""Search finds things whatever their accents, case or slips, the best first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import DCT, SCHEMA, SKOS
from terril.store.search import SearchIndex
from terril.store.search.index import Matching
from terril.store.search.normalization import fold, split_words
from tests.store.search.made_up import write_index

BASE = "https://data.town.example/id/"
GRAPH = NamedNode(f"{BASE}graph/source")
THINGS = {
    "place/pithead": {
        f"{SKOS}prefLabel": "Carreau de fosse",
        f"{SCHEMA}description": "Spectacles",
    },
    "place/heaps": {f"{SKOS}prefLabel": "terrils", f"{SKOS}altLabel": "crassiers"},
    "event/barbara": {f"{SKOS}prefLabel": "Festival de la Sainte-Barbe"},
    "organization/incubator": {
        f"{SKOS}prefLabel": "Pépinière d’éco-entreprises",
        f"{DCT}identifier": "216205286",
        f"{SCHEMA}description": "Près des terrils, au cœur de la ville",
    },
    "theme/energy": {f"{SKOS}prefLabel": "Energie", f"{SKOS}hiddenLabel": "Énergie"},
    "address/nameless": {f"{SCHEMA}text": "terrils terrils terrils"},
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("search") / "search.sqlite"
    quads = [
        Quad(NamedNode(f"{BASE}{name}"), NamedNode(predicate), Literal(text, language="fr"), GRAPH)
        for name, texts in THINGS.items()
        for predicate, text in texts.items()
    ]
    kinds = {f"{BASE}{name}": name.partition("/")[0] for name in THINGS}
    write_index(path, quads, kinds)
    return SearchIndex(path)


def names(index: SearchIndex, text: str, kinds: Sequence[str] = ()) -> list[str]:
    return [hit.iri.removeprefix(BASE) for hit in index.search(text, kinds).hits]


@pytest.mark.parametrize("text", ["sainte barbe", "SAINTE-BARBE", "barbe sainte", "sainte bar"])
def test_accents_case_hyphens_order_and_unfinished_words_do_not_matter(
    index: SearchIndex, text: str
) -> None:
    assert names(index, text) == ["event/barbara"]
    assert index.search(text).matching is Matching.ALL


def test_a_plural_finds_the_singular_and_the_other_way_round(index: SearchIndex) -> None:
    assert "place/heaps" in names(index, "terril")
    assert names(index, "festivals") == ["event/barbara"]


def test_a_name_comes_before_a_sentence(index: SearchIndex) -> None:
    assert names(index, "terrils") == ["place/heaps", "organization/incubator"]


def test_a_typing_error_is_forgiven_and_reported(index: SearchIndex) -> None:
    found = index.search("pepinere")
    assert [hit.iri for hit in found.hits] == [f"{BASE}organization/incubator"]
    assert found.matching is Matching.SIMILAR
    assert found.spellings == {"pepinere": ["pepiniere"]}


def test_a_short_word_is_taken_as_it_is_written(index: SearchIndex) -> None:
    assert index.search("vil").matching is Matching.ALL
    assert index.search("xil").matching is Matching.NONE


def test_words_that_no_thing_has_together_find_things_with_some(index: SearchIndex) -> None:
    found = index.search("barbe crassiers")
    assert found.matching is Matching.SOME
    assert {hit.kind for hit in found.hits} == {"event", "place"}


def test_other_names_hidden_names_and_numbers_are_found(index: SearchIndex) -> None:
    assert names(index, "crassier") == ["place/heaps"]
    assert names(index, "énergie") == ["theme/energy"]
    assert names(index, "216205286") == ["organization/incubator"]


def test_ligatures_are_written_out(index: SearchIndex) -> None:
    assert names(index, "coeur") == names(index, "cœur") == ["organization/incubator"]


def test_kinds_are_counted_whichever_was_requested(index: SearchIndex) -> None:
    found = index.search("terrils", ["place"])
    assert found.kinds == {"organization": 1, "place": 1}
    assert found.total == len(found.hits) == 1


def test_pages_follow_each_other_without_gap(index: SearchIndex) -> None:
    whole = names(index, "terrils")
    pages = [index.search("terrils", limit=1, offset=n).hits[0].iri for n in range(len(whole))]
    assert [iri.removeprefix(BASE) for iri in pages] == whole


def test_nothing_is_found_for_nothing(index: SearchIndex) -> None:
    for text in ("", "  ", "’-…", "zzzzzz"):
        found = index.search(text)
        assert (found.hits, found.total, found.matching) == ((), 0, Matching.NONE)
        assert index.suggest(text) == ()


def test_suggestions_begin_as_typed_before_they_contain_it(index: SearchIndex) -> None:
    assert [name for name, _ in index.suggest("festival de la s")] == [
        "Festival de la Sainte-Barbe"
    ]
    assert [name for name, _ in index.suggest("e")] == [
        "Energie",
        "Énergie",
        "Pépinière d’éco-entreprises",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_is_only_words(index: SearchIndex, text: str) -> None:
    found = index.search(text)
    assert found.total >= len(found.hits)
    index.suggest(text)


def test_a_sign_that_holds_capitals_is_found_in_small_letters() -> None:
    assert fold("℠ ＬＯＯＳ 𝐄") == "sm loos e"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert split_words(" ".join(split_words(text))) == split_words(text)
