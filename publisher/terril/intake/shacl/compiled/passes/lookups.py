"""Look up statements of other things than the one that is checked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import CannotJudge
from terril.intake.shacl.compiled.shapes.shape_graph import TYPE, Statements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.intake.shacl.compiled.passes.type_index import TypeIndex
    from terril.model.spool import Links, Spool

MOST_REMEMBERED = 20_000
Values = dict[str, list[str]]


class SpoolLookup:
    """The statements of a town and of its ontology.

    Args:
        spool: all statements of the town.
        links: by object.
        types: the classes of its things.
        ontology: the statements that are checked with those of the town.
    """

    def __init__(self, spool: Spool, links: Links, types: TypeIndex, ontology: Statements) -> None:
        self._spool = spool
        self._links = links
        self._types = types
        self._ontology = ontology
        self._toward: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, values in ontology.items():
            for predicate, objects in values.items():
                for value in objects:
                    self._toward[value].append((predicate, subject))
        self._focus, self._values = "", dict[str, list[str]]()
        self._described: dict[str, Mapping[str, Sequence[str]]] = {}
        self._classes: dict[str, Sequence[str]] = {}

    def focus_on(self, node: str, values: Values) -> Values:
        """Keep the statements of the node that is checked, and return them with the ontology's."""
        more = self._ontology.get(node)
        self._focus = node
        self._values = merge_values(values, more) if more else values
        return self._values

    def find_values(self, node: str, predicate: str) -> Sequence[str]:
        """Return the objects of a subject and a predicate."""
        if node == self._focus:
            return self._values.get(predicate, ())
        return self.describe(node).get(predicate, ())

    def find_predicates(self, node: str) -> Sequence[str]:
        """Return the predicates of a subject."""
        return list(self._values if node == self._focus else self.describe(node))

    def describe(self, node: str) -> Mapping[str, Sequence[str]]:
        """Return the objects of a subject, by predicate."""
        found = self._described.get(node)
        if found is None:
            about = None if node[0] == '"' else self._spool.find(node)
            more = self._ontology.get(node)
            found = merge_values(about.values if about else {}, more) if more else None
            found = found or (about.values if about else {})
            if len(self._described) > MOST_REMEMBERED:
                self._described.clear()
            self._described[node] = found
        return found

    def find_subjects(self, node: str, predicate: str) -> Sequence[str]:
        """Return the subjects whose statements with a predicate lead to a node.

        Raises:
            CannotJudge: the node is no IRI; the links lead to IRIs alone.
        """
        if node[0] != "<":
            raise CannotJudge
        found = [subject for _, subject in self._links.find(node, predicate)]
        more = [subject for name, subject in self._toward.get(node, ()) if name == predicate]
        return list(dict.fromkeys((*found, *more))) if more else found

    def is_object(self, node: str, predicate: str) -> bool:
        """Return whether a statement with a predicate leads to a node."""
        if node[0] == "<":
            return bool(self.find_subjects(node, predicate))
        more = self._toward.get(node, ())
        return any(name == predicate for name, _ in more) or any(
            node in about.values.get(predicate, ()) for about in self._spool.find_mentions(node)
        )

    def find_types(self, node: str) -> Sequence[str]:
        """Return the classes that are stated for a node."""
        found = self._classes.get(node)
        if found is None:
            own = self._types.find(node)
            more = self._ontology.get(node, {}).get(TYPE, ())
            found = (*own, *(one for one in more if one not in own)) if more else own
            if len(self._classes) > MOST_REMEMBERED:
                self._classes.clear()
            self._classes[node] = found
        return found


def merge_values(values: Values, more: Values) -> Values:
    """Return the objects of a subject in two graphs."""
    merged = dict(values)
    for predicate, objects in more.items():
        own = merged.get(predicate, [])
        merged[predicate] = [*own, *(one for one in objects if one not in own)]
    return merged
