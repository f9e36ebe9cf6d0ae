"""Shapes to classes: node shapes with their property shapes, those of one path together.

Source: SHACL, sections 2.1 (targets), 2.3.1 (paths) and 4 (constraints).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from terril.model.vocabulary import RDF, RDFS, SH, TYPE
from terril.representations.classes.class_shapes import ClassShape, Path, PropertyRow, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Node: TypeAlias = "NamedNode | BlankNode"
Term: TypeAlias = "NamedNode | BlankNode | Literal | Triple"
NODE_SHAPE = NamedNode(f"{SH}NodeShape")
NIL = f"{RDF}nil"


def read_classes(triples: Iterable[Triple]) -> dict[str, ClassShape]:
    """The classes by name, in the order of the shapes' documents."""
    graph = _Graph(triples)
    shapes = [
        subject
        for subject in graph.said
        if isinstance(subject, NamedNode) and NODE_SHAPE in graph.all(subject, TYPE.value)
    ]
    found = [_class(graph, shape) for shape in shapes]
    return {one.name: one for one in found}


class _Graph:
    """What is said about each node, in order."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.said: dict[Node, list[Triple]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                self.said[triple.subject].append(triple)

    def all(self, node: Term, predicate: str) -> list[Term]:
        """The values of a property; none of a literal."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        return [t.object for t in self.said.get(node, ()) if t.predicate.value == predicate]

    def iris(self, node: Term, name: str) -> tuple[str, ...]:
        """The IRIs that one of SHACL's properties has."""
        found = self.all(node, f"{SH}{name}")
        return tuple(one.value for one in found if isinstance(one, NamedNode))

    def texts(self, node: Term, predicate: str) -> Mapping[str, str]:
        """The texts of a property by their language tag."""
        found = (one for one in self.all(node, predicate) if isinstance(one, Literal))
        return {one.language or "": one.value for one in found}

    def text(self, node: Term, name: str) -> str:
        """The first literal that one of SHACL's properties has, ``""`` if there is none."""
        return next(iter(self.texts(node, f"{SH}{name}").values()), "")

    def items(self, node: Term) -> Sequence[Term]:
        """The members of an RDF list (RDF Schema, section 5.2)."""
        found: list[Term] = []
        while isinstance(node, BlankNode):
            found += self.all(node, f"{RDF}first")[:1]
            rest = self.all(node, f"{RDF}rest")
            node = rest[0] if rest else NamedNode(NIL)
        return found

    def members(self, node: Term, name: str) -> Sequence[Term]:
        """The members of the lists that one of SHACL's properties has."""
        return [item for one in self.all(node, f"{SH}{name}") for item in self.items(one)]

    def closure(self, node: Node) -> list[Triple]:
        """Everything that is said about a node and about the nameless ones below it."""
        found = []
        for triple in self.said.get(node, ()):
            found.append(triple)
            if isinstance(triple.object, BlankNode):
                found += self.closure(triple.object)
        return found


def _class(graph: _Graph, shape: NamedNode) -> ClassShape:
    parts = [one for one in graph.all(shape, f"{SH}property") if isinstance(one, NamedNode)]
    groups: dict[tuple[Path, ...], list[NamedNode]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: float(graph.text(part, "order") or 0)):
        for path in graph.all(part, f"{SH}path"):
            groups[_paths(graph, path)].append(part)
    triples = graph.closure(shape) + [t for part in parts for t in graph.closure(part)]
    return ClassShape(
        shape.value,
        shape.value.rpartition("#")[2],
        graph.texts(shape, f"{SH}name"),
        graph.texts(shape, f"{RDFS}comment"),
        graph.iris(shape, "targetClass"),
        graph.iris(shape, "targetSubjectsOf"),
        tuple(_row(graph, paths, some) for paths, some in groups.items()),
        tuple(dict.fromkeys(triples)),
    )


def _paths(graph: _Graph, path: Term) -> tuple[Path, ...]:
    """The properties of a path; of a path that is none of the usual ones, nothing."""
    if isinstance(path, NamedNode):
        return (Path(path.value),)
    back = graph.iris(path, "inversePath")
    if back:
        return (Path(back[0], inverse=True),)
    return tuple(
        found for item in graph.members(path, "alternativePath") for found in _paths(graph, item)
    )


def _row(graph: _Graph, paths: tuple[Path, ...], shapes: Sequence[NamedNode]) -> PropertyRow:
    needed = {shape: _least(graph, shape) for shape in shapes}
    most = [int(text) for shape in shapes if (text := graph.text(shape, "maxCount"))]
    strict = (shape for shape in shapes if not graph.iris(shape, "severity"))
    messages = (graph.texts(shape, f"{SH}message") for shape in shapes)
    return PropertyRow(
        paths,
        graph.texts(shapes[0], f"{SH}name"),
        tuple(shape.value for shape in shapes),
        float(graph.text(shapes[0], "order") or 0),
        max(needed.values()),
        min(most, default=None),
        any(graph.text(shape, "uniqueLang") == "true" for shape in shapes),
        _values(graph, shapes),
        not any(needed[shape] for shape in strict),
        tuple(message for message in messages if message),
    )


def _least(graph: _Graph, shape: NamedNode) -> int:
    counts = [int(graph.text(shape, name) or 0) for name in ("minCount", "qualifiedMinCount")]
    return max(*counts, len(graph.all(shape, f"{SH}hasValue")))


def _values(graph: _Graph, shapes: Sequence[NamedNode]) -> Values:
    inner = [one for shape in shapes for one in graph.members(shape, "or")]
    inner += [q for shape in shapes for q in graph.all(shape, f"{SH}qualifiedValueShape")]
    nodes: list[Term] = [*shapes, *inner]

    def iris(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(iri for node in nodes for iri in graph.iris(node, name)))

    def first(name: str) -> str:
        return next((text for node in nodes if (text := graph.text(node, name))), "")

    exactly = [one for node in nodes for one in graph.members(node, "in")]
    exactly += [one for node in nodes for one in graph.all(node, f"{SH}hasValue")]
    return Values(
        iris("class"),
        iris("datatype"),
        tuple(_written(one) for one in exactly),
        f"{SH}IRI" in iris("nodeKind"),
        first("pattern"),
        first("minInclusive"),
        first("maxInclusive"),
    )


def _written(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
