"""Describe the SPARQL endpoint as RDF: the answer of ``/sparql`` without a query.

Source: https://www.w3.org/TR/sparql11-service-description/. Prefixes that need no declaration are
declared as in SHACL (``sh:declare``), limits are features with a sentence each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import translate_all
from terril.model.triples import Node, literal, term, texts
from terril.model.vocabulary import PREFIXES
from terril.store.graphs import ALL_GRAPHS
from terril.store.sparql import BINDINGS_FORMATS, GRAPH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Triple

    from terril.representations.service.limit_descriptions import LimitDescription
    from terril.store.sparql import AnswerFormat

FORMATS = "http://www.w3.org/ns/formats/"
# Names in the W3C's list of formats, by extension.
FORMAT_NAMES: Mapping[str, str] = {
    "srj": "SPARQL_Results_JSON",
    "srx": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
}


@dataclass(frozen=True, slots=True)
class Service:
    """The endpoint of one release.

    Attributes:
        base: base IRI of the town; the endpoint is ``{base}sparql``.
        licence: IRI of the licence of the data.
        release: id of the release.
        triples: number of statements in the default graph.
        graphs: number of statements of each named graph, by its IRI.
        limits: limits of queries.
    """

    base: str
    licence: str
    release: str
    triples: int
    graphs: Mapping[str, int]
    limits: Sequence[LimitDescription]


def describe_service(endpoint: Service) -> list[Triple]:
    """Return the service, its formats, its graphs, the known prefixes and its limits."""
    iri = f"{endpoint.base}sparql"
    service = Node(iri).add_type("sd:Service").add_iri("sd:endpoint", iri)
    service.add("sd:supportedLanguage", term("sd:SPARQL11Query"))
    service.add_iri("dct:license", endpoint.licence).add("dct:identifier", endpoint.release)
    rows: tuple[AnswerFormat, ...] = (*BINDINGS_FORMATS, *GRAPH_FORMATS)
    service.add_iri(
        "sd:resultFormat", *(f"{FORMATS}{FORMAT_NAMES[row.extension]}" for row in rows)
    )
    service.add_node("sd:defaultDataset", _describe_dataset(endpoint, iri))
    _add_prefixes(service, iri)
    service.add_node("sd:feature", *(_describe_limit(limit, iri) for limit in endpoint.limits))
    return service.triples


def _describe_dataset(endpoint: Service, service: str) -> Node:
    """Return the default graph, and each named graph (section 3.1)."""
    sentence = translate_all(
        "The default graph has the town’s statements, what follows from them, and the labels, "
        "notations and broader terms of the model’s terms in use. {iri} as default graph adds "
        "all other statements of the model.",
        iri=f"<{service}{ALL_GRAPHS}>",
    )
    default = Node(f"{service}#default-graph").add_type("sd:Graph")
    default.add("void:triples", endpoint.triples).add(
        "rdfs:comment", *texts(sentence, sorted(sentence))
    )
    dataset = Node(f"{service}#dataset").add_type("sd:Dataset")
    dataset.add_node("sd:defaultGraph", default)
    for graph, triples in sorted(endpoint.graphs.items()):
        iri = f"{service}#graph-{graph.rpartition('/')[2]}"
        content = Node(f"{iri}-content").add_type("sd:Graph").add("void:triples", triples)
        named = Node(iri).add_type("sd:NamedGraph").add_iri("sd:name", graph)
        dataset.add_node("sd:namedGraph", named.add_node("sd:graph", content))
    return dataset


def _add_prefixes(node: Node, service: str) -> None:
    """Add the prefixes that a query need not declare (SHACL, section 5.2.1)."""
    sentence = translate_all(
        "The prefixes listed here need no PREFIX line; one in the query wins over them."
    )
    node.add_node("sd:feature", _describe_feature(f"{service}#known-prefixes", sentence))
    for prefix, namespace in PREFIXES.items():
        declared = Node(f"{service}#prefix-{prefix}").add_type("sh:PrefixDeclaration")
        declared.add("sh:prefix", prefix).add("sh:namespace", literal(namespace, "xsd:anyURI"))
        node.add_node("sh:declare", declared)


def _describe_limit(limit: LimitDescription, service: str) -> Node:
    feature = _describe_feature(f"{service}#limit-{limit.name}", limit.sentence)
    return feature.add("rdf:value", literal(f"{limit.value}", "xsd:decimal"))


def _describe_feature(iri: str, sentence: Mapping[str, str]) -> Node:
    return Node(iri).add_type("sd:Feature").add("rdfs:comment", *texts(sentence, sorted(sentence)))
