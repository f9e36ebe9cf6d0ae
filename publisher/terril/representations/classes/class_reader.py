"""Convert node shapes to classes, with property shapes grouped by path.

Source: SHACL, sections 2.1 (targets), 2.3.1 (paths) and 4 (constraints).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from terril.model.triples import term
from terril.model.vocabulary import RDF, RDFS, SH, TYPE
from terril.representations.classes.class_shapes import ClassShape, Path, PropertyRow, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Subject: TypeAlias = "NamedNode | BlankNode"
Term: TypeAlias = "NamedNode | BlankNode | Literal | Triple"
NODE_SHAPE = term("sh:NodeShape")
NIL = f"{RDF}nil"


def read_classes(triples: Iterable[Triple]) -> dict[str, ClassShape]:
    """Return the classes by name, in the order of the shapes' documents."""
    graph = _Graph(triples)
    shapes = [
        subject
        for subject in graph.statements
        if isinstance(subject, NamedNode) and NODE_SHAPE in graph.get_values(subject, TYPE.value)
    ]
    found = [_read_class(graph, shape) for shape in shapes]
    return {one.name: one for one in found}


class _Graph:
    """Triples by subject, in order."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.statements: dict[Subject, list[Triple]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                self.statements[triple.subject].append(triple)

    def get_values(self, node: Term, predicate: str) -> list[Term]:
        """Return the values of a property; none for a literal."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        return [t.object for t in self.statements.get(node, ()) if t.predicate.value == predicate]

    def get_iris(self, node: Term, name: str) -> tuple[str, ...]:
        """Return the IRIs among the values of a SHACL property."""
        found = self.get_values(node, f"{SH}{name}")
        return tuple(one.value for one in found if isinstance(one, NamedNode))

    def get_texts(self, node: Term, predicate: str) -> Mapping[str, str]:
        """Return the literals of a property by language tag."""
        found = (one for one in self.get_values(node, predicate) if isinstance(one, Literal))
        return {one.language or "": one.value for one in found}

    def get_text(self, node: Term, name: str) -> str:
        """Return the first literal of a SHACL property, ``""`` if there is none."""
        return next(iter(self.get_texts(node, f"{SH}{name}").values()), "")

    def read_list(self, node: Term) -> Sequence[Term]:
        """Return the members of an RDF list (RDF Schema, section 5.2)."""
        found: list[Term] = []
        while isinstance(node, BlankNode):
            found += self.get_values(node, f"{RDF}first")[:1]
            rest = self.get_values(node, f"{RDF}rest")
            node = rest[0] if rest else NamedNode(NIL)
        return found

    def get_members(self, node: Term, name: str) -> Sequence[Term]:
        """Return the members of the lists that are values of a SHACL property."""
        return [
            item for one in self.get_values(node, f"{SH}{name}") for item in self.read_list(one)
        ]

    def collect_statements(self, node: Subject) -> list[Triple]:
        """Return the triples about a node and, recursively, about its blank nodes."""
        found = []
        for triple in self.statements.get(node, ()):
            found.append(triple)
            if isinstance(triple.object, BlankNode):
                found += self.collect_statements(triple.object)
        return found


def _read_class(graph: _Graph, shape: NamedNode) -> ClassShape:
    parts = [one for one in graph.get_values(shape, f"{SH}property") if isinstance(one, NamedNode)]
    groups: dict[tuple[Path, ...], list[NamedNode]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: float(graph.get_text(part, "order") or 0)):
        for path in graph.get_values(part, f"{SH}path"):
            groups[_read_paths(graph, path)].append(part)
    triples = graph.collect_statements(shape) + [
        t for part in parts for t in graph.collect_statements(part)
    ]
    return ClassShape(
        shape.value,
        shape.value.rpartition("#")[2],
        graph.get_texts(shape, f"{SH}name"),
        graph.get_texts(shape, f"{RDFS}comment"),
        graph.get_iris(shape, "targetClass"),
        graph.get_iris(shape, "targetSubjectsOf"),
        tuple(_read_row(graph, paths, some) for paths, some in groups.items()),
        tuple(dict.fromkeys(triples)),
    )


def _read_paths(graph: _Graph, path: Term) -> tuple[Path, ...]:
    """Return the properties of a path; none for unsupported kinds of paths."""
    if isinstance(path, NamedNode):
        return (Path(path.value),)
    back = graph.get_iris(path, "inversePath")
    if back:
        return (Path(back[0], inverse=True),)
    return tuple(
        found
        for item in graph.get_members(path, "alternativePath")
        for found in _read_paths(graph, item)
    )


def _read_row(graph: _Graph, paths: tuple[Path, ...], shapes: Sequence[NamedNode]) -> PropertyRow:
    needed = {shape: _read_minimum(graph, shape) for shape in shapes}
    most = [int(text) for shape in shapes if (text := graph.get_text(shape, "maxCount"))]
    strict = (shape for shape in shapes if not graph.get_iris(shape, "severity"))
    messages = (graph.get_texts(shape, f"{SH}message") for shape in shapes)
    return PropertyRow(
        paths,
        graph.get_texts(shapes[0], f"{SH}name"),
        tuple(shape.value for shape in shapes),
        float(graph.get_text(shapes[0], "order") or 0),
        max(needed.values()),
        min(most, default=None),
        any(graph.get_text(shape, "uniqueLang") == "true" for shape in shapes),
        _read_values(graph, shapes),
        not any(needed[shape] for shape in strict),
        tuple(message for message in messages if message),
    )


def _read_minimum(graph: _Graph, shape: NamedNode) -> int:
    counts = [int(graph.get_text(shape, name) or 0) for name in ("minCount", "qualifiedMinCount")]
    return max(*counts, len(graph.get_values(shape, f"{SH}hasValue")))


def _read_values(graph: _Graph, shapes: Sequence[NamedNode]) -> Values:
    inner = [one for shape in shapes for one in graph.get_members(shape, "or")]
    inner += [q for shape in shapes for q in graph.get_values(shape, f"{SH}qualifiedValueShape")]
    nodes: list[Term] = [*shapes, *inner]

    def iris(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(iri for node in nodes for iri in graph.get_iris(node, name)))

    def first(name: str) -> str:
        return next((text for node in nodes if (text := graph.get_text(node, name))), "")

    exactly = [one for node in nodes for one in graph.get_members(node, "in")]
    exactly += [one for node in nodes for one in graph.get_values(node, f"{SH}hasValue")]
    return Values(
        iris("class"),
        iris("datatype"),
        tuple(_format_term(one) for one in exactly),
        f"{SH}IRI" in iris("nodeKind"),
        first("pattern"),
        first("minInclusive"),
        first("maxInclusive"),
    )


def _format_term(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
