"""What follows from what a town says, by the rules of the model; in a graph of its own.

A rule is a CONSTRUCT query in ``ontology/rules/``. Rules run over data and ontology together,
again and again until nothing new follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from terril.model.errors import ModelError
from terril.model.languages import translations
from terril.model.vocabulary import PROV, SKOS, TERRIL, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.intake.town_model import TownModel

# Each round follows one step further; a town's chains of parts are far shorter.
ROUNDS = 50


def complete(statements: Iterable[Quad], model: TownModel, graph: NamedNode) -> Iterator[Quad]:
    """What follows from a town's statements and is not among them, with what the graph is.

    Args:
        statements: all that the town says.
        model: whose rules and ontology apply.
        graph: the named graph that the completions become.

    Raises:
        ModelError: a rule is not a CONSTRUCT query.
    """
    said = {quad.triple for quad in statements}
    things = {triple.subject for triple in said}
    known = Store()
    known.extend(Quad(*triple) for triple in said)
    known.extend(Quad(*quad.triple) for quad in model.ontology_quads())
    found: dict[Triple, None] = {}
    for _ in range(ROUNDS):
        fresh = [t for t in _follow(model, known) if t.subject in things and Quad(*t) not in known]
        if not fresh:
            break
        known.extend(Quad(*triple) for triple in fresh)
        found.update(dict.fromkeys(fresh))
    for triple in (*_described(graph), *found):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _follow(model: TownModel, known: Store) -> list[Triple]:
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


def _described(graph: NamedNode) -> Iterator[Triple]:
    """What the graph says of itself."""
    yield Triple(graph, TYPE, NamedNode(f"{PROV}Entity"))
    yield Triple(graph, NamedNode(f"{PROV}wasDerivedFrom"), NamedNode(f"{TERRIL}completions"))
    for language, name in translations("What follows by the rules of the model").items():
        yield Triple(graph, NamedNode(f"{SKOS}prefLabel"), Literal(name, language=language))
