"""Infer statements from those of a town by the rules of the model, into a graph of their own.

A rule is a CONSTRUCT query in ``ontology/rules/``. The rules run over data and ontology together,
until a fixpoint is reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, QueryTriples, Store

from terril.model.errors import ModelError
from terril.model.languages import translate_all
from terril.model.triples import Node
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Triple

    from terril.intake.town_model import TownModel

# Each round infers one step further; chains of parts in a town are far shorter.
MAX_ROUNDS = 50


def infer(statements: Iterable[Quad], model: TownModel, graph: NamedNode) -> Iterator[Quad]:
    """Return the inferred statements, preceded by a description of their graph.

    Only statements about subjects of the town are inferred, and none that is asserted.

    Args:
        statements: all statements of the town.
        model: its rules and ontology apply.
        graph: the named graph of the inferred statements.

    Raises:
        ModelError: a rule is not a CONSTRUCT query.
    """
    asserted = {quad.triple for quad in statements}
    things = {triple.subject for triple in asserted}
    known = Store()
    known.extend(Quad(*triple) for triple in asserted)
    known.extend(Quad(*quad.triple) for quad in model.ontology_quads())
    found: dict[Triple, None] = {}
    for _ in range(MAX_ROUNDS):
        inferred = (t for t in _apply_rules(model, known) if t.subject in things)
        fresh = [triple for triple in inferred if Quad(*triple) not in known]
        if not fresh:
            break
        known.extend(Quad(*triple) for triple in fresh)
        found.update(dict.fromkeys(fresh))
    for triple in (*_describe_graph(graph), *found):
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


def _describe_graph(graph: NamedNode) -> Node:
    node = Node(graph).add_type("prov:Entity")
    node.add_iri("prov:wasDerivedFrom", f"{TERRIL}completions")
    return node.add_texts(
        "skos:prefLabel", translate_all("What follows by the rules of the model")
    )
