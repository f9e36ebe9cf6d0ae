"""Stored queries as RDF: SHACL SPARQL executables, as other endpoints publish their examples.

Source: SHACL, ``sh:SPARQLSelectExecutable`` and ``sh:select``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.vocabulary import DCT, OWL, RDFS, SCHEMA, SH, TERRIL, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from terril.store.stored_queries import Parameter, StoredQuery

QUERIES = f"{TERRIL}queries"


def executables(queries: Iterable[StoredQuery], titles: Mapping[str, str]) -> tuple[Triple, ...]:
    """The document of all stored queries; ``titles`` are its own, by language tag."""
    document = NamedNode(QUERIES)
    found = [Triple(document, TYPE, NamedNode(f"{OWL}Ontology"))]
    found += _texts(document, f"{DCT}title", titles)
    for query in queries:
        found += _executable(query)
    return tuple(found)


def _executable(query: StoredQuery) -> Iterator[Triple]:
    me = NamedNode(f"{QUERIES}#{query.name}")
    yield Triple(me, TYPE, NamedNode(f"{SH}SPARQLExecutable"))
    yield Triple(me, TYPE, NamedNode(f"{SH}SPARQLSelectExecutable"))
    yield from _texts(me, f"{RDFS}label", query.titles)
    yield from _texts(me, f"{RDFS}comment", query.descriptions)
    yield Triple(me, NamedNode(f"{SH}select"), Literal(query.text))
    yield Triple(me, NamedNode(f"{RDFS}isDefinedBy"), NamedNode(QUERIES))
    for kind in query.about:
        yield Triple(me, NamedNode(f"{DCT}subject"), NamedNode(f"{TERRIL}kinds#{kind}"))
    for parameter in query.parameters:
        yield from _parameter(me, query.name, parameter)


def _parameter(query: NamedNode, name: str, parameter: Parameter) -> Iterator[Triple]:
    """A parameter as schema.org specifies a value: sh:Parameter would need a property of ours."""
    me = NamedNode(f"{QUERIES}#{name}-{parameter.name}")
    required = not parameter.optional and parameter.default is None
    boolean = NamedNode(f"{XSD}boolean")
    yield Triple(query, NamedNode(f"{DCT}hasPart"), me)
    yield Triple(me, TYPE, NamedNode(f"{SCHEMA}PropertyValueSpecification"))
    yield Triple(me, NamedNode(f"{SCHEMA}valueName"), Literal(parameter.name))
    yield Triple(
        me,
        NamedNode(f"{SCHEMA}valueRequired"),
        Literal(str(required).lower(), datatype=boolean),
    )
    if parameter.default is not None:
        yield Triple(me, NamedNode(f"{SCHEMA}defaultValue"), Literal(parameter.default))
    yield from _texts(me, f"{RDFS}label", parameter.labels)


def _texts(subject: NamedNode, predicate: str, texts: Mapping[str, str]) -> list[Triple]:
    return [
        Triple(subject, NamedNode(predicate), Literal(text, language=tag))
        for tag, text in sorted(texts.items())
    ]
