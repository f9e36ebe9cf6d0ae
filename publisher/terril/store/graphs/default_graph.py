"""Select the default graph of a release: the town's statements, readable without the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import SKOS, TERRIL, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple

CONCEPT = NamedNode(f"{SKOS}Concept")
BROADER = frozenset(NamedNode(f"{SKOS}{name}") for name in ("broader", "broaderTransitive"))
# A concept's type and scheme stay behind: with them it would pass for one of the town's own.
CARRIED = BROADER | {
    NamedNode(f"{SKOS}{name}") for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")
}


def select_default_graph(quads: Iterable[Quad]) -> set[Triple]:
    """Return the statements that a query sees unless it names graphs.

    These are the statements of all graphs but the documents of the model, and the labels,
    notations and broader links of the model's concepts that those statements use, directly or
    as a broader concept of one in use.

    Args:
        quads: every statement of a release, in named graphs.
    """
    found: set[Triple] = set()
    concepts: set[object] = set()
    carried: dict[object, list[Triple]] = {}
    for quad in quads:
        if not _is_of_model(quad):
            found.add(quad.triple)
        elif quad.predicate in CARRIED:
            carried.setdefault(quad.subject, []).append(quad.triple)
        elif quad.predicate == TYPE and quad.object == CONCEPT:
            concepts.add(quad.subject)
    waiting = [part for triple in found for part in (triple.subject, triple.object)]
    seen: set[object] = set()
    while waiting:
        node = waiting.pop()
        if node in seen or node not in concepts:
            continue
        seen.add(node)
        about = carried.get(node, ())
        found.update(about)
        waiting += [triple.object for triple in about if triple.predicate in BROADER]
    return found


def _is_of_model(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(TERRIL)
