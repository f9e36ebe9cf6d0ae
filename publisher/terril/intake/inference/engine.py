"""Infer statements with the query engine, whatever the rules are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from terril.intake.inference.fixpoint import MOST_ROUNDS
from terril.model.errors import ModelError
from terril.model.triples import find_respelt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from terril.intake.town_model import TownModel

WRITTEN = "urn:written:"
"""Before a datatype, it keeps the store from respelling a literal."""


def infer_with_engine(quads: Collection[Quad], model: TownModel) -> Iterator[Triple]:
    """Return the inferred statements; all statements are held in memory.

    Args:
        quads: all statements of the town.
        model: its rules and ontology apply.

    Raises:
        ModelError: a rule is not a CONSTRUCT query.
    """
    asserted = {quad.triple for quad in quads}
    things = {triple.subject for triple in asserted}
    vocabulary = {quad.triple for quad in model.ontology_quads()}
    known = Store()
    for triples in (asserted, vocabulary):
        known.extend(Quad(*triple) for triple in triples)
    known.extend(Quad(*triple) for triple in _hide_respelt(asserted | vocabulary))
    found: dict[Triple, None] = {}
    for _ in range(MOST_ROUNDS):
        inferred = (t for t in _apply_rules(model, known) if t.subject in things)
        fresh = [triple for triple in inferred if Quad(*triple) not in known]
        if not fresh:
            break
        known.extend(Quad(*triple) for triple in fresh)
        found.update(dict.fromkeys(fresh))
    return _reveal(found)


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
