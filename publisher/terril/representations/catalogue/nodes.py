"""Nodes that recur in a catalogue: terms of the European authority tables, and resources."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from terril.model.triples import Node, literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pyoxigraph import Literal, Triple

EU = "http://publications.europa.eu/resource/authority/"


def timestamp(moment: datetime) -> Literal:
    """Return a moment to the second."""
    return literal(moment.replace(microsecond=0))


def count(value: int) -> Literal:
    """Return a count or a size."""
    return literal(value, "xsd:nonNegativeInteger")


@cache
def eu_terms() -> Mapping[str, tuple[Triple, ...]]:
    """Return the description of each term of the European authority tables, by IRI."""
    content = resources.files(__package__).joinpath("eu.ttl").read_bytes()
    found: dict[str, list[Triple]] = {}
    for quad in parse(content, format=RdfFormat.TURTLE):
        found.setdefault(str(quad.subject).strip("<>"), []).append(quad.triple)
    return {iri: tuple(triples) for iri, triples in found.items()}


def authority(path: str, kind: str) -> Node:
    """Return a term of the authority tables, such as ``frequency/IRREG``, with its class."""
    return Node(f"{EU}{path}").add_type(kind)


def resource(iri: str) -> Node:
    """Return an address, with the class that range checks require of everything but literals."""
    return Node(iri).add_type("rdfs:Resource")
