"""An index of the statements of all shapes, which knows those of the town's own files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.model.vocabulary import PREFIXES, RDF, SH, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.town_model import ModelFile

FIRST, REST, NIL = (NamedNode(f"{RDF}{name}") for name in ("first", "rest", "nil"))
# The parameters whose values are shapes, or lists of shapes (SHACL, section 2.1).
SHAPE_EXPECTING = ("property", "node", "not", "qualifiedValueShape")
SHAPE_LISTS = ("and", "or", "xone")
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")


@dataclass(frozen=True, slots=True)
class ShapeStatement:
    """A statement of a file with shapes; ``number`` counts the statements of the file from 0."""

    quad: Quad
    file: ModelFile
    number: int


class ShapeIndex:
    """The statements of all shapes by subject and by object.

    Attributes:
        own: those of the town's own files.
    """

    def __init__(self, files: Iterable[ModelFile]) -> None:
        self.own: list[ShapeStatement] = []
        self._about: defaultdict[Term, list[ShapeStatement]] = defaultdict(list)
        self._toward: defaultdict[Term, list[ShapeStatement]] = defaultdict(list)
        for file in files:
            statements = [
                ShapeStatement(quad, file, number) for number, quad in enumerate(file.quads)
            ]
            for one in statements:
                self._about[one.quad.subject].append(one)
                self._toward[one.quad.object].append(one)
            if file.own:
                self.own += statements

    def all(self) -> Iterator[ShapeStatement]:
        """Iterate over the statements of all files."""
        for about in self._about.values():
            yield from about

    def find(self, subject: Term, *names: str) -> list[ShapeStatement]:
        """Return the statements about a node with one of the SHACL properties of these names."""
        wanted = {sh(name) for name in names}
        return [one for one in self.about(subject) if one.quad.predicate in wanted]

    def find_values(self, subject: Term, *names: str) -> list[Term]:
        """Return the values of such statements."""
        return [one.quad.object for one in self.find(subject, *names)]

    def about(self, subject: Term) -> list[ShapeStatement]:
        """Return all statements about a node."""
        return self._about.get(subject, [])

    def toward(self, value: Term, *names: str) -> list[ShapeStatement]:
        """Return the statements that have a node as value of a SHACL property of these names."""
        wanted = {sh(name) for name in names}
        found = self._toward.get(value, [])
        return [one for one in found if not names or one.quad.predicate in wanted]

    def find_shape_names(self) -> list[str]:
        """Return the IRIs of everything that the files describe, in order."""
        return sorted(node.value for node in self._about if isinstance(node, NamedNode))

    def has_type(self, node: Term, *names: str) -> bool:
        """Return whether a node has a SHACL type of one of these names."""
        wanted = {sh(name) for name in names}
        return any(
            one.quad.object in wanted for one in self.about(node) if one.quad.predicate == TYPE
        )

    def read_list(self, head: Term) -> list[Term]:
        """Return the members of a list, up to where it is broken or returns to itself."""
        places = self.walk_list(head)
        return [one.quad.object for place in places for one in self._having(place, FIRST)]

    def walk_list(self, head: Term) -> list[Term]:
        """Return the nodes of a list, up to where it is broken or returns to itself."""
        places: dict[Term, None] = {}
        while head != NIL and head not in places:
            places[head] = None
            rest = self._having(head, REST)
            if not rest:
                break
            head = rest[0].quad.object
        return list(places)

    def is_list(self, head: Term) -> bool:
        """Return whether a node is a well-formed list: one first, one rest each, and an end."""
        seen: set[Term] = set()
        while head != NIL:
            rest = self._having(head, REST)
            if head in seen or len(rest) != 1 or len(self._having(head, FIRST)) != 1:
                return False
            seen.add(head)
            head = rest[0].quad.object
        return True

    def _having(self, subject: Term, predicate: NamedNode) -> list[ShapeStatement]:
        return [one for one in self.about(subject) if one.quad.predicate == predicate]

    def find_parts(self, shape: Term) -> Iterator[tuple[ShapeStatement, Term]]:
        """Return the shapes that a shape refers to, each with the statement that does."""
        for one in self.find(shape, *SHAPE_EXPECTING):
            yield one, one.quad.object
        for one in self.find(shape, *SHAPE_LISTS):
            for member in self.read_list(one.quad.object):
                yield one, member


def sh(name: str) -> NamedNode:
    """Return the SHACL term of a name."""
    return NamedNode(f"{SH}{name}")


def get_name(term: Term) -> str:
    """Return the name of a SHACL term, ``""`` for any other."""
    known = isinstance(term, NamedNode) and term.value.startswith(SH)
    return term.value.removeprefix(SH) if known and isinstance(term, NamedNode) else ""


def write_term(term: Term) -> str:
    """Return a term as people write it in Turtle."""
    if isinstance(term, NamedNode):
        for prefix, namespace in {"sh": SH, **PREFIXES}.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return f"<{term.value}>"
    if isinstance(term, BlankNode):
        return "[ … ]"
    return term.value if isinstance(term, Literal) else str(term)
