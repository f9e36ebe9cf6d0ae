"""Language tags match the languages that are wanted as RFC 4647 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from terril.model.languages import (
    choose_interface_language,
    choose_text,
    gettext,
    matches_language,
    select_tags,
)
from terril.model.triples import texts

TAGS = st.sampled_from(
    [
        "fr",
        "FR",
        "fr-FR",
        "fr-fr",
        "fr-BE",
        "fro",
        "en",
        "en-GB",
        "de-Latn-DE-1996",
        "zh-Hans",
        "de",
    ]
)


def ask(expression: str) -> bool:
    solutions = Store().query(f"SELECT ?v {{ BIND({expression} AS ?v) }}")
    assert isinstance(solutions, QuerySolutions)
    return str(next(solutions)["v"].value) == "true"


@given(TAGS, st.one_of(TAGS, st.just("*")))
def test_a_tag_matches_as_sparql_says(tag: str, language: str) -> None:
    assert matches_language(tag, language) == ask(f'LANGMATCHES("{tag}", "{language}")')


@pytest.mark.parametrize("language", ["fr", "*", ""])
def test_a_text_without_a_language_is_of_none(language: str) -> None:
    assert not matches_language("", language)


@given(st.lists(TAGS, unique=True), st.lists(TAGS, max_size=3))
def test_the_tags_of_the_first_language_that_has_any_are_selected(
    tags: list[str], languages: list[str]
) -> None:
    found = select_tags(tags, languages)
    assert set(found) <= set(tags)
    if not found:
        primary = {tag.partition("-")[0].lower() for tag in tags}
        assert primary.isdisjoint(tag.partition("-")[0].lower() for tag in languages)
        return
    same = [one for one in languages if one.partition("-")[0].lower() == found[0][:2].lower()]
    assert same or found[0].lower().startswith("fro")
    exact = [tag for tag in tags if tag.lower() == languages[0].lower()]
    if exact:
        assert found[0] in exact


@pytest.mark.parametrize(
    ("tags", "languages", "selected"),
    [
        (["en-GB", "fr-FR", "fr"], ["fr"], ("fr", "fr-FR")),
        (["en", "fr"], ["fr-BE", "en"], ("fr",)),
        (["en", "fr-FR"], ["fr-BE", "en"], ("fr-FR",)),
        (["zh", "zh-Hant"], ["zh-Hans-x-town"], ("zh", "zh-Hant")),
        (["fro", "en"], ["fr"], ()),
        ([], ["fr"], ()),
    ],
)
def test_a_language_is_looked_for_and_then_shortened(
    tags: list[str], languages: list[str], selected: tuple[str, ...]
) -> None:
    assert select_tags(tags, languages) == selected


def test_texts_are_chosen_in_the_reader_s_language() -> None:
    given_texts = {"de": "Schule", "en-gb": "school", "fr-fr": "école"}
    assert choose_text(given_texts, ("fr", "en")) == ("école", "fr-fr")
    assert choose_text(given_texts, ("en-US",)) == ("school", "en-gb")
    ordered = texts({"en": "school", "fr": "école"}, first=("fr-BE",))
    assert [one.language for one in ordered] == ["fr", "en"]


@pytest.mark.parametrize(
    ("tag", "language"), [("fr-BE", "fr"), ("FR", "fr"), ("de", ""), ("", "")]
)
def test_the_interface_has_a_language_for_a_tag(tag: str, language: str) -> None:
    assert choose_interface_language(tag) == language
    assert gettext("kind of thing", tag) == gettext("kind of thing", language or "en")
