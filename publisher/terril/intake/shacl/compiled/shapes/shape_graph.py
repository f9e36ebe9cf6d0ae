"""The statements of the shapes, by subject and predicate, as N-Triples texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.model.vocabulary import RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

FIRST, REST, NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
TYPE, SUBCLASS = f"<{RDF}type>", f"<{RDFS}subClassOf>"
TRUE, FALSE = (f'"{text}"^^<{XSD}boolean>' for text in ("true", "false"))
Statements = dict[str, dict[str, list[str]]]


def group_statements(quads: Iterable[Quad]) -> Statements:
    """Return the different objects of each subject and predicate."""
    found: Statements = {}
    for quad in quads:
        values = found.setdefault(str(quad.subject), {}).setdefault(str(quad.predicate), [])
        value = str(quad.object)
        if value not in values:
            values.append(value)
    return found


class ShapeGraph:
    """An index of the shapes.

    Attributes:
        about: the objects of each subject and predicate.
        referred: all objects.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about = group_statements(quads)
        self.referred = {
            value
            for values in self.about.values()
            for objects in values.values()
            for value in objects
        }

    def values(self, node: str, name: str) -> list[str]:
        """Return the objects of a node and a property of SHACL."""
        return self.about.get(node, {}).get(name_term(name), [])

    def types(self, node: str) -> list[str]:
        """Return the classes of a node."""
        return self.about.get(node, {}).get(TYPE, [])

    def is_active(self, node: str) -> bool:
        """Return whether a shape or constraint is not deactivated.

        Raises:
            NotCompilable: ``sh:deactivated`` has another value than true or false, or both.
        """
        values = self.values(node, "deactivated")
        if values not in ([], [TRUE], [FALSE]):
            raise NotCompilable(node)
        return values != [TRUE]

    def find(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the subjects of a property of SHACL, each with its objects."""
        predicate = name_term(name)
        for node, values in self.about.items():
            if found := values.get(predicate):
                yield node, found

    def read_list(self, head: str) -> list[str]:
        """Return the members of an RDF list.

        Raises:
            NotCompilable: it is no list, or has an end of another kind.
        """
        members: list[str] = []
        seen = set()
        while head != NIL:
            first, rest = (self.about.get(head, {}).get(term, []) for term in (FIRST, REST))
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise NotCompilable(head)
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return members
