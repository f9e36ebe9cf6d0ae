"""Every document and term of the model has a version, and no term is lost."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import DCT, RDFS, SKOS, TERRIL, TOWN
from terril.town.town_files import TownFiles
from tests.paths import ROOT

OWL = "http://www.w3.org/2002/07/owl#"
CHANGES = ROOT / "docs" / "terms.md"
LANGUAGES = {"fr", "en"}


def said(quads: list[Quad], predicate: str) -> dict[str, list[NamedNode | Literal]]:
    found: dict[str, list[NamedNode | Literal]] = {}
    for quad in quads:
        value = quad.object
        if quad.predicate.value == predicate and isinstance(value, NamedNode | Literal):
            assert isinstance(quad.subject, NamedNode)
            found.setdefault(quad.subject.value, []).append(value)
    return found


def terms(quads: list[Quad]) -> set[str]:
    """The terms of our own: those with a name behind a ``#``.

    How pages are arranged is no vocabulary: nobody writes those names in data.
    """
    subjects = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    own = {iri for iri in subjects if iri.startswith(TERRIL) and "#" in iri}
    return {iri for iri in own if not iri.startswith(f"{TERRIL}display#")}


def lost(quads: list[Quad]) -> set[str]:
    """Retired terms that do not lead to a term that is still in use."""
    retired = set(said(quads, f"{OWL}deprecated"))
    heirs = said(quads, f"{DCT}isReplacedBy")
    alive = terms(quads) - retired
    return {iri for iri in retired if not alive & {one.value for one in heirs.get(iri, [])}}


def test_every_document_says_its_version(town: TownFiles) -> None:
    for file in town.model.ontology:
        quads = list(file.quads)
        [version] = said(quads, f"{OWL}versionInfo")[file.iri]
        [iri] = said(quads, f"{OWL}versionIRI")[file.iri]
        assert iri.value == f"{file.iri}/{version.value}"


def test_every_term_is_in_the_list_of_changes_and_none_was_deleted(ontology: list[Quad]) -> None:
    listed = re.findall(r"^- `([^`]+)`", CHANGES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert {f"{TERRIL}{name}" for name in listed} == terms(ontology)


def test_the_list_of_changes_knows_every_version(town: TownFiles) -> None:
    headings = set(re.findall(r"^## (\S+)", CHANGES.read_text(encoding="utf-8"), re.MULTILINE))
    for file in town.model.ontology:
        for version in said(list(file.quads), f"{OWL}versionInfo")[file.iri]:
            assert version.value in headings


def test_a_retired_term_leads_to_the_one_to_use(ontology: list[Quad]) -> None:
    assert lost(ontology) == set()


@pytest.mark.parametrize("heir", [None, f"{TOWN}old", f"{TOWN}unknown"])
def test_a_retired_term_without_an_heir_is_found(heir: str | None, ontology: list[Quad]) -> None:
    old = NamedNode(f"{TOWN}old")
    quads = [*ontology, Quad(old, NamedNode(f"{OWL}deprecated"), Literal(True))]
    if heir:
        quads.append(Quad(old, NamedNode(f"{DCT}isReplacedBy"), NamedNode(heir)))
    assert lost(quads) == {old.value}


def test_a_property_of_our_own_has_an_example_in_both_languages(ontology: list[Quad]) -> None:
    examples = said(ontology, f"{SKOS}example")
    own = [iri for iri in terms(ontology) if iri.startswith(TOWN)]
    assert own
    for name in own:
        found = [one for one in examples[name] if isinstance(one, Literal)]
        assert {one.language for one in found} == LANGUAGES, name


def test_every_term_of_a_shared_list_is_defined_in_both_languages(ontology: list[Quad]) -> None:
    definitions = said(ontology, f"{SKOS}definition")
    comments = said(ontology, f"{RDFS}comment")
    listed = said(ontology, f"{SKOS}inScheme")
    assert listed
    for term in listed:
        found = [*definitions.get(term, []), *comments.get(term, [])]
        assert {one.language for one in found if isinstance(one, Literal)} == LANGUAGES, term


def test_every_name_and_explanation_of_the_model_is_in_both_languages(town: TownFiles) -> None:
    quads = [*town.model.ontology_quads(), *town.model.shapes_quads()]
    names = (f"{RDFS}label", f"{RDFS}comment", f"{DCT}title", f"{DCT}description")
    for predicate in (*names, f"{SKOS}prefLabel", f"{SKOS}definition", f"{SKOS}example"):
        found = said(quads, predicate)
        assert found, predicate
        for thing, values in found.items():
            languages = {one.language for one in values if isinstance(one, Literal)}
            assert languages == LANGUAGES, thing
