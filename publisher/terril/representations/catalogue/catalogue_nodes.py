"""Describe a town's catalogue: its datasets, their distributions, and the data services.

Source: DCAT-AP 3.0.1 (SEMIC), readable by portals of 2.1; Hydra Core Vocabulary for paging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from terril.model.languages import gettext, gettext_noop, list_languages, translate_all
from terril.model.triples import Node, texts
from terril.representations.catalogue.annotations import collect_statements
from terril.representations.catalogue.dataset_nodes import (
    add_annotations,
    add_common,
    build_dataset,
)
from terril.representations.catalogue.nodes import EU, build_timestamp, read_eu_terms
from terril.representations.catalogue.services import build_queries_service, build_sparql_service
from terril.representations.catalogue.source import PAGE_SIZE, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.store.datasets import Dataset

DATA_THEME = f"{EU}data-theme"


def describe_catalogue(catalogue: Catalogue, page: int) -> list[Triple]:
    """Return the triples of one page of the catalogue, with everything that it mentions.

    Args:
        catalogue: source of the description.
        page: counts from 1, at most ``catalogue.pages``.
    """
    node = Node(catalogue.iri).add_type("dcat:Catalog", "hydra:Collection")
    shown = catalogue.datasets[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    titles = _format_with_town(catalogue, gettext_noop("Open data of {town}"))
    descriptions = _format_with_town(
        catalogue,
        gettext_noop(
            "The datasets of {town}: its themes, organizations and places, checked, published as "
            "linked open data and as tables, and kept release by release."
        ),
    )
    annotations = collect_statements(catalogue.annotations, catalogue.iri)
    node.add("dct:title", *texts(titles, catalogue.languages))
    described = catalogue.append_notice(descriptions)
    node.add("dct:description", *texts(described, catalogue.languages))
    add_common(node, catalogue)
    node.add_node("foaf:homepage", Node(catalogue.base).add_type("foaf:Document"))
    node.add(
        "dct:issued", build_timestamp(min(place.issued for place in catalogue.dates.values()))
    )
    node.add("dct:modified", build_timestamp(catalogue.get_last_change()))
    taxonomy = Node(DATA_THEME).add_type("skos:ConceptScheme")
    names = translate_all("Data themes of the European Union")
    node.add_node(
        "dcat:themeTaxonomy", taxonomy.add("dct:title", *texts(names, catalogue.languages))
    )
    if page == 1:
        node.add_node(
            "dcat:service", build_sparql_service(catalogue), build_queries_service(catalogue)
        )
    add_annotations(node, annotations)
    for dataset in shown:
        iri = NamedNode(catalogue.get_dataset_iri(dataset.name))
        node.add("dcat:dataset", iri)
        node.triples += build_dataset(catalogue, dataset).triples
    _add_paging(node, catalogue, page)
    return _add_eu_terms(node.triples)


def _format_with_town(catalogue: Catalogue, sentence: str) -> dict[str, str]:
    """Format a sentence with the name of the town, in every language of the interface."""
    return {
        tag: gettext(sentence, tag, town=catalogue.get_town_name(tag)) for tag in list_languages()
    }


def _add_paging(node: Node, catalogue: Catalogue, page: int) -> None:
    """Add the partial view of the collection.

    It has two types and two properties for the next page, for clients of either version of
    Hydra. The links name the release, so that all pages are of the same one. A page has one IRI
    in all formats.
    """

    def at(number_: int) -> NamedNode:
        release = f"&release={catalogue.release}" if number_ > 1 else ""
        return NamedNode(f"{catalogue.iri}?page={number_}{release}")

    view = Node(at(page))
    view.add_type("hydra:PartialCollectionView", "hydra:PagedCollection")
    view.add("hydra:first", at(1))
    view.add("hydra:last", at(catalogue.pages))
    total = len(catalogue.datasets)
    view.add("hydra:totalItems", total)
    if page > 1:
        view.add("hydra:previous", at(page - 1))
    if page < catalogue.pages:
        following = at(page + 1)
        view.add("hydra:next", following).add("hydra:nextPage", following)
    node.add("hydra:totalItems", total).add_node("hydra:view", view)


def describe_dataset(catalogue: Catalogue, dataset: Dataset) -> list[Triple]:
    """Return the triples of one dataset, with everything that it mentions."""
    return _add_eu_terms(build_dataset(catalogue, dataset).triples)


def _add_eu_terms(triples: Iterable[Triple]) -> list[Triple]:
    """Return distinct triples grouped by subject, with the labels of all European terms."""
    rows = list(triples)
    for triple in list(rows):
        if isinstance(triple.object, NamedNode):
            rows += read_eu_terms().get(triple.object.value, ())
    order = {str(subject): at for at, subject in enumerate(dict.fromkeys(t.subject for t in rows))}
    return sorted(dict.fromkeys(rows), key=lambda t: order[str(t.subject)])
