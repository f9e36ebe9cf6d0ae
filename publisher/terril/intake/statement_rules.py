"""Check the statements of files by rules of reading, before the validation against shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from terril.intake.locations.lines import RELATIVE
from terril.model.findings import Finding, Location, Severity
from terril.model.formats import RDF_FORMATS
from terril.model.languages import gettext_noop, translate_all
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from terril.intake.locations.positions import Positions
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.naming_policy import NamingPolicy, NamingProblem
    from terril.intake.sources import Source

GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph
WRONG_SCHEMA = "https://schema.org/"
BLANK_NODE = gettext_noop(
    "Something here has no address of its own: it is written with “[ ]”, “( )” or “_:”, or "
    "without an identifier. Nobody could refer to it. Call it {base}id/{{kind}}/{{slug}} and "
    "describe it under that address."
)
HTTPS_SCHEMA = gettext_noop(
    "schema.org's words begin with http://schema.org/, but this file writes them with https. "
    "Take the “s” away, best where the prefix is declared."
)
FOREIGN_GRAPH = gettext_noop(
    "These statements name the graph <{named}>, but everything in this folder belongs to the "
    "graph <{graph}>. Take the graph's name away, or move the statements to their graph's folder."
)
TWICE = gettext_noop(
    "This thing is described in two files of one graph: here and in {path}, line {line}. Give "
    "it its type in one of the two only, best by moving everything about it to one file."
)
NO_STATEMENT = gettext_noop(
    "This file says nothing: no statement was found in it. Fill it or delete it. In JSON-LD, "
    "keys that the context does not explain are passed over."
)
LEFT_OUT = gettext_noop(
    "This file is left out: only files that end in {endings} are read. Rename it, or keep it "
    "outside the folders of data/."
)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context of the rules: naming policy, positions of statements, and labels."""

    naming: NamingPolicy
    positions: Positions
    labels: Mapping[str, Mapping[str, str]]


def check_blank_nodes(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each line with a blank node."""
    if not any(BlankNode in (type(quad.subject), type(quad.object)) for quad in source.quads):
        return
    message = translate_all(BLANK_NODE, base=context.naming.addresses.base)
    for place in context.positions.find_blank_nodes(source):
        yield Finding("blank-node", message, place=place)


def check_subjects(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each subject with an IRI that is not allowed."""
    for subject in dict.fromkeys(quad.subject for quad in source.quads):
        if not isinstance(subject, NamedNode):
            continue
        if problem := context.naming.check_subject(subject.value):
            place = context.positions.find_name(source, subject)
            yield _build_name_finding(subject.value, problem, place, context)


def check_references(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each predicate or object with an IRI that is probably wrong."""
    checked = {quad.subject for quad in source.quads}
    for quad in source.quads:
        for term in (quad.predicate, quad.object):
            if not isinstance(term, NamedNode) or term in checked:
                continue

            checked.add(term)
            if problem := context.naming.check_reference(term.value):
                place = context.positions.find_statement(
                    source, quad.subject, quad.predicate, quad.object
                )
                yield _build_name_finding(term.value, problem, place, context)


def _build_name_finding(
    iri: str, problem: NamingProblem, place: Location, context: RuleContext
) -> Finding:
    shown = iri.removeprefix(RELATIVE)
    base = context.naming.addresses.base
    message = translate_all(problem.sentence, iri=shown, base=base, nearest=problem.nearest)
    return Finding(
        problem.rule,
        message,
        place=place,
        thing=shown,
        thing_label=context.labels.get(iri, {}),
        value=shown,
    )


def check_schema(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding if the file writes the terms of schema.org with https."""
    terms = (term for quad in source.quads for term in (quad.predicate, quad.object))
    if any(isinstance(term, NamedNode) and term.value.startswith(WRONG_SCHEMA) for term in terms):
        place = context.positions.find_text(source, WRONG_SCHEMA)
        yield Finding("schema-https", translate_all(HTTPS_SCHEMA), place=place, value=WRONG_SCHEMA)


def check_emptiness(source: Source, _context: RuleContext) -> Iterator[Finding]:
    """Return a warning if the file holds no statement."""
    if not source.quads:
        message = translate_all(NO_STATEMENT)
        yield Finding("empty-file", message, Severity.WARNING, Location(source.path))


RULES = (check_blank_nodes, check_subjects, check_references, check_schema, check_emptiness)
"""The rules for one file; each takes a source that could be read, and the context."""


def check_graphs(
    source: Source, named: Iterable[GraphName], context: RuleContext
) -> Iterator[Finding]:
    """Return a finding for each graph that a file names and that is not the one of its folder."""
    for graph in dict.fromkeys(named):
        if isinstance(graph, NamedNode | BlankNode) and graph != source.graph:
            message = translate_all(FOREIGN_GRAPH, named=graph.value, graph=source.graph.value)
            place = context.positions.find_graph(source, graph)
            yield Finding("foreign-graph", message, place=place, value=graph.value)


def check_typed_once(sources: Iterable[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding, at the later file, for each thing typed in two files of one graph."""
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


def warn_of_unread_file(path: PurePath) -> Finding:
    """Return a warning that a file in the folder of a graph is not read."""
    endings = ", ".join(f".{row.extension}" for row in RDF_FORMATS)
    message = translate_all(LEFT_OUT, endings=endings)
    return Finding("left-out", message, Severity.WARNING, Location(path))
