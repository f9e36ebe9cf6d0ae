"""Find the concepts of the model that the town's statements use.

The default graph has the labels of these, as ``store/graphs/default_graph.py`` describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool.subject_statements import group_objects
from terril.model.vocabulary import SKOS, TERRIL
from terril.representations.rdf.serialization import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.spool import SubjectStatements

MODEL_GRAPH = f"<{TERRIL}"
CONCEPT = f"<{SKOS}Concept>"
BROADER = frozenset(f"<{SKOS}{name}>" for name in ("broader", "broaderTransitive"))
CARRIED = BROADER | {
    f"<{SKOS}{name}>" for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")
}


class ModelConcepts:
    """The concepts of the model.

    Args:
        statements: those of the model are in the graphs of its documents; others are ignored.
    """

    def __init__(self, statements: Iterable[Quad]) -> None:
        rows = [
            (str(quad.subject), str(quad.predicate), str(quad.object))
            for quad in statements
            if str(quad.graph_name).startswith(MODEL_GRAPH)
        ]
        self.concepts = frozenset(
            subject for subject, link, value in rows if (link, value) == (RDF_TYPE, CONCEPT)
        )
        self._broader: dict[str, list[str]] = {}
        for subject, link, value in rows:
            if link in BROADER:
                self._broader.setdefault(subject, []).append(value)

    def close(self, used: Iterable[str]) -> frozenset[str]:
        """Return concepts in use with all that are broader."""
        found: set[str] = set()
        waiting = list(used)
        while waiting:
            concept = waiting.pop()
            if concept in self.concepts and concept not in found:
                found.add(concept)
                waiting += self._broader.get(concept, ())
        return frozenset(found)


def select_default_values(
    subject: SubjectStatements, used: frozenset[str]
) -> Mapping[str, Sequence[str]]:
    """Return the objects of each predicate in the default graph.

    Args:
        subject: with all its statements.
        used: concepts whose labels the default graph has.
    """
    carried: frozenset[str] = CARRIED if subject.subject in used else frozenset()
    return group_objects(
        [
            one
            for one in subject.statements
            if one[0] in carried or not one[2].startswith(MODEL_GRAPH)
        ]
    )
