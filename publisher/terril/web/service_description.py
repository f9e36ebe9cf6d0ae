"""What the endpoint can do, as RDF: ``/sparql`` without a query.

Source: https://www.w3.org/TR/sparql11-service-description/. Prefixes that need no declaration are
told as SHACL does it (``sh:declare``), limits as features with a sentence each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import translations
from terril.model.vocabulary import DCT, PREFIXES, RDF, RDFS, SD, SH, TYPE, VOID, XSD
from terril.store.sparql import BINDINGS_FORMATS, GRAPH_FORMATS
from terril.web.told_limits import query_limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.store.sparql import AnswerFormat
    from terril.web.opened import ServedRelease

FORMATS = "http://www.w3.org/ns/formats/"
# Names in the W3C's list of formats, by our extension.
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


def service_description(served: ServedRelease) -> list[Triple]:
    """The service, its formats, its data set with every named graph, prefixes and limits."""
    service = f"{served.addresses.base}sparql"
    found = [
        _triple(service, TYPE.value, f"{SD}Service"),
        _triple(service, f"{SD}endpoint", service),
        _triple(service, f"{SD}supportedLanguage", f"{SD}SPARQL11Query"),
        _triple(service, f"{DCT}license", str(served.config.licence)),
        Triple(_node(service), _node(f"{DCT}identifier"), Literal(served.release.id)),
    ]
    rows: tuple[AnswerFormat, ...] = (*BINDINGS_FORMATS, *GRAPH_FORMATS)
    for row in rows:
        found.append(_triple(service, f"{SD}resultFormat", FORMATS + FORMAT_NAMES[row.extension]))
    return [*found, *_dataset(served, service), *_prefixes(service), *_limits(served, service)]


def _dataset(served: ServedRelease, service: str) -> Iterator[Triple]:
    """The default graph, which is the union of all, and each named graph (section 3.1)."""
    dataset, default = f"{service}#dataset", f"{service}#default-graph"
    yield _triple(service, f"{SD}defaultDataset", dataset)
    yield _triple(dataset, TYPE.value, f"{SD}Dataset")
    yield _triple(dataset, f"{SD}defaultGraph", default)
    yield _triple(default, TYPE.value, f"{SD}Graph")
    yield _number(default, f"{VOID}triples", served.release.manifest.triples)
    sentence = translations(
        "The default graph is the union of all graphs: a statement of several graphs is in it "
        "once."
    )
    yield from _texts(default, f"{RDFS}comment", sentence)
    for graph, triples in sorted(served.release.manifest.graphs.items()):
        named = f"{service}#graph-{graph.rpartition('/')[2]}"
        content = f"{named}-content"
        yield _triple(dataset, f"{SD}namedGraph", named)
        yield _triple(named, TYPE.value, f"{SD}NamedGraph")
        yield _triple(named, f"{SD}name", graph)
        yield _triple(named, f"{SD}graph", content)
        yield _triple(content, TYPE.value, f"{SD}Graph")
        yield _number(content, f"{VOID}triples", triples)


def _prefixes(service: str) -> Iterator[Triple]:
    """The prefixes that a query need not declare (SHACL, section 5.2.1)."""
    sentence = translations(
        "The prefixes listed here need no PREFIX line; one in the query wins over them."
    )
    feature = f"{service}#known-prefixes"
    yield _triple(service, f"{SD}feature", feature)
    yield from _feature(feature, sentence)
    for prefix, namespace in PREFIXES.items():
        declared = f"{service}#prefix-{prefix}"
        yield _triple(service, f"{SH}declare", declared)
        yield _triple(declared, TYPE.value, f"{SH}PrefixDeclaration")
        yield Triple(_node(declared), _node(f"{SH}prefix"), Literal(prefix))
        value = Literal(namespace, datatype=_node(f"{XSD}anyURI"))
        yield Triple(_node(declared), _node(f"{SH}namespace"), value)


def _limits(served: ServedRelease, service: str) -> Iterator[Triple]:
    for limit in query_limits(served):
        feature = f"{service}#limit-{limit.name}"
        yield _triple(service, f"{SD}feature", feature)
        yield from _feature(feature, limit.sentence)
        value = Literal(f"{limit.value}", datatype=_node(f"{XSD}decimal"))
        yield Triple(_node(feature), _node(f"{RDF}value"), value)


def _feature(feature: str, sentence: Mapping[str, str]) -> Iterator[Triple]:
    yield _triple(feature, TYPE.value, f"{SD}Feature")
    yield from _texts(feature, f"{RDFS}comment", sentence)


def _texts(subject: str, predicate: str, texts: Mapping[str, str]) -> Iterator[Triple]:
    for language, text in sorted(texts.items()):
        yield Triple(_node(subject), _node(predicate), Literal(text, language=language))


def _number(subject: str, predicate: str, value: int) -> Triple:
    integer = Literal(str(value), datatype=_node(f"{XSD}integer"))
    return Triple(_node(subject), _node(predicate), integer)


def _triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(_node(subject), _node(predicate), _node(value))


def _node(iri: str) -> NamedNode:
    return NamedNode(iri)
