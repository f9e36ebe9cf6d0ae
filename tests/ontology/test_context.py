"""The JSON-LD context gives everything a plain name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from terril.model.vocabulary import SKOS, TERRIL, TYPE
from terril.representations.rdf import compact_graph, compact_thing
from terril.representations.rdf.jsonld import parse_context

BASE = "https://data.loos-en-gohelle.fr/id/"


def entries(context: dict[str, object], key: str) -> set[str]:
    """The full IRIs that the terms stand for."""
    found = set()
    for value in context.values():
        name = value.get(key) if isinstance(value, dict) else value if key == "@id" else None
        if isinstance(name, str) and ":" in name:
            prefix, _, local = name.partition(":")
            found.add(f"{context.get(prefix, f'{prefix}:')}{local}")
    return found


def keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from keys(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys(item)


def test_every_property_and_class_has_a_plain_name(
    context: dict[str, object], data: list[Quad], ontology: list[Quad]
) -> None:
    used = {q.predicate.value for q in [*data, *ontology]} - {TYPE.value}
    used |= {str(q.object.value) for q in [*data, *ontology] if q.predicate == TYPE}  # type: ignore[union-attr]  # a type is an IRI
    assert used - entries(context, "@id") == set()


def test_whatever_points_to_a_thing_of_the_town_can_be_read_from_its_end(
    context: dict[str, object], data: list[Quad]
) -> None:
    pointing = {
        quad.predicate.value
        for quad in data
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith((BASE, TERRIL))
    }
    assert pointing - entries(context, "@reverse") == set()


def test_one_name_stands_for_one_term(context: dict[str, object]) -> None:
    names = [json.dumps(value, sort_keys=True) for value in context.values()]
    assert len(set(names)) == len(names)


def test_names_and_texts_are_sorted_by_language(context: dict[str, object]) -> None:
    terms = parse_context(context).terms
    mapped = {term.iri for term in terms if "@language" in term.container}
    assert {f"{SKOS}prefLabel", "http://schema.org/description"} <= mapped


def test_the_data_reads_as_plain_json(context: dict[str, object], data: list[Quad]) -> None:
    content = json.loads(compact_graph([quad.triple for quad in data], parse_context(context)))
    body = {key: value for key, value in content.items() if key != "@context"}
    # An approximation such as “about a hundred” is a text where others have a number.
    allowed = {"@graph", "@language", "@value"}
    assert {key for key in keys(body) if ":" in key or key.startswith("@")} <= allowed


def test_official_numbers_read_as_plain_texts(
    context: dict[str, object], data: list[Quad]
) -> None:
    nodes = json.loads(compact_graph([quad.triple for quad in data], parse_context(context)))[
        "@graph"
    ]
    numbers = {node["id"]: node.get("siren") or node.get("inseeCode") for node in nodes}
    assert numbers[f"{BASE}organization/ville"] == "216205286"
    assert numbers[f"{BASE}place/loos-en-gohelle"] == "62528"


def test_a_structure_reads_as_plain_json(context: dict[str, object], data: list[Quad]) -> None:
    lumiwatt = f"{BASE}organization/lumiwatt"
    triples = [q.triple for q in data if isinstance(q.subject, NamedNode)]
    own = [triple for triple in triples if triple.subject == NamedNode(lumiwatt)]
    content = json.loads(compact_thing(own, lumiwatt, parse_context(context)))
    assert content["id"] == lumiwatt
    assert content["name"] == {"fr": "Lumiwatt", "en": "Lumiwatt"}
    assert content["partOf"] == f"{BASE}organization/cd2e"
    assert content["site"] == f"{BASE}place/base-11-19"
