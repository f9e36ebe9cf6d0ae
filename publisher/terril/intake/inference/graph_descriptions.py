"""Describe graphs: what is inferred, and the folders that the town does not describe."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from terril.model.languages import translate_all
from terril.model.spool import RespeltLiterals
from terril.model.triples import Node
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from terril.model.spool import Segment, Spool

GRAPH = re.compile(r" ([^ \n]+) \.$", re.MULTILINE)


def describe_graphs(stated: Spool, derived: NamedNode) -> Iterator[Node]:
    """Yield a description of the graph of what is inferred, and of each without one.

    The latter is the name of its folder, and its size, which is what a query counts: two
    spellings of a value are the same for it.

    Args:
        stated: all statements of the town.
        derived: the graph of the inferred statements.
    """
    node = Node(derived).add_type("prov:Entity")
    node.add_iri("prov:wasDerivedFrom", f"{TERRIL}completions")
    yield node.add_texts("skos:prefLabel", translate_all("What follows by the rules of the model"))
    sizes = _count_graphs(stated)
    for graph in sorted(sizes):
        if stated.find(graph) is None:
            iri = graph[1:-1]
            node = Node(iri).add_type("prov:Entity").add("void:triples", sizes[graph])
            folder = iri.rpartition("/")[2]
            yield node.add_texts(
                "skos:prefLabel", translate_all("Data folder “{folder}”", folder=folder)
            )


def _count_graphs(stated: Spool) -> Counter[str]:
    respelt = RespeltLiterals()
    counts: Counter[str] = Counter()
    for segment in stated.segments():
        found = respelt.find_in(segment.text)
        counts.update(
            _list_graphs(segment, found) if found else _count_lines(segment.text, counts)
        )
    return counts


def _count_lines(text: str, known: Iterable[str]) -> Mapping[str, int]:
    """Return the number of lines of each graph, most often all of known ones."""
    counts = {graph: text.count(f" {graph} .\n") for graph in known}
    whole = sum(counts.values()) == text.count("\n")
    return counts if whole else Counter(GRAPH.findall(text))


def _list_graphs(segment: Segment, respelt: Mapping[str, str]) -> Iterable[str]:
    """Yield the graph of each statement of the store."""
    for one in segment.subjects():
        stored = {(link, respelt.get(value, value), name) for link, value, name in one.statements}
        yield from (name for _, _, name in stored)
