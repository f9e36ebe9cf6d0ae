"""Each word of a random JSON-LD document arrives in a statement, or a loss is found there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePath
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from terril.intake.losses.jsonld.json_text import (
    JsonArray,
    JsonObject,
    JsonText,
    JsonValue,
    parse_json,
)
from terril.intake.losses.loss import FREE, INDEX, KEYWORD, LEFT_OUT, UNMAPPED, Loss
from terril.intake.reading.parser import parse_file
from terril.model.formats import JSON_LD

CONTEXT = {
    "s": "http://schema.org/",
    "p": "https://data.town.example/id/place/",
    "name": "s:name",
    "link": {"@id": "s:link", "@type": "@id"},
    "kind": {"@id": "s:kind", "@type": "@vocab"},
    "listed": {"@id": "s:listed", "@container": "@list"},
    "named": {"@id": "s:named", "@container": "@language"},
    "sorted": {"@id": "s:sorted", "@container": "@index"},
    "things": {"@id": "s:things", "@container": "@id"},
    "scoped": {"@id": "s:scoped", "@context": {"inner": "s:inner"}},
    "Kind": {"@id": "s:Kind", "@context": {"special": "s:special"}},
    "back": {"@reverse": "s:back"},
    "group": "@nest",
    "unused": None,
}
# “#” becomes a number, so that every word of a document is there once.
TEXTS = st.sampled_from(["w#w", "é w#w", "[w#w"])
IRIS = st.sampled_from(["p:w#w", "http://x.example/w#w", "p:bad w#w", "http://x.example/<w#w>"])
TYPES = st.sampled_from(["s:w#w", "Kind", "s:bad w#w"])
TAGS = st.sampled_from(["fr", "en-GB", "français", "fr_FR"])
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.fixed_dictionaries({"@value": TEXTS}, optional={"@language": TAGS}),
    st.fixed_dictionaries({"@value": TEXTS, "@type": st.sampled_from(["s:t", "p:t"])}),
)


def several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(values, st.lists(values, max_size=2))


def nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    optional: dict[str, st.SearchStrategy[Any]] = {
        "@type": several(TYPES),
        "name": several(VALUES),
        "s:other": several(st.one_of(VALUES, inner)),
        "link": several(st.one_of(IRIS, inner)),
        "kind": several(st.sampled_from(["name", "s:w#w", "s:bad w#w"])),
        "listed": several(VALUES),
        "named": st.dictionaries(TAGS, TEXTS, max_size=2),
        "sorted": st.dictionaries(st.sampled_from("ab"), st.one_of(VALUES, inner), max_size=2),
        "things": st.dictionaries(IRIS, inner.map(without_id), max_size=1),
        "scoped": inner,
        "inner": VALUES,
        "special": VALUES,
        "back": inner,
        "group": st.fixed_dictionaries(
            {"name": VALUES}, optional={"unknown": TEXTS, "special": TEXTS}
        ),
        "unknown": st.one_of(VALUES, inner),
        "unused": st.one_of(VALUES, inner),
        "@unknown": st.one_of(TEXTS, inner),
        "@graph": several(st.one_of(inner, TEXTS)),
        "@included": several(inner),
    }
    return st.fixed_dictionaries({"@id": IRIS}, optional=optional)


def without_id(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "@id"}


NODES = st.recursive(st.fixed_dictionaries({"@id": IRIS, "name": TEXTS}), nodes, max_leaves=4)
DOCUMENTS = nodes(NODES)


def write(node: dict[str, Any]) -> str:
    numbers = count(1)
    pieces = json.dumps({"@context": CONTEXT, "@graph": [node]}, ensure_ascii=False).split("w#w")
    return pieces[0] + "".join(f"w{next(numbers)}w{piece}" for piece in pieces[1:])


def find_words(
    value: JsonValue, around: tuple[int, ...] = ()
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Return each word with the starts of all that must arrive for it to arrive."""
    if isinstance(value, JsonText) and value.text.strip("<>").endswith("w"):
        yield value.text, (*around, value.start)
    elif isinstance(value, JsonArray):
        for item in value.items:
            yield from find_words(item, around)
    elif isinstance(value, JsonObject):
        needed = (*around, value.start)
        for key, member in value.members:
            whole = any(one.text == "@value" for one, _ in value.members)
            needed += (member.start, key.start) if key.text == "@id" or whole else ()
        for key, member in value.members:
            if key.text != "@context":
                yield from find_words(key, needed)
                yield from find_words(member, (*needed, key.start))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(DOCUMENTS)
def test_every_word_arrives_or_is_reported(node: dict[str, Any]) -> None:
    text = write(node)
    parsed = parse_file(PurePath("a.jsonld"), text.encode(), JSON_LD)
    assume(not parsed.finding)
    statements = "\n".join(str(quad) for quad in parsed.quads)
    document = parse_json(text)
    losses = {loss.start: loss for loss in parsed.losses if loss.rule != INDEX}
    for word, needed in find_words(document):
        reported = [losses[start] for start in needed if start in losses]
        assert get_mark(word) in statements or reported or is_idle(document, word, losses)
        if any(is_certain(loss, word) for loss in reported):
            assert get_mark(word) not in statements, (text, reported, statements)


def get_mark(word: str) -> str:
    return word[word.index("w") :].strip("<>")


def is_certain(loss: Loss, word: str) -> bool:
    return loss.rule in (FREE, KEYWORD, LEFT_OUT, UNMAPPED) or loss.word == word


def is_idle(document: JsonValue, name: str, losses: Iterable[int]) -> bool:
    """Return whether a word names a node without values, or one with a loss inside it."""
    nodes = [node for node in find_objects(document) if get_id(node) == name]
    return any(
        not list(find_values(node)) or any(node.start < start < node.end for start in losses)
        for node in nodes
    )


def find_values(node: JsonObject) -> Iterator[str]:
    for key, member in node.members:
        if key.text not in ("@id", "@included", "@graph"):
            yield from (word for word, _ in find_words(member))
            yield from ["name"] * (key.text == "kind")


def get_id(node: JsonObject) -> str:
    return next((getattr(one, "text", "") for key, one in node.members if key.text == "@id"), "")


def find_objects(value: JsonValue) -> Iterator[JsonObject]:
    if isinstance(value, JsonArray):
        for item in value.items:
            yield from find_objects(item)
    elif isinstance(value, JsonObject):
        yield value
        for _, member in value.members:
            yield from find_objects(member)
