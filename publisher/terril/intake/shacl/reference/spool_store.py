"""The statements of a town as a store of rdflib, read from its spool as they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.store import Store

from terril.intake.shacl.reference.rdflib_graphs import make_literal
from terril.model.spool import LineSorter, SortedLines, merge_runs
from terril.model.spool.term_text import (
    get_datatype,
    get_iri,
    get_language,
    get_text,
    is_iri,
    is_literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib import Graph
    from rdflib.term import Node

    from terril.model.spool import Links, Spool

MOST_REMEMBERED = 20_000
TRIPLE_TERM = "<<( {} )>>"
Triple = tuple["Node", "Node", "Node"]
Values = dict["Node", list["Node"]]


def read_node(text: str) -> Node:
    """Return the term of an N-Triples text; its IRI need not be valid, as in another site's data.

    A triple term is a blank node with its statement as label, as in the other graphs.
    """
    if is_literal(text):
        return make_literal(get_text(text), get_language(text), get_datatype(text))
    if is_iri(text):
        return URIRef(get_iri(text))
    before, behind = TRIPLE_TERM.split("{}")
    return BNode(text.removeprefix("_:").removeprefix(before).removesuffix(behind))


def format_node(node: Node) -> str:
    """Return the N-Triples text of a term of rdflib.

    Raises:
        ValueError: no term in the data can be equal to it.
    """
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, BNode):
        return TRIPLE_TERM.format(node) if node.startswith("<") else f"_:{node}"
    if not isinstance(node, Literal):
        raise TypeError(node)
    if node.language:
        return str(pyoxigraph.Literal(str(node), language=node.language))
    if node.datatype is None:
        return str(pyoxigraph.Literal(str(node)))
    return str(pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(node.datatype)))


class SpoolStore(Store):
    """A read-only store of one graph: the town's statements and those of its ontology.

    Args:
        spool: the statements of the town.
        links: by object.
        ontology: more statements.
        folder: for the index of a property's values, which queries may need.

    Attributes:
        graph: the only graph of the store.
    """

    # rdflib refuses to query stores that are not, even if they have one graph.
    context_aware = True
    graph_aware = True

    def __init__(self, spool: Spool, links: Links, ontology: Graph, folder: Path) -> None:
        super().__init__()
        self._spool = spool
        self._links = links
        self._ontology = ontology
        self._folder = folder
        self.graph: Graph | None = None
        self._about: dict[Node, Values] = {}
        self._values: dict[str, SortedLines] = {}

    def __len__(self, context: object = None) -> int:
        """Return the number of statements, which rdflib takes for whether there are any."""
        return len(self._ontology) + self._spool.size

    def triples(
        self,
        triple_pattern: tuple[Node | None, Node | None, Node | None],
        context: object = None,  # noqa: ARG002 (of the interface)
    ) -> Iterator[tuple[Triple, Iterator[Graph | None]]]:
        """Yield the statements that match a pattern."""
        subject, predicate, value = triple_pattern
        if subject is not None:
            found = self._match(subject, predicate, value)
        elif value is not None:
            found = self._find_subjects(predicate, value)
        else:
            found = self._scan(predicate)
        for triple in found:
            yield triple, iter((self.graph,))

    def _match(
        self, subject: Node, predicate: Node | None, value: Node | None
    ) -> Iterator[Triple]:
        about = self._describe(subject)
        for link in about if predicate is None else (predicate,):
            for one in about.get(link, ()):
                if value is None or one == value:
                    yield subject, link, one

    def _describe(self, subject: Node) -> Values:
        found = self._about.get(subject)
        if found is None:
            found = {}
            if not isinstance(subject, Literal) and (
                about := self._spool.find(format_node(subject))
            ):
                for link, objects in about.values.items():
                    found[read_node(link)] = [read_node(one) for one in objects]
            for name, one in self._ontology.predicate_objects(subject):
                own = found.setdefault(name, [])
                if one not in own:
                    own.append(one)
            if len(self._about) > MOST_REMEMBERED:
                self._about.clear()
            self._about[subject] = found
        return found

    def _find_subjects(self, predicate: Node | None, value: Node) -> Iterator[Triple]:
        for link, subject in self._find_sources(predicate, value):
            yield subject, link, value
        for subject, link in self._ontology.subject_predicates(value):
            stated = next(self._match_own(subject, link, value), None)
            if (predicate is None or link == predicate) and stated is None:
                yield subject, link, value

    def _match_own(self, subject: Node, link: Node, value: Node) -> Iterator[str]:
        about = self._spool.find(format_node(subject))
        if about and format_node(value) in about.values.get(format_node(link), ()):
            yield about.subject

    def _find_sources(self, predicate: Node | None, value: Node) -> Iterator[tuple[Node, Node]]:
        try:
            target = format_node(value)
            name = format_node(predicate) if predicate is not None else None
        except ValueError:
            return
        if isinstance(value, URIRef):
            found: Iterable[tuple[str, str]] = self._links.find(target, name)
        elif name is None:
            found = (
                (link, subject)
                for subject, link, one in self._read_statements("")
                if one == target
            )
        else:
            lines = self._index_values(name).find(f"{target} ").split("\n")[:-1]
            found = ((name, line[len(target) + 1 :]) for line in lines)
        for link, subject in found:
            yield read_node(link), read_node(subject)

    def _index_values(self, predicate: str) -> SortedLines:
        """Return the objects of a property, each before its subject, sorted."""
        if predicate not in self._values:
            name = f"values-{len(self._values)}"
            sorter = LineSorter(self._folder, name)
            for subject, link, value in self._read_statements(predicate):
                if link == predicate:
                    sorter.add([f"{value} {subject}\n"])
            path = self._folder / name
            merge_runs(sorter.finish(), path)
            self._values[predicate] = SortedLines(path)
        return self._values[predicate]

    def _scan(self, predicate: Node | None) -> Iterator[Triple]:
        name = format_node(predicate) if predicate is not None else ""
        for subject, link, value in self._read_statements(name):
            if not name or link == name:
                yield read_node(subject), read_node(link), read_node(value)
        for triple in self._ontology.triples((None, predicate, None)):
            if next(self._match_own(*triple), None) is None:
                yield triple

    def _read_statements(self, predicate: str) -> Iterator[tuple[str, str, str]]:
        """Yield the different statements of all subjects of segments with a predicate."""
        for about in self._spool.find_mentions(predicate):
            for link, objects in about.values.items():
                for value in objects:
                    yield about.subject, link, value
