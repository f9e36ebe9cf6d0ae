"""Describe the data services: the SPARQL endpoint and the stored queries.

The service of the catalogue and that of a distribution are different nodes: with one node,
portals that list both leave out the former.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.languages import translate_all
from terril.model.triples import Node, term, texts
from terril.representations.catalogue.agents import build_contact_point
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.nodes import (
    build_authority_term,
    build_resource,
    build_timestamp,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"


def build_sparql_service(catalogue: Catalogue) -> Node:
    """Return the SPARQL endpoint as a service of the catalogue."""
    node = _build_service(
        catalogue,
        "sparql",
        f"{catalogue.base}sparql#service",
        (
            translate_all("SPARQL endpoint"),
            translate_all(
                "Answers SPARQL 1.1 queries on the current release and on older ones that are "
                "kept, within limits that it states."
            ),
        ),
    )
    node.add_node("dcat:endpointURL", build_resource(f"{catalogue.base}sparql"))
    node.add_node("dcat:endpointDescription", build_resource(f"{catalogue.base}sparql.ttl"))
    return node.add_node("dct:conformsTo", _build_standard(PROTOCOL))


def build_queries_service(catalogue: Catalogue) -> Node:
    """Return the stored queries as a service of the catalogue."""
    node = _build_service(
        catalogue,
        "query",
        f"{catalogue.base}query#service",
        (
            translate_all("Ready questions"),
            translate_all(
                "Questions with a name and typed parameters, answered in JSON, CSV and other "
                "formats without any knowledge of SPARQL."
            ),
        ),
    )
    node.add_node("dcat:endpointURL", build_resource(f"{catalogue.base}query"))
    node.add_node("dcat:endpointDescription", build_resource(f"{catalogue.base}openapi.json"))
    return node.add_node("dct:conformsTo", _build_standard(OPENAPI))


def build_sparql_access(catalogue: Catalogue, dataset: Dataset) -> Node:
    """Return the SPARQL endpoint as the access service of one dataset."""
    node = _build_service(
        catalogue,
        "sparql",
        f"{catalogue.get_dataset_iri(dataset.name)}#sparql-service",
        (
            translate_all("SPARQL endpoint"),
            translate_all("Answers SPARQL 1.1 queries on the whole release, this dataset in it."),
        ),
        [dataset.name],
    )
    node.add_node("dcat:endpointURL", build_resource(f"{catalogue.base}sparql"))
    node.add_node("dcat:endpointDescription", build_resource(f"{catalogue.base}sparql.ttl"))
    return node.add_node("dct:conformsTo", _build_standard(PROTOCOL))


def _build_service(
    catalogue: Catalogue,
    path: str,
    iri: str,
    labels: tuple[Mapping[str, str], Mapping[str, str]],
    names: list[str] | None = None,
) -> Node:
    node = Node(iri).add_type("dcat:DataService").add("dct:identifier", iri)
    titles, descriptions = labels
    node.add("dct:title", *texts(titles, catalogue.languages))
    node.add("dct:description", *texts(descriptions, catalogue.languages))
    served = names if names is not None else [one.name for one in catalogue.datasets if one.things]
    node.add("dcat:servesDataset", *(NamedNode(catalogue.get_dataset_iri(one)) for one in served))
    node.add_iri("dct:license", catalogue.licence)
    node.add_iri("dct:publisher", catalogue.publisher)
    node.add_node(
        "dct:accessRights", build_authority_term("access-right/PUBLIC", "dct:RightsStatement")
    )
    node.add_node("dcat:contactPoint", build_contact_point(catalogue.base, catalogue.contact))
    node.add("dct:modified", build_timestamp(catalogue.get_last_change(served)))
    for name in ("dcat:theme", "dcat:keyword"):
        # The endpoint covers the themes and keywords of its datasets.
        iris = [catalogue.iri, *(catalogue.get_dataset_iri(one) for one in served)]
        annotations = [t for one in iris for t in catalogue.annotations.get(one, [])]
        values = [t.object for t in annotations if t.predicate == term(name)]
        node.add(name, *values)
    found = mark_high_value(node, catalogue, served)
    node.add("dcatap:hvdCategory", *found).add("dcat:theme", *found)
    page = Node(f"{catalogue.base}{path}").add_type("foaf:Document")
    return node.add_node("dcat:landingPage", page).add_node("foaf:page", page)


def _build_standard(iri: str) -> Node:
    return Node(iri).add_type("dct:Standard")
