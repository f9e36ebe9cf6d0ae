"""Describe stored queries as SHACL SPARQL executables, as other endpoints publish examples.

Source: SHACL, ``sh:SPARQLSelectExecutable`` and ``sh:select``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.triples import Node, texts
from terril.model.vocabulary import TERRIL
from terril.store.datasets import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

    from terril.store.stored_queries import Parameter, StoredQuery

QUERIES = f"{TERRIL}queries"


def describe_queries(
    queries: Iterable[StoredQuery], titles: Mapping[str, str]
) -> tuple[Triple, ...]:
    """Return the document of all stored queries; ``titles`` are its own, by language tag."""
    document = (
        Node(QUERIES).add_type("owl:Ontology").add("dct:title", *texts(titles, sorted(titles)))
    )
    return (*document, *(triple for query in queries for triple in _describe_query(query)))


def _describe_query(query: StoredQuery) -> Node:
    node = Node(f"{QUERIES}#{query.name}")
    node.add_type("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable")
    node.add("rdfs:label", *texts(query.titles, sorted(query.titles)))
    node.add("rdfs:comment", *texts(query.descriptions, sorted(query.descriptions)))
    node.add("sh:select", query.text).add_iri("rdfs:isDefinedBy", QUERIES)
    node.add_iri("dct:subject", *(f"{KINDS}{kind}" for kind in query.about))
    parts = (_describe_parameter(query.name, parameter) for parameter in query.parameters)
    return node.add_node("dct:hasPart", *parts)


def _describe_parameter(query: str, parameter: Parameter) -> Node:
    """Describe a parameter with schema.org: sh:Parameter would need a property of its own."""
    node = Node(f"{QUERIES}#{query}-{parameter.name}").add_type(
        "schema:PropertyValueSpecification"
    )
    node.add("schema:valueName", parameter.name)
    node.add("schema:valueRequired", not parameter.optional and parameter.default is None)
    if parameter.default is not None:
        node.add("schema:defaultValue", parameter.default)
    return node.add("rdfs:label", *texts(parameter.labels, sorted(parameter.labels)))
