"""The index of things has them by kind, by name and by facet, a page at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from terril.model.languages import choose_text
from terril.model.vocabulary import DCT, ORG, RDFS, SKOS, shorten_unnamed
from terril.store.search import (
    ThingEntry,
    ThingIndex,
    ThingList,
    fold,
    make_entry,
    write_thing_index,
)

BASE = "https://data.springfield.example/id/"
SLUGS = st.text("abz-09é", min_size=1, max_size=4)
LABELS = st.dictionaries(
    st.sampled_from(["fr", "en", "fr-BE", "de", ""]), st.text("aéBÉz ", max_size=3)
)


@st.composite
def entries(draw: st.DrawFn) -> list[ThingEntry]:
    names = draw(st.sets(st.tuples(st.sampled_from(["place", "place-kind", "theme"]), SLUGS)))
    return [ThingEntry(f"{BASE}{kind}/{slug}", kind, draw(LABELS)) for kind, slug in names]


@settings(max_examples=40)
@given(written=entries(), languages=st.permutations(["fr", "de"]))
def test_things_are_in_the_order_of_iris_and_of_their_names(
    written: list[ThingEntry], languages: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("index") / "things.sqlite"
    write_thing_index(path, written, languages)
    index = ThingIndex(path)
    assert set(index.kinds) == {entry.kind for entry in written}
    for kind, things in index.kinds.items():
        entries = {entry.iri: entry for entry in written if entry.kind == kind}
        assert list(things) == sorted(entries)
        assert [things[n] for n in range(len(things))] == sorted(entries)
        assert things[1:3] == sorted(entries)[1:3]
        assert things[::-2] == sorted(entries)[::-2]
        assert all(iri in things for iri in entries)
        assert f"{BASE}{kind}/" not in things
        assert f"{BASE}{kind}/zzzzz" not in things
        for language in ("fr", "en"):

            def key(iri: str, entries: dict[str, ThingEntry], language: str) -> tuple[str, str]:
                found = choose_text(entries[iri].labels, (language, *languages))
                return fold(found[0] if found else shorten_unnamed(iri)), iri

            expected = sorted(entries, key=lambda one: key(one, entries, language))
            assert ThingList(index, kind).read_page(0, 99, language) == expected
            assert ThingList(index, kind).read_page(1, 2, language) == expected[1:3]
            back = ThingList(index, kind).read_page(1, 2, language, reverse=True)
            assert back == expected[::-1][1:3]


def test_a_value_is_found_by_the_last_part_of_its_iri_or_by_all_of_it(tmp_path: Path) -> None:
    theme = f"{BASE}theme/water"
    entry = ThingEntry(f"{BASE}place/a", "place", {}, {"theme": [theme]})
    write_thing_index(tmp_path / "index", [entry], ("en",))
    index = ThingIndex(tmp_path / "index")
    assert index.find_value("place", "theme", "water") == theme
    assert index.find_value("place", "theme", theme) == theme
    assert index.find_value("place", "theme", "air") is None
    assert index.find_value("place", "type", "water") is None
    assert index.find_value("theme", "theme", "water") is None


def test_an_entry_has_the_labels_of_the_best_property_and_its_values_by_facet() -> None:
    form, kind = f"{BASE}form/x", f"{BASE}kind/y"
    values = [
        (f"{RDFS}label", Literal("other", language="de")),
        (f"{SKOS}prefLabel", Literal("b", language="en")),
        (f"{SKOS}prefLabel", Literal("a", language="en")),
        (f"{SKOS}prefLabel", NamedNode(f"{BASE}x/y")),
        (f"{ORG}classification", NamedNode(form)),
        (f"{DCT}type", NamedNode(kind)),
        (f"{DCT}type", Literal("text")),
    ]
    pairs = [(NamedNode(prop), value) for prop, value in values]
    entry = make_entry(f"{BASE}a/b", "a", pairs, {form})
    assert entry.labels == {"en": "a"}
    assert {key: list(found) for key, found in entry.facets.items()} == {
        "form": [form],
        "type": [kind],
    }


def test_equal_things_make_equal_files(tmp_path: Path) -> None:
    entries = [
        ThingEntry(
            f"{BASE}place/{n}", "place", {"fr": f"P {n % 7}"}, {"type": [f"{BASE}t/{n % 3}"]}
        )
        for n in range(2500)
    ]
    for name in ("one", "other"):
        write_thing_index(tmp_path / name, entries, ("fr",))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert list(ThingIndex(tmp_path / "one").kinds["place"]) == sorted(one.iri for one in entries)


def test_a_folder_that_is_missing_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="index"):
        write_thing_index(tmp_path / "missing" / "index", [], ("fr",))
