"""What must hold of the statements of a file before any shape is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from terril.intake.locations.line_reader import RELATIVE
from terril.model.findings import Finding, Location, Severity
from terril.model.formats import RDF_FORMATS
from terril.model.languages import gettext_noop, translations
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from terril.intake.locations.positions import Positions
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.naming import Naming, Objection
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
NOTHING_SAID = gettext_noop(
    "This file says nothing: no statement was found in it. Fill it or delete it. In JSON-LD, "
    "keys that the context does not explain are passed over."
)
LEFT_OUT = gettext_noop(
    "This file is left out: only files that end in {endings} are read. Rename it, or keep it "
    "outside the folders of data/."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the rules need to know besides a file: names, places and labels."""

    naming: Naming
    positions: Positions
    labels: Mapping[str, Mapping[str, str]]


def check_blank_nodes(source: Source, desk: Desk) -> Iterator[Finding]:
    """One finding for each line with a thing that has no IRI."""
    if not any(BlankNode in (type(quad.subject), type(quad.object)) for quad in source.quads):
        return
    message = translations(BLANK_NODE, base=desk.naming.addresses.base)
    for place in desk.positions.blank_nodes(source):
        yield Finding("blank-node", message, place=place)


def check_described(source: Source, desk: Desk) -> Iterator[Finding]:
    """One finding for each thing that a file describes under an IRI that is not allowed."""
    for subject in dict.fromkeys(quad.subject for quad in source.quads):
        if isinstance(subject, NamedNode) and (wrong := desk.naming.of_described(subject.value)):
            place = desk.positions.name(source, subject)
            yield _name_finding(subject.value, wrong, place, desk)


def check_mentioned(source: Source, desk: Desk) -> Iterator[Finding]:
    """One finding for each IRI that a file only refers to and that cannot be meant so."""
    told = {quad.subject for quad in source.quads}
    for quad in source.quads:
        for term in (quad.predicate, quad.object):
            if not isinstance(term, NamedNode) or term in told:
                continue
            told.add(term)
            if wrong := desk.naming.of_mentioned(term.value):
                place = desk.positions.place(source, quad.subject, quad.predicate, quad.object)
                yield _name_finding(term.value, wrong, place, desk)


def _name_finding(iri: str, wrong: Objection, place: Location, desk: Desk) -> Finding:
    shown = iri.removeprefix(RELATIVE)
    base = desk.naming.addresses.base
    message = translations(wrong.sentence, iri=shown, base=base, nearest=wrong.nearest)
    return Finding(
        wrong.rule,
        message,
        place=place,
        thing=shown,
        thing_label=desk.labels.get(iri, {}),
        value=shown,
    )


def check_schema(source: Source, desk: Desk) -> Iterator[Finding]:
    """A finding if the file writes schema.org's terms with https."""
    terms = (term for quad in source.quads for term in (quad.predicate, quad.object))
    if any(isinstance(term, NamedNode) and term.value.startswith(WRONG_SCHEMA) for term in terms):
        place = desk.positions.text(source, WRONG_SCHEMA)
        yield Finding("schema-https", translations(HTTPS_SCHEMA), place=place, value=WRONG_SCHEMA)


def check_emptiness(source: Source, _desk: Desk) -> Iterator[Finding]:
    """A warning if nothing is said in the file."""
    if not source.quads:
        message = translations(NOTHING_SAID)
        yield Finding("empty-file", message, Severity.WARNING, Location(source.path))


RULES = (check_blank_nodes, check_described, check_mentioned, check_schema, check_emptiness)
"""Each takes a file that could be read, and the desk."""


def check_graphs(source: Source, named: Iterable[GraphName], desk: Desk) -> Iterator[Finding]:
    """One finding for each graph that a file names and that is not its folder's."""
    for graph in dict.fromkeys(named):
        if isinstance(graph, NamedNode | BlankNode) and graph != source.graph:
            message = translations(FOREIGN_GRAPH, named=graph.value, graph=source.graph.value)
            place = desk.positions.graph(source, graph)
            yield Finding("foreign-graph", message, place=place, value=graph.value)


def check_homes(sources: Iterable[Source], desk: Desk) -> Iterator[Finding]:
    """One finding for each thing that is typed in two files of one graph, in the later one."""
    homes: dict[tuple[NamedNode, Term], Source] = {}
    told: set[tuple[PurePath, Term]] = set()
    for source in sources:
        for quad in source.quads:
            thing = quad.subject
            if quad.predicate != TYPE or not isinstance(thing, NamedNode):
                continue
            home = homes.setdefault((source.graph, thing), source)
            if home is not source and (source.path, thing) not in told:
                told.add((source.path, thing))
                yield _second_home(thing, home, source, desk)


def _second_home(thing: NamedNode, home: Source, source: Source, desk: Desk) -> Finding:
    first = desk.positions.place(home, thing)
    return Finding(
        "two-files",
        translations(TWICE, path=first.path, line=first.line),
        place=desk.positions.place(source, thing),
        thing=thing.value,
        thing_label=desk.labels.get(thing.value, {}),
        value=thing.value,
    )


def left_out(path: PurePath) -> Finding:
    """A warning that a file of a graph's folder is not read."""
    endings = ", ".join(f".{row.extension}" for row in RDF_FORMATS)
    message = translations(LEFT_OUT, endings=endings)
    return Finding("left-out", message, Severity.WARNING, Location(path))
