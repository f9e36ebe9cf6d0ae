"""Random contexts define the same terms as in PyLD, or are refused as there."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st
from pyld import jsonld

from terril.intake.locations.lines import RELATIVE
from terril.intake.losses.jsonld.context_error import ContextError
from terril.intake.losses.jsonld.context_processing import INITIAL, process_context
from terril.intake.losses.jsonld.term_definitions import Contents

PROCESSOR = jsonld.JsonLdProcessor()
TERMS = st.sampled_from(
    ("a", "b", "s", "s:x", "s:y", "Kind", "@type", "@odd", "http://e.example/x")
)
WORDS = st.sampled_from(
    (
        *("a", "b", "s", "s:x", "s:", "x:y", "_:b", "http://e.example/x", "http://e.example/#"),
        *("@id", "@type", "@context", "@nest", "@odd", "word", "urn:x", "a/b"),
    )
)
CONTAINERS = st.sampled_from(
    ("@list", "@set", "@index", "@language", "@graph", "@id", "@type", "@odd", "@value")
)
FLAGS = st.booleans()
OPTIONAL: Mapping[str, st.SearchStrategy[Any]] = {
    "@id": st.one_of(WORDS, st.none()),
    "@reverse": WORDS,
    "@type": st.one_of(WORDS, st.sampled_from(("@vocab", "@json", "@none", 5))),
    "@container": st.one_of(CONTAINERS, st.lists(CONTAINERS, max_size=3, unique=True)),
    "@index": st.sampled_from(("a", "s:x", "@x", 5)),
    "@language": st.sampled_from(("fr", "FR", None, 5)),
    "@direction": st.sampled_from(("ltr", None, "up")),
    "@nest": st.sampled_from(("a", "@nest", "@id", 5)),
    "@prefix": st.one_of(FLAGS, st.just(5)),
    "@protected": FLAGS,
    "@odd": FLAGS,
}


def some(optional: Mapping[str, st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[Any]:
    """Draw an object with a few of the members, so that many are valid."""
    return st.lists(st.sampled_from(sorted(optional)), max_size=most, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: optional[key] for key in keys})
    )


def contexts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    definitions = st.one_of(
        WORDS,
        WORDS,
        st.none(),
        st.just(5),
        some(OPTIONAL, 3),
        some({**OPTIONAL, "@context": inner}, 3),
    )
    heads = some(
        {
            "@version": st.sampled_from((1.1, 1.0)),
            "@base": st.sampled_from((None, 5)),
            "@vocab": st.sampled_from(("http://v.example/", "s:", "x/", "", 5)),
            "@language": st.sampled_from(("fr", 5)),
            "@direction": st.sampled_from(("rtl", "up")),
            "@propagate": st.one_of(FLAGS, st.just(5)),
            "@protected": st.just(True),
            "@import": st.sampled_from(("x", 5)),
        },
        1,
    )
    terms = st.dictionaries(TERMS, definitions, max_size=4)
    namespaces = st.sampled_from(({}, {"s": "http://schema.org/"}))
    return st.tuples(heads, namespaces, terms).map(lambda parts: parts[0] | parts[1] | parts[2])


CONTEXTS = contexts(st.one_of(contexts(st.none()), st.none(), st.just("x"), st.just(5)))
VALID: Mapping[str, st.SearchStrategy[Any]] = {
    "@id": st.sampled_from(("s:x", "s:", "t", "http://e.example/x", "urn:x", None)),
    "@type": st.sampled_from(("@id", "@vocab", "@json", "s:x", "t")),
    "@container": st.sampled_from(("@list", "@set", "@language", ["@index", "@set"], "@graph")),
    "@context": st.sampled_from((None, {}, {"u": "s:u"})),
    "@language": st.sampled_from(("fr", None)),
    "@protected": st.booleans(),
    "@nest": st.just("@nest"),
}
VALID_CONTEXTS = st.builds(
    lambda head, terms: {**head, "s": "http://schema.org/", "t": "s:t", **terms},
    st.sampled_from(({}, {"@vocab": "http://v.example/"}, {"@protected": True})),
    st.dictionaries(
        st.sampled_from(("a", "b", "s:y", "t", "u:v")),
        st.one_of(
            VALID["@id"],
            some(VALID, 3).map(lambda one: {"@id": "s:z", **one}),
            st.sampled_from(({"@reverse": "s:x"}, {"@reverse": "t", "@container": "@set"})),
        ),
        max_size=4,
    ),
)
NAMES = {"_prefix": "prefix"}
KEPT = ("@id", "@type", "@container", "@index", "@context", "@nest", "reverse", "prefix")


def refuse_loading(url: str, _options: object) -> dict[str, Any]:
    raise jsonld.JsonLdError(url, "jsonld.LoadDocumentError", code="loading document failed")


def process_with_processor(first: object, second: object) -> tuple[object, object]:
    """Return terms and vocabulary."""
    options = {
        "base": RELATIVE,
        "processingMode": "json-ld-1.1",
        "documentLoader": refuse_loading,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            active = PROCESSOR.process_context({}, None, options)
            for local in (first, second):
                active = PROCESSOR.process_context(active, local, options)
    except jsonld.JsonLdError:
        return "refused", None
    except TypeError:
        # It adds what a term that means nothing stands for to a text.
        reject()
    mappings = {
        term: {
            key: value
            for key, value in ((NAMES.get(key, key), one) for key, one in definition.items())
            if key in KEPT
        }
        for term, definition in active["mappings"].items()
    }
    for definition in mappings.values():
        # PyLD keeps the absence of a context in another way.
        if definition.get("@context") is False:
            definition["@context"] = None
    return mappings, active.get("@vocab")


def process_here(first: object, second: object) -> tuple[object, object]:
    try:
        contents: Contents = INITIAL
        for local in (first, second):
            contents = process_context(contents, local)
    except ContextError:
        return "refused", None
    mappings = {
        term: {key: value for key, value in definition.items() if key in KEPT}
        for term, definition in contents.mappings.items()
    }
    return mappings, contents.vocabulary


@given(VALID_CONTEXTS, st.one_of(VALID_CONTEXTS, st.just({})))
def test_terms_of_sensible_contexts_are_those_of_the_processor(
    first: object, second: object
) -> None:
    assert process_here(first, second) == process_with_processor(first, second)


@given(CONTEXTS, st.one_of(CONTEXTS, st.just({})))
@example({"s": "http://schema.org/", "a": {"@id": "s:x", "@protected": True}}, {"a": "s:y"})
@example({"a": {"@id": "s:x", "@protected": True}, "s": "http://schema.org/"}, {"a": "s:x"})
@example({"a": "b", "b": "a"}, {})
@example({"a": "b:c", "b": "a:c"}, {})
def test_terms_are_those_of_the_processor(first: object, second: object) -> None:
    assert process_here(first, second) == process_with_processor(first, second)


def test_what_the_processor_cannot_do() -> None:
    """PyLD raises errors of Python for these."""
    assert process_context(INITIAL, {"@vocab": None}) == INITIAL
    assert process_context(INITIAL, {"@protected": False}) == INITIAL
    protected = process_context(INITIAL, {"a": {"@id": "urn:a", "@protected": True}})
    with pytest.raises(ContextError, match="nullification"):
        process_context(protected, None)
    assert process_context(protected, [None], scoped=True) == INITIAL
