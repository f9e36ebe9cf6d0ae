"""Statements about a node, put together one property at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from terril.model.vocabulary import PREFIXES, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EU = "http://publications.europa.eu/resource/authority/"

Value = NamedNode | Literal | BlankNode


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name such as ``dct:title``."""
    prefix, _, local = name.partition(":")
    return NamedNode(f"{PREFIXES[prefix]}{local}")


def when(moment: datetime | date) -> Literal:
    """A moment to the second, in UTC as it is given; or a day."""
    if isinstance(moment, datetime):
        text = moment.isoformat(timespec="seconds")
        return Literal(text, datatype=NamedNode(f"{XSD}dateTime"))
    return Literal(moment.isoformat(), datatype=NamedNode(f"{XSD}date"))


def number(value: int) -> Literal:
    """A count or a size."""
    return Literal(str(value), datatype=NamedNode(f"{XSD}nonNegativeInteger"))


def texts(by_language: Mapping[str, str], languages: Iterable[str]) -> list[Literal]:
    """A text in each language, the town's first: portals of one language may take the first."""
    order = dict.fromkeys((*languages, *by_language))
    return [Literal(by_language[tag], language=tag) for tag in order if tag in by_language]


@dataclass
class Node:
    """What is said of one node, and of nodes that it leads to.

    Attributes:
        me: the node.
        triples: the statements, in order.
    """

    me: NamedNode | BlankNode
    triples: list[Triple] = field(default_factory=list)

    def types(self, *names: str) -> Node:
        """The same node with types added."""
        self.triples += [Triple(self.me, TYPE, term(name)) for name in names]
        return self

    def has(self, name: str, *values: Value) -> Node:
        """The same node with values of a property added."""
        self.triples += [Triple(self.me, term(name), value) for value in values]
        return self

    def lead(self, name: str, *nodes: Node) -> Node:
        """The same node with other nodes as values, described as well."""
        for node in nodes:
            self.triples += [Triple(self.me, term(name), node.me), *node.triples]
        return self


@cache
def eu_terms() -> Mapping[str, tuple[Triple, ...]]:
    """What a catalogue says of each term of the European authority tables, by IRI."""
    content = resources.files(__package__).joinpath("eu.ttl").read_bytes()
    found: dict[str, list[Triple]] = {}
    for quad in parse(content, format=RdfFormat.TURTLE):
        found.setdefault(str(quad.subject).strip("<>"), []).append(quad.triple)
    return {iri: tuple(triples) for iri, triples in found.items()}


def authority(path: str, kind: str) -> Node:
    """A term of the authority tables, such as ``frequency/IRREG``, with its class."""
    return Node(NamedNode(f"{EU}{path}")).types(kind)


def resource(iri: str) -> Node:
    """An address, with the class that checks of ranges want of all that is no literal."""
    return Node(NamedNode(iri)).types("rdfs:Resource")
