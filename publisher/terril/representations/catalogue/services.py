"""The services on the data: the SPARQL endpoint and the ready questions.

A service of the catalogue and the one that a distribution names are different nodes, or a
portal that lists both kinds would leave the former out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.languages import translations
from terril.model.triples import Node, term, texts
from terril.representations.catalogue.agents import contact_point
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.nodes import authority, resource, timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"


def sparql_service(catalogue: Catalogue) -> Node:
    """The endpoint, for the whole catalogue."""
    me = _service(
        catalogue,
        "sparql",
        f"{catalogue.base}sparql#service",
        (
            translations("SPARQL endpoint"),
            translations(
                "Answers SPARQL 1.1 queries on the current release and on older ones that are "
                "kept, within limits that it states."
            ),
        ),
    )
    me.add_node("dcat:endpointURL", resource(f"{catalogue.base}sparql"))
    me.add_node("dcat:endpointDescription", resource(f"{catalogue.base}sparql.ttl"))
    return me.add_node("dct:conformsTo", _standard(PROTOCOL))


def questions_service(catalogue: Catalogue) -> Node:
    """The ready questions, as an interface for programs."""
    me = _service(
        catalogue,
        "query",
        f"{catalogue.base}query#service",
        (
            translations("Ready questions"),
            translations(
                "Questions with a name and typed parameters, answered in JSON, CSV and other "
                "formats without any knowledge of SPARQL."
            ),
        ),
    )
    me.add_node("dcat:endpointURL", resource(f"{catalogue.base}query"))
    me.add_node("dcat:endpointDescription", resource(f"{catalogue.base}openapi.json"))
    return me.add_node("dct:conformsTo", _standard(OPENAPI))


def sparql_access(catalogue: Catalogue, dataset: Dataset) -> Node:
    """The endpoint, as the way to one dataset."""
    me = _service(
        catalogue,
        "sparql",
        f"{catalogue.dataset_iri(dataset.name)}#sparql-service",
        (
            translations("SPARQL endpoint"),
            translations("Answers SPARQL 1.1 queries on the whole release, this dataset in it."),
        ),
        [dataset.name],
    )
    me.add_node("dcat:endpointURL", resource(f"{catalogue.base}sparql"))
    me.add_node("dcat:endpointDescription", resource(f"{catalogue.base}sparql.ttl"))
    return me.add_node("dct:conformsTo", _standard(PROTOCOL))


def _service(
    catalogue: Catalogue,
    path: str,
    iri: str,
    words: tuple[Mapping[str, str], Mapping[str, str]],
    names: list[str] | None = None,
) -> Node:
    me = Node(iri).add_type("dcat:DataService").add("dct:identifier", iri)
    titles, descriptions = words
    me.add("dct:title", *texts(titles, catalogue.languages))
    me.add("dct:description", *texts(descriptions, catalogue.languages))
    served = names if names is not None else [one.name for one in catalogue.datasets if one.things]
    me.add("dcat:servesDataset", *(NamedNode(catalogue.dataset_iri(one)) for one in served))
    me.add_iri("dct:license", catalogue.licence)
    me.add_iri("dct:publisher", catalogue.publisher)
    me.add_node("dct:accessRights", authority("access-right/PUBLIC", "dct:RightsStatement"))
    me.add_node("dcat:contactPoint", contact_point(catalogue.base, catalogue.contact))
    me.add("dct:modified", timestamp(catalogue.last_change(served)))
    for name in ("dcat:theme", "dcat:keyword"):
        # What the datasets are about, the endpoint answers.
        about_it = [catalogue.iri, *(catalogue.dataset_iri(one) for one in served)]
        said = [t for one in about_it for t in catalogue.said.get(one, [])]
        values = [t.object for t in said if t.predicate == term(name)]
        me.add(name, *values)
    found = mark_high_value(me, catalogue, served)
    me.add("dcatap:hvdCategory", *found).add("dcat:theme", *found)
    page = Node(f"{catalogue.base}{path}").add_type("foaf:Document")
    return me.add_node("dcat:landingPage", page).add_node("foaf:page", page)


def _standard(iri: str) -> Node:
    return Node(iri).add_type("dct:Standard")
