"""A JSON-LD document of random statements gives exactly these, and a finding for each other."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from terril.intake.reading.parser import parse_file
from terril.model.formats import JSON_LD

BASE = "https://data.town.example/id/place/"
TERMS = "http://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT = {
    "s": TERMS,
    "p": BASE,
    "name": f"{TERMS}name",
    "link": {"@id": "s:link", "@type": "@id"},
}
# Letters, marks and punctuation in texts; U+0000 and lone surrogates are faults of their own.
TEXT = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=8)
SLUG = st.text(st.sampled_from("abé-1"), min_size=1, max_size=5)
BAD_SLUG = st.sampled_from(["a b", "a<b", 'a"b', "{a}", "a|b", "a^b", "a`b", "%", "a\\b", "a\tb"])
TAG = st.sampled_from(["fr", "en-GB", "zh-Hant", "x-local"])
BAD_TAG = st.sampled_from(["français", "fr_FR", "", "language-tag-too-long", "f r", "-fr"])
GOOD = st.one_of(
    SLUG.map(lambda slug: ("iri", slug, "")),
    TEXT.map(lambda text: ("text", text, "")),
    st.tuples(st.just("tagged"), TEXT, TAG),
    st.tuples(st.just("typed"), TEXT, st.sampled_from(["date", "decimal", "string", "anyURI"])),
    st.tuples(st.just("number"), st.integers(-(10**19), 10**19).map(str), st.just("")),
)
BAD = st.one_of(
    BAD_SLUG.map(lambda slug: ("iri", slug, "")), st.tuples(st.just("tagged"), TEXT, BAD_TAG)
)
Item = tuple[str, str, str]
NODES = st.lists(
    st.tuples(
        st.one_of(SLUG, BAD_SLUG),
        st.lists(st.tuples(st.sampled_from(["name", "s:n", "link"]), st.one_of(GOOD, BAD))),
    ),
    max_size=4,
)


def write_value(item: Item, key: str) -> object:
    kind, word, extra = item
    if kind == "iri":
        return f"p:{word}" if key == "link" else {"@id": f"{BASE}{word}"}
    if kind == "number":
        return int(word)
    added = {"tagged": {"@language": extra}, "typed": {"@type": XSD + extra}}.get(kind, {})
    return {"@value": word, **added}


def build_term(item: Item) -> NamedNode | Literal | None:
    """Return the term that is meant; ``None`` if it is malformed."""
    kind, word, extra = item
    try:
        if kind == "iri":
            return NamedNode(BASE + word)
        if kind == "tagged":
            return Literal(word, language=extra.lower())
    except ValueError:
        return None
    datatype = {"typed": extra, "number": "integer"}.get(kind, "string")
    return Literal(word, datatype=NamedNode(XSD + datatype))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(NODES)
def test_a_document_gives_its_statements_or_losses(
    nodes: list[tuple[str, list[tuple[str, Item]]]],
) -> None:
    written: list[dict[str, Any]] = []
    expected: set[Triple] = set()
    faults = 0
    for slug, statements in nodes:
        node: dict[str, Any] = {"@id": f"p:{slug}"}
        subject = build_term(("iri", slug, ""))
        faults += subject is None
        for key, item in statements:
            node.setdefault(key, []).append(write_value(item, key))
            term = build_term(item)
            faults += term is None
            if isinstance(subject, NamedNode) and term is not None:
                predicate = NamedNode(f"{TERMS}{key.removeprefix('s:')}")
                expected.add(Triple(subject, predicate, term))
        written.append(node)
    text = json.dumps({"@context": CONTEXT, "@graph": written}, ensure_ascii=False)
    parsed = parse_file(PurePath("a.jsonld"), text.encode(), JSON_LD)
    assert parsed.finding is None
    assert {quad.triple for quad in parsed.quads} == expected
    assert len(parsed.losses) == faults
