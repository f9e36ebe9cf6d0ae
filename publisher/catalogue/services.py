"""The services on the data: the SPARQL endpoint and the ready questions.

A service of the catalogue and the one that a distribution names are different nodes, or a
portal that lists both kinds would leave the former out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from publisher.catalogue.agents import contact_point
from publisher.catalogue.statements import Node, authority, texts, when
from publisher.languages import say_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.catalogue.catalogue import Catalogue
    from publisher.store.datasets import Dataset

PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"


def sparql_service(catalogue: Catalogue) -> Node:
    """The endpoint, for the whole catalogue."""
    me = _service(
        catalogue,
        f"{catalogue.base}sparql#service",
        say_all("SPARQL endpoint"),
        say_all(
            "Answers SPARQL 1.1 queries on the current release and on older ones that are kept, "
            "within limits that it states."
        ),
    )
    me.say("dcat:endpointURL", NamedNode(f"{catalogue.base}sparql"))
    me.lead("dcat:endpointDescription", _resource(f"{catalogue.base}sparql.ttl"))
    return me.lead("dct:conformsTo", _standard(PROTOCOL))


def questions_service(catalogue: Catalogue) -> Node:
    """The ready questions, as an interface for programs."""
    me = _service(
        catalogue,
        f"{catalogue.base}query#service",
        say_all("Ready questions"),
        say_all(
            "Questions with a name and typed parameters, answered in JSON, CSV and other formats "
            "without any knowledge of SPARQL."
        ),
    )
    me.say("dcat:endpointURL", NamedNode(f"{catalogue.base}query"))
    me.lead("dcat:endpointDescription", _resource(f"{catalogue.base}openapi.json"))
    return me.lead("dct:conformsTo", _standard(OPENAPI))


def sparql_access(catalogue: Catalogue, dataset: Dataset) -> Node:
    """The endpoint, as the way to one dataset."""
    me = _service(
        catalogue,
        f"{catalogue.dataset_iri(dataset.name)}#sparql-service",
        say_all("SPARQL endpoint"),
        say_all("Answers SPARQL 1.1 queries on the whole release, this dataset in it."),
        [dataset.name],
    )
    me.say("dcat:endpointURL", NamedNode(f"{catalogue.base}sparql"))
    me.lead("dcat:endpointDescription", _resource(f"{catalogue.base}sparql.ttl"))
    return me.lead("dct:conformsTo", _standard(PROTOCOL))


def _service(
    catalogue: Catalogue,
    iri: str,
    titles: Mapping[str, str],
    descriptions: Mapping[str, str],
    names: list[str] | None = None,
) -> Node:
    me = Node(NamedNode(iri)).types("dcat:DataService").say("dct:identifier", Literal(iri))
    me.say("dct:title", *texts(titles, catalogue.languages))
    me.say("dct:description", *texts(descriptions, catalogue.languages))
    served = names if names is not None else [one.name for one in catalogue.datasets]
    me.say("dcat:servesDataset", *(NamedNode(catalogue.dataset_iri(one)) for one in served))
    me.say("dct:license", NamedNode(catalogue.licence))
    me.say("dct:publisher", NamedNode(catalogue.publisher))
    me.lead("dct:accessRights", authority("access-right/PUBLIC", "dct:RightsStatement"))
    me.lead("dcat:contactPoint", contact_point(catalogue.base, catalogue.contact))
    me.say("dct:modified", when(catalogue.last_change()))
    page = Node(NamedNode(iri.partition("#")[0])).types("foaf:Document")
    return me.lead("dcat:landingPage", page)


def _standard(iri: str) -> Node:
    return Node(NamedNode(iri)).types("dct:Standard")


def _resource(iri: str) -> Node:
    return Node(NamedNode(iri)).types("rdfs:Resource")
