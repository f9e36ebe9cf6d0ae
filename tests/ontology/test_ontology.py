"""The ontology explains itself, and uses only terms that exist."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.namespace import OWL, PROF, RDF, RDFS, SH

from terril.intake.sources import collect_labels
from terril.model.vocabulary import DCT, PREFIXES, SCHEMA, TERRIL, TOWN, TYPE, XSD
from terril.model.vocabulary import RDFS as RDFS_TERMS
from terril.town.town_files import TownFiles

OWN = ("guidingQuestion", "administeredBy", "partnerOf", "activitySector", "frequentedBy")
# No copy of these vocabularies is at hand; the terms are those of CPOV 2.1.2 and of the
# Web Annotation Vocabulary (W3C Recommendation of 23 February 2017).
UNSEEN = {
    "http://data.europa.eu/m8g/PublicOrganisation",
    "http://www.w3.org/ns/oa#TextQuoteSelector",
    "http://www.w3.org/ns/oa#exact",
}
# Follows from town:frequentedBy; schema.org, whose domains are advice, says it of no place yet.
WIDER = f"{SCHEMA}audience"
BUILT_IN = {str(term) for space in (OWL, PROF, RDF, RDFS, SH) for term in dir(space)}
BUILT_IN |= {str(PROF.ResourceDescriptor), str(PROF.hasArtifact), str(PROF.isProfileOf)}


def text(term: object) -> str:
    return str(getattr(term, "value", term))


def terms_of(quads: list[Quad]) -> set[str]:
    """Every property and class that is used."""
    properties = {quad.predicate.value for quad in quads}
    return properties | {text(quad.object) for quad in quads if quad.predicate == TYPE}


def languages(quads: list[Quad], subject: str, predicate: str) -> set[str]:
    return {
        quad.object.language or ""
        for quad in quads
        if text(quad.subject) == subject
        and quad.predicate.value == predicate
        and isinstance(quad.object, Literal)
    }


def test_every_document_describes_itself(town: TownFiles) -> None:
    for file in town.model.ontology:
        quads = list(file.quads)
        for predicate in (f"{DCT}title", f"{DCT}description"):
            assert languages(quads, file.iri, predicate) == {"fr", "en"}, file.name


@pytest.mark.parametrize("name", OWN)
def test_a_property_of_our_own_is_explained_and_aligned(name: str, ontology: list[Quad]) -> None:
    iri = f"{TOWN}{name}"
    for predicate in ("label", "comment"):
        assert languages(ontology, iri, f"{RDFS_TERMS}{predicate}") == {"fr", "en"}
    said = {quad.predicate.value for quad in ontology if text(quad.subject) == iri}
    assert f"{RDFS_TERMS}subPropertyOf" in said
    assert {f"{SCHEMA}domainIncludes", f"{SCHEMA}rangeIncludes"} <= said


def test_our_own_vocabulary_has_five_terms(ontology: list[Quad]) -> None:
    assert {text(quad.subject) for quad in ontology if TOWN in text(quad.subject)} == {
        f"{TOWN}{name}" for name in OWN
    }


def test_every_term_exists(
    data: list[Quad], ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    published = {text(quad.subject) for quad in [*vocabularies, *ontology]}
    known = published | BUILT_IN | UNSEEN
    used = terms_of([*data, *ontology])
    assert used
    assert {term for term in used if term not in known} == set()


def test_every_term_of_the_shapes_exists(
    town: TownFiles, ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    published = {text(quad.subject) for quad in [*vocabularies, *ontology]}
    named = {
        quad.object.value
        for quad in town.model.shapes_quads()
        if isinstance(quad.object, NamedNode)
        and not quad.object.value.startswith((XSD, TERRIL))
        # A page to read on, not a term.
        and quad.predicate.value != f"{RDFS_TERMS}seeAlso"
    }
    assert named
    assert named - published - BUILT_IN == set()


def test_schema_org_terms_are_used_where_they_belong(
    all_said: list[Quad], vocabularies: list[Quad]
) -> None:
    """Source: schema.org's domainIncludes, inherited by subclasses."""
    domains = includes(vocabularies, f"{SCHEMA}domainIncludes")
    types = types_in(all_said, vocabularies)
    for quad in all_said:
        if quad.predicate.value.startswith(SCHEMA) and quad.predicate.value != WIDER:
            every = types[text(quad.subject)] | {f"{SCHEMA}Thing"}
            assert domains[quad.predicate.value] & every, quad


def test_schema_org_terms_have_values_that_they_take(
    all_said: list[Quad], vocabularies: list[Quad]
) -> None:
    """Source: schema.org's rangeIncludes, inherited by subclasses.

    Its properties take text wherever they take a thing, and an address stands for what
    nobody here describes (schema.org, data model, “Conformance”).
    """
    ranges = includes(vocabularies, f"{SCHEMA}rangeIncludes")
    types = types_in(all_said, vocabularies)
    for quad in all_said:
        if quad.predicate.value.startswith(SCHEMA) and isinstance(quad.object, NamedNode):
            every = types.get(quad.object.value)
            if every:
                assert ranges[quad.predicate.value] & (every | {f"{SCHEMA}Thing"}), quad


def test_every_term_of_what_follows_exists(
    all_said: list[Quad], ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    published = {text(quad.subject) for quad in [*vocabularies, *ontology]}
    assert terms_of(all_said) - published - BUILT_IN - UNSEEN == set()


def test_every_term_of_the_stored_queries_and_the_context_exists(
    town: TownFiles, context: dict[str, object], ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    spaces = {f"{prefix}:": space for prefix, space in PREFIXES.items()}
    published = {text(quad.subject) for quad in [*vocabularies, *ontology]}
    known = published | BUILT_IN | UNSEEN
    texts = [query.text for query in town.model.queries]
    texts += [rule.text for rule in town.model.rules]
    texts.append(json.dumps(context))
    named = {
        spaces[f"{prefix}:"] + name
        for written in texts
        for prefix, name in re.findall(r"\b([a-z]+):([A-Za-z]\w*)", written)
        if f"{prefix}:" in spaces and not spaces[f"{prefix}:"].startswith((XSD, TERRIL))
    }
    assert len(named) > 50
    assert named - known == set()


@pytest.fixture(scope="module")
def all_said(town: TownFiles) -> list[Quad]:
    """What the town says and what follows from it by the rules of the model."""
    content = town.content()
    quads = parse(path=str(content.spool.path), format=RdfFormat.N_QUADS)
    return [quad for quad in quads if not str(quad.graph_name).startswith(f"<{TERRIL}")]


def includes(vocabularies: list[Quad], predicate: str) -> dict[str, set[str]]:
    """The classes that schema.org names for each property."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in vocabularies:
        if quad.predicate.value == predicate:
            found[text(quad.subject)].add(text(quad.object))
    return found


def types_in(data: list[Quad], vocabularies: list[Quad]) -> dict[str, set[str]]:
    """The classes of each thing with all classes above them."""
    parents: dict[str, set[str]] = defaultdict(set)
    for quad in vocabularies:
        if quad.predicate.value == f"{RDFS_TERMS}subClassOf":
            parents[text(quad.subject)].add(text(quad.object))
    types: dict[str, set[str]] = defaultdict(set)
    for quad in data:
        if quad.predicate == TYPE:
            types[text(quad.subject)] |= ancestors(text(quad.object), parents)
    return types


def ancestors(name: str, parents: dict[str, set[str]]) -> set[str]:
    found = {name}
    for parent in parents[name] - found:
        found |= ancestors(parent, parents)
    return found


def test_every_foreign_term_has_a_label_in_both_languages(
    town: TownFiles, data: list[Quad], ontology: list[Quad]
) -> None:
    shapes = list(town.model.shapes_quads())
    looked_at = {f"{SH}{name}" for name in ("path", "class", "targetClass", "targetSubjectsOf")}
    used = terms_of([*data, *ontology, *shapes])
    used |= {text(quad.object) for quad in shapes if quad.predicate.value in looked_at}
    labels = collect_labels(ontology)
    iris = {term for term in used if "://" in term and not term.startswith(TERRIL)}
    assert {iri for iri in iris if set(labels.get(iri, {})) != {"fr", "en"}} == set()


def test_every_property_of_the_data_is_explained_in_both_languages(
    data: list[Quad], ontology: list[Quad]
) -> None:
    explained = {
        quad.subject: languages(ontology, text(quad.subject), f"{RDFS_TERMS}comment")
        for quad in ontology
        if quad.predicate.value == f"{RDFS_TERMS}comment"
    }
    used = {quad.predicate for quad in data}
    assert {iri.value for iri in used if explained.get(iri) != {"fr", "en"}} == set()
