"""Statements are inferred from those of a town by the rules of the model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from terril.intake import inference
from terril.intake.town_model import QueryFile, TownModel, read_town_model
from terril.model.errors import ModelError
from terril.model.spool import index_spool
from terril.model.spool.term_text import format_line
from terril.model.spool.work_folder import WorkFolder
from terril.model.vocabulary import ORG, OWL, RDFS, SCHEMA, SKOS, TOWN, XSD, shorten

BASE = "https://town.example/id/"
SOURCE = NamedNode(f"{BASE}graph/source")
DERIVED = NamedNode(f"{BASE}graph/derived")
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def model() -> TownModel:
    return read_town_model(ROOT, None)


def node(name: str) -> NamedNode:
    return NamedNode(f"{BASE}{name}")


def named(slug: str) -> Triple:
    return Triple(node(slug), NamedNode(f"{SKOS}prefLabel"), Literal(slug, language="en"))


def infer(statements: Iterable[Quad], model: TownModel, graph: NamedNode) -> list[Quad]:
    """Return what is inferred, with the descriptions of graphs."""
    work = WorkFolder()
    path = work.path / "stated.nq"
    path.write_bytes(b"".join(sorted({format_line(quad).encode() for quad in statements})))
    files = inference.infer(index_spool(path), model, graph, work.path)
    text = b"".join(path.read_bytes() for path in files)
    lines = text.splitlines()
    assert len(lines) == len(set(lines))
    return list(parse(text, format=RdfFormat.N_QUADS))


def infer_triples(model: TownModel, *triples: Triple) -> set[Triple]:
    """Return the inferred triples, without the description of their graph."""
    quads = [Quad(t.subject, t.predicate, t.object, SOURCE) for t in triples]
    found = list(infer(quads, model, DERIVED))
    assert all(quad.graph_name == DERIVED for quad in found)
    return {quad.triple for quad in found if quad.subject not in (DERIVED, SOURCE)}


def test_the_inverse_of_a_property_follows(model: TownModel) -> None:
    has_site, site_of = NamedNode(f"{ORG}hasSite"), NamedNode(f"{ORG}siteOf")
    found = infer_triples(
        model, Triple(node("o/a"), has_site, node("p/b")), named("o/a"), named("p/b")
    )
    assert Triple(node("p/b"), site_of, node("o/a")) in found
    back = infer_triples(
        model, Triple(node("p/b"), site_of, node("o/a")), named("o/a"), named("p/b")
    )
    assert Triple(node("o/a"), has_site, node("p/b")) in back


def test_wider_properties_follow_step_by_step(model: TownModel) -> None:
    asserted = Triple(node("o/a"), NamedNode(f"{ORG}unitOf"), node("o/b"))
    found = infer_triples(model, asserted, named("o/a"), named("o/b"))
    assert Triple(node("o/a"), NamedNode(f"{ORG}subOrganizationOf"), node("o/b")) in found
    assert Triple(node("o/a"), NamedNode(f"{SCHEMA}parentOrganization"), node("o/b")) in found
    assert Triple(node("o/b"), NamedNode(f"{SCHEMA}subOrganization"), node("o/a")) in found


def test_our_own_terms_have_wider_properties_that_others_read(model: TownModel) -> None:
    asserted = Triple(node("o/a"), NamedNode(f"{TOWN}administeredBy"), node("o/b"))
    found = infer_triples(model, asserted, named("o/a"), named("o/b"))
    assert Triple(node("o/a"), NamedNode(f"{ORG}linkedTo"), node("o/b")) in found


def test_names_follow_both_ways_and_never_against_what_is_asserted(model: TownModel) -> None:
    name, label = NamedNode(f"{SCHEMA}name"), NamedNode(f"{SKOS}prefLabel")
    french, english = Literal("la mairie", language="fr"), Literal("town hall", language="en")
    other = Literal("l’hôtel de ville", language="fr")
    found = infer_triples(
        model,
        Triple(node("p/a"), label, french),
        Triple(node("p/a"), label, english),
        Triple(node("p/a"), name, other),
    )
    assert found == {Triple(node("p/a"), name, english)}


def test_a_membership_makes_a_member(model: TownModel) -> None:
    membership = node("membership/a-b")
    found = infer_triples(
        model,
        Triple(membership, NamedNode(f"{ORG}member"), node("o/a")),
        Triple(membership, NamedNode(f"{ORG}organization"), node("o/b")),
        named("o/a"),
        named("o/b"),
    )
    assert Triple(node("o/a"), NamedNode(f"{ORG}memberOf"), node("o/b")) in found
    assert Triple(node("o/b"), NamedNode(f"{ORG}hasMember"), node("o/a")) in found


def test_asserted_statements_are_not_inferred_again(model: TownModel) -> None:
    first = infer_triples(
        model, named("o/a"), Triple(node("o/a"), NamedNode(f"{ORG}unitOf"), node("o/b"))
    )
    again = infer_triples(
        model, named("o/a"), Triple(node("o/a"), NamedNode(f"{ORG}unitOf"), node("o/b")), *first
    )
    assert not again


def test_nothing_follows_about_things_that_the_town_does_not_describe(model: TownModel) -> None:
    abroad = NamedNode("https://elsewhere.example/site")
    found = infer_triples(
        model, named("o/a"), Triple(node("o/a"), NamedNode(f"{ORG}hasSite"), abroad)
    )
    assert all(triple.subject == node("o/a") for triple in found)


def number(text: str, datatype: str = "integer") -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))


def test_what_a_rule_copies_is_copied_as_it_is_written(model: TownModel) -> None:
    other, copy = NamedNode(f"{SKOS}altLabel"), NamedNode(f"{SCHEMA}alternateName")
    names = [
        number("7"),
        number("007"),
        number("7", "int"),
        number("8"),
        number("1.50", "decimal"),
    ]
    found = infer_triples(
        model,
        *(Triple(node("p/a"), other, name) for name in names),
        # The same value of another thing lends it no spelling.
        Triple(node("p/b"), other, number("08")),
        Triple(node("p/b"), other, number("1.500", "decimal")),
    )
    assert {t.object for t in found if t.subject == node("p/a")} == set(names)
    assert {t.predicate for t in found} == {copy}


def test_what_a_rule_computes_is_as_the_store_has_it(model: TownModel) -> None:
    prop, result = NamedNode(f"{SCHEMA}price"), NamedNode(f"{SCHEMA}maxPrice")
    rule = f"CONSTRUCT {{ ?s {result} ?twice }} {{ ?s {prop} ?n BIND (?n * 2 AS ?twice) }}"
    computing = replace(model, rules=(QueryFile("twice", Path("twice.rq"), rule),))
    found = infer_triples(computing, Triple(node("p/a"), prop, number("1.50", "decimal")))
    assert found == {Triple(node("p/a"), result, number("3", "decimal"))}


def test_the_graph_is_described_in_every_language(model: TownModel) -> None:
    found = [quad for quad in infer([], model, DERIVED) if quad.subject == DERIVED]
    labels = [q.object for q in found if q.predicate == NamedNode(f"{SKOS}prefLabel")]
    assert {one.language for one in labels if isinstance(one, Literal)} == {"en", "fr"}


def test_a_graph_that_the_town_does_not_describe_has_the_name_of_its_folder(
    model: TownModel,
) -> None:
    one = named("o/a")
    quads = [
        Quad(one.subject, one.predicate, one.object, SOURCE),
        *(
            Quad(one.subject, NamedNode(f"{SCHEMA}floorSize"), number(word), SOURCE)
            for word in ("7", "007")
        ),
    ]
    triples = NamedNode("http://rdfs.org/ns/void#triples")
    found = {
        quad.predicate: quad.object
        for quad in infer(quads, model, DERIVED)
        if quad.subject == SOURCE
    }
    assert found[triples] == Literal(2)
    assert "source" in str(found[NamedNode(f"{SKOS}prefLabel")])
    described = [*quads, Quad(SOURCE, one.predicate, Literal("The page"), SOURCE)]
    assert triples not in {quad.predicate for quad in infer(described, model, DERIVED)}


@pytest.mark.parametrize("text", ["CONSTRUCT {", "SELECT * { ?s ?p ?o }"])
def test_a_rule_that_constructs_nothing_is_reported_with_its_file(
    model: TownModel, text: str
) -> None:
    broken = replace(model, rules=(QueryFile("broken", Path("rules/broken.rq"), text),))
    with pytest.raises(ModelError, match=r"broken\.rq"):
        list(infer([], broken, DERIVED))


def test_every_property_that_can_follow_has_a_plain_word_in_json(model: TownModel) -> None:
    pairs = {f"{OWL}inverseOf", f"{RDFS}subPropertyOf"}
    quads = [quad for quad in model.ontology_quads() if quad.predicate.value in pairs]
    properties = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode)
    }
    context = json.loads(model.context)["@context"]
    named_terms = {
        entry.get("@id") if isinstance(entry, dict) else entry
        for entry in context.values()
        if not (isinstance(entry, dict) and "@reverse" in entry)
    }
    assert properties
    assert {shorten(one) for one in properties} <= named_terms
