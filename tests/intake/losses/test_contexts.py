"""Contexts of JSON-LD mean what a processor of JSON-LD says."""

from __future__ import annotations

import copy
import warnings
from typing import Any

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from pyld import jsonld

from terril.intake.locations.lines import RELATIVE
from terril.intake.losses.jsonld.context_processing import TermContext, process_context
from terril.intake.losses.jsonld.definition_members import ContextError

TERMS = ["a", "b", "ex", "ex:a", "b:c", "http://x.example/y", "@type", "@id", "@foo", "", "a/b"]
WORDS = [
    *TERMS,
    "http://x.example/",
    "http://x.example/y#",
    "_:b",
    "urn:x:",
    "@vocab",
    "@json",
    "x y",
]
CONTAINERS = ["@set", "@list", "@index", "@language", "@type", "@id", "@graph", "@none"]
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "@id": st.sampled_from([*WORDS, None, 1]),
    "@reverse": st.sampled_from(WORDS),
    "@type": st.sampled_from([*WORDS, "@none", None]),
    "@container": st.one_of(
        st.sampled_from([*CONTAINERS, None]), st.lists(st.sampled_from(CONTAINERS), max_size=3)
    ),
    "@language": st.sampled_from(["fr", "EN", None, 1]),
    "@direction": st.sampled_from(["ltr", "up", None]),
    "@index": st.sampled_from(["a", "@type", 1]),
    "@nest": st.sampled_from(["a", "@nest", "@id", 1]),
    "@prefix": st.sampled_from([True, False, "no"]),
    "@protected": st.booleans(),
    "@other": st.none(),
}
# A definition has one or two members that most are about.
DEFINITIONS = st.one_of(
    st.sampled_from([*WORDS, None, 1]),
    st.lists(st.sampled_from(sorted(MEMBERS)), unique=True, max_size=3).flatmap(
        lambda keys: st.fixed_dictionaries({key: MEMBERS[key] for key in keys})
    ),
)
SETTINGS = {
    "@vocab": st.sampled_from(["http://v.example/", "", "a", "ex:z", "#", "_:v", 1]),
    "@base": st.sampled_from(["http://b.example/c/", "d/", "", None]),
    "@language": st.sampled_from(["fr", "EN", 1]),
    "@direction": st.sampled_from(["rtl", "up"]),
    "@propagate": st.sampled_from([True, "no"]),
    "@version": st.sampled_from([1.1, 1.0]),
    "@import": st.sampled_from(["http://x.example/", 1]),
    "@protected": st.just(True),
}
PLAIN = st.builds(
    lambda settings, terms: {**settings, **terms},
    st.one_of(st.just({}), st.fixed_dictionaries({}, optional=SETTINGS)),
    st.dictionaries(st.sampled_from(TERMS[:6]) | st.sampled_from(TERMS), DEFINITIONS, max_size=4),
)
SCOPED = st.builds(
    lambda outer, inner, key: {**outer, key: {"@id": "http://s.example/", "@context": inner}},
    PLAIN,
    st.one_of(PLAIN, st.just("http://x.example/"), st.none()),
    st.sampled_from(["a", "s"]),
)
GOOD = {"ex": "http://ex.example/", "a": "ex:a", "b": {"@id": "ex:b", "@type": "@id"}}
CONTEXTS = st.lists(
    st.one_of(PLAIN, SCOPED, st.just(GOOD), st.sampled_from(["http://x.example/", 1, False])),
    min_size=1,
    max_size=3,
)


def refuse(url: str, _: object) -> dict[str, Any]:
    raise jsonld.JsonLdError(url, "jsonld.LoadDocumentError", code="loading document failed")


OPTIONS = {"base": RELATIVE, "processingMode": "json-ld-1.1", "documentLoader": refuse}


def process_by_judge(contexts: list[Any]) -> tuple[Any, Any] | str:
    processor = jsonld.JsonLdProcessor()
    active = processor.process_context({}, None, OPTIONS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for one in copy.deepcopy(contexts):
                active = processor.process_context(active, one, OPTIONS)
        except jsonld.JsonLdError as error:
            # An error of its own, in a context of a term, is none of the context.
            assume(error.__cause__ is None or isinstance(error.__cause__, jsonld.JsonLdError))
            return str(error.code)
        except (AttributeError, KeyError, TypeError, ValueError):
            reject()
    mappings = {
        term: {key: value for key, value in mapping.items() if key != "_term_has_colon"}
        for term, mapping in active["mappings"].items()
    }
    return mappings, active.get("@vocab")


def process(contexts: list[Any]) -> tuple[Any, Any] | str:
    active = TermContext()
    try:
        for one in contexts:
            active = process_context(active, one)
    except ContextError as error:
        return str(error)
    return dict(active.mappings), active.vocabulary


@settings(max_examples=150)
@given(CONTEXTS)
def test_contexts_are_processed_as_by_pyld(contexts: list[Any]) -> None:
    ours, theirs = process(contexts), process_by_judge(contexts)
    assert isinstance(ours, str) == isinstance(theirs, str), (ours, theirs)
    if not isinstance(theirs, str):
        assert ours == theirs


@pytest.mark.parametrize(
    "contexts",
    [
        [{"@protected": True, "a": "http://x.example/a"}, {"a": "http://x.example/b"}],
        [{"a": {"@id": "http://x.example/a", "@protected": True}}, False],
        [{"a": "b:x", "b": "a:x"}],
        [{"a": {"@id": "http://x.example/a", "@context": {"b": 1}}}],
    ],
)
def test_a_context_that_contradicts_itself_is_refused(contexts: list[Any]) -> None:
    assert isinstance(process(contexts), str)
    assert process(contexts) == process_by_judge(contexts)
