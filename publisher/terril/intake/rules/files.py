"""Report files that hold no statement, name other graphs, repeat things or are not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from terril.model.findings import Finding, Location, Severity
from terril.model.formats import JSON_LD
from terril.model.languages import gettext_noop, translate_all
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import PurePath

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph
FOREIGN_GRAPH = gettext_noop(
    "These statements name the graph <{named}>, but everything in this folder belongs to the "
    "graph <{graph}>. Take the graph's name away, or move the statements to their graph's folder."
)
TWICE = gettext_noop(
    "This thing is described in two files of one graph: here and in {path}, line {line}. Give "
    "it its type in one of the two only, best by moving everything about it to one file."
)
NO_STATEMENT = gettext_noop(
    "This file says nothing: no statement was found in it. Fill it or delete it."
)


def check_emptiness(source: Source) -> Iterator[Finding]:
    """Return a warning if the file holds no statement; JSON-LD is examined for its reasons."""
    if not source.quads and source.syntax != JSON_LD:
        yield warn_of_emptiness(source)


def warn_of_emptiness(source: Source) -> Finding:
    """Return the warning that a file holds no statement."""
    message = translate_all(NO_STATEMENT)
    return Finding("empty-file", message, Severity.WARNING, Location(source.path))


def check_graphs(
    source: Source, named: Iterable[GraphName], context: RuleContext
) -> Iterator[Finding]:
    """Return a finding for each graph that a file names and that is not the one of its folder."""
    for graph in dict.fromkeys(named):
        if isinstance(graph, NamedNode | BlankNode) and graph != source.graph:
            message = translate_all(FOREIGN_GRAPH, named=graph.value, graph=source.graph.value)
            place = context.positions.find_graph(source, graph)
            yield Finding("foreign-graph", message, place=place, value=graph.value)


def check_typed_once(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding, at the later file, for each thing typed in two files of one graph.

    It depends on all types of the thing.
    """
    first: dict[tuple[NamedNode, Term], Source] = {}
    reported: set[tuple[PurePath, Term]] = set()
    for source in sources:
        for quad in source.quads:
            thing = quad.subject
            if quad.predicate != TYPE or not isinstance(thing, NamedNode):
                continue
            other = first.setdefault((source.graph, thing), source)
            if other is not source and (source.path, thing) not in reported:
                reported.add((source.path, thing))
                yield _build_duplicate_finding(thing, other, source, context)


def _build_duplicate_finding(
    thing: NamedNode, other: Source, source: Source, context: RuleContext
) -> Finding:
    first = context.positions.find_statement(other, thing)
    return Finding(
        "two-files",
        translate_all(TWICE, path=first.path, line=first.line),
        place=context.positions.find_statement(source, thing),
        thing=thing.value,
        thing_label=context.labels.get(thing.value, {}),
        value=thing.value,
    )
