"""The default graph is the town's, and reads without the model."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from terril.model.vocabulary import SKOS, TERRIL
from terril.store.graphs import select_default_graph

TRIG = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix kinds: <https://w3id.org/terril/kinds#> .
@prefix town: <https://town.example/id/> .

<https://town.example/id/graph/source> {
    town:a org:classification kinds:club ; skos:prefLabel "A" .
}
<https://town.example/id/graph/derived> { kinds:club org:describes town:a . }
<https://w3id.org/terril/kinds> {
    kinds:club a skos:Concept ; skos:prefLabel "club"@fr , "club"@en ; skos:notation "C" ;
        skos:broader kinds:group ; skos:definition "who meets"@en ; skos:inScheme kinds: .
    kinds:group a skos:Concept ; skos:prefLabel "group"@en ; skos:broader kinds:any .
    kinds:any a skos:Concept ; skos:altLabel "anything"@en .
    kinds:theme a skos:Concept ; skos:prefLabel "theme"@en .
    org:classification skos:prefLabel "kind"@en .
}
"""
QUADS = list(parse(TRIG.encode(), format=RdfFormat.TRIG))


def about(name: str) -> set[str]:
    """Return the local names of the properties of a concept in the default graph."""
    return {
        triple.predicate.value.rpartition("#")[2]
        for triple in select_default_graph(QUADS)
        if triple.subject == NamedNode(f"{TERRIL}kinds#{name}")
    }


def test_it_has_all_statements_of_the_town_and_of_what_is_inferred() -> None:
    own = {q.triple for q in QUADS if q.graph_name.value.startswith("https://town.example/")}
    assert len(own) == 3
    assert own <= select_default_graph(QUADS)


def test_concepts_in_use_have_their_names_and_stay_no_concepts_of_the_town() -> None:
    assert about("club") == {"prefLabel", "notation", "broader", "describes"}


def test_broader_concepts_are_named_as_well_and_others_are_not() -> None:
    assert about("group") == {"prefLabel", "broader"}
    assert about("any") == {"altLabel"}
    assert about("theme") == set()
    label = NamedNode(f"{SKOS}prefLabel")
    classification = NamedNode("http://www.w3.org/ns/org#classification")
    assert not any(
        triple.subject == classification and triple.predicate == label
        for triple in select_default_graph(QUADS)
    )


def test_a_circle_of_broader_concepts_ends() -> None:
    broader = NamedNode(f"{SKOS}broader")
    first, last = NamedNode(f"{TERRIL}kinds#club"), NamedNode(f"{TERRIL}kinds#any")
    circle = Quad(last, broader, first, NamedNode(f"{TERRIL}kinds"))
    assert circle.triple in select_default_graph([*QUADS, circle])
