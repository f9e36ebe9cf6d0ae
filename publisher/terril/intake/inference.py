"""Infer statements from those of a town by the rules of the model, into a graph of their own.

A rule is a CONSTRUCT query in ``ontology/rules/``. The rules run over data and ontology together,
until a fixpoint is reached.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from terril.model.errors import ModelError
from terril.model.languages import translate_all
from terril.model.triples import Node, find_respelt, iterate_stored
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from terril.intake.town_model import TownModel

# Each round infers one step further; chains of parts in a town are far shorter.
MAX_ROUNDS = 50
WRITTEN = "urn:written:"
"""Before a datatype, it keeps the store from respelling a literal."""


def infer(statements: Iterable[Quad], model: TownModel, graph: NamedNode) -> Iterator[Quad]:
    """Return the inferred statements, preceded by descriptions of graphs.

    Only statements about subjects of the town are inferred, and none that is asserted. A rule that
    copies a literal copies it as written; one that computes with it gets the store's spelling.
    Described are the graph of the inferred statements, and each graph that the town does not
    describe: a graph is a thing whose IRI leads to a document.

    Args:
        statements: all statements of the town.
        model: its rules and ontology apply.
        graph: the named graph of the inferred statements.

    Raises:
        ModelError: a rule is not a CONSTRUCT query.
    """
    quads = tuple(statements)
    asserted = {quad.triple for quad in quads}
    things = {triple.subject for triple in asserted}
    vocabulary = {quad.triple for quad in model.ontology_quads()}
    known = Store()
    for triples in (asserted, vocabulary):
        known.extend(Quad(*triple) for triple in triples)
    known.extend(Quad(*triple) for triple in _hide_respelt(asserted | vocabulary))
    found: dict[Triple, None] = {}
    for _ in range(MAX_ROUNDS):
        inferred = (t for t in _apply_rules(model, known) if t.subject in things)
        fresh = [triple for triple in inferred if Quad(*triple) not in known]
        if not fresh:
            break
        known.extend(Quad(*triple) for triple in fresh)
        found.update(dict.fromkeys(fresh))
    described = [triple for node in _describe_folders(quads) for triple in node]
    for triple in (*_describe_graph(graph), *described, *_reveal(found)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _apply_rules(model: TownModel, known: Store) -> list[Triple]:
    found: list[Triple] = []
    for rule in model.rules:
        try:
            result = known.query(rule.text)
        except SyntaxError as error:
            raise ModelError(rule.path, 0, str(error).partition(":")[0]) from error
        if not isinstance(result, QueryTriples):
            raise ModelError(rule.path, 0, "a rule is a CONSTRUCT query")
        found += result
    return found


def _describe_folders(quads: Sequence[Quad]) -> Iterator[Node]:
    """Yield a description of each graph without one: the name of its folder, and its size.

    The size is what a query counts, for which two spellings of a value are the same.
    """
    subjects = {quad.subject for quad in quads}
    own = (quad for quad in quads if quad.graph_name not in subjects)
    stored = {(quad.graph_name, triple) for quad, triple in iterate_stored(own)}
    sizes = Counter(graph for graph, _ in stored)
    for graph in sorted(sizes, key=str):
        if isinstance(graph, NamedNode):
            node = Node(graph).add_type("prov:Entity").add("void:triples", sizes[graph])
            folder = graph.value.rpartition("/")[2]
            yield node.add_texts(
                "skos:prefLabel", translate_all("Data folder “{folder}”", folder=folder)
            )


def _hide_respelt(triples: Collection[Triple]) -> Iterator[Triple]:
    """Yield a copy of each statement that the store respells, with a literal that it keeps.

    A statement that it does not respell, but takes for the same as another, has a copy, too.
    """
    respelt = find_respelt(triple.object for triple in triples)
    stored = set(respelt.values())
    for triple in triples:
        value = triple.object
        if isinstance(value, Literal) and (value in respelt or value in stored):
            hidden = Literal(value.value, datatype=NamedNode(f"{WRITTEN}{value.datatype.value}"))
            yield Triple(triple.subject, triple.predicate, hidden)


def _reveal(found: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the inferred statements with literals as written, where rules only copied them."""
    shown = {triple: _show(triple) for triple in found}
    written = [one for triple, one in shown.items() if one != triple]
    respelt = find_respelt(one.object for one in written)
    copied = {
        Triple(one.subject, one.predicate, respelt.get(one.object, one.object))
        for one in written
        if isinstance(one.object, Literal)
    }
    for triple, one in shown.items():
        if one != triple or triple not in copied:
            yield one


def _show(triple: Triple) -> Triple:
    value = triple.object
    if not (isinstance(value, Literal) and value.datatype.value.startswith(WRITTEN)):
        return triple
    datatype = NamedNode(value.datatype.value.removeprefix(WRITTEN))
    return Triple(triple.subject, triple.predicate, Literal(value.value, datatype=datatype))


def _describe_graph(graph: NamedNode) -> Node:
    node = Node(graph).add_type("prov:Entity")
    node.add_iri("prov:wasDerivedFrom", f"{TERRIL}completions")
    return node.add_texts(
        "skos:prefLabel", translate_all("What follows by the rules of the model")
    )
