"""A town's catalogue: its datasets, what they are published as, and the services on them.

Source: DCAT-AP 3.0.1 (SEMIC), readable by portals of 2.1; Hydra Core Vocabulary for paging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from terril.model.languages import available, gettext, gettext_noop, translations
from terril.model.triples import Node, texts
from terril.representations.catalogue.annotations import about
from terril.representations.catalogue.dataset_nodes import common, dataset_node, unless_annotated
from terril.representations.catalogue.nodes import EU, eu_terms, timestamp
from terril.representations.catalogue.services import questions_service, sparql_service
from terril.representations.catalogue.source import PAGE_SIZE, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.store.datasets import Dataset

DATA_THEME = f"{EU}data-theme"


def describe_catalogue(catalogue: Catalogue, page: int, suffix: str) -> list[Triple]:
    """One page of the catalogue, with everything that it mentions.

    Args:
        catalogue: what there is.
        page: counted from 1, at most ``catalogue.pages``.
        suffix: of the addresses of all pages, such as ``.ttl``: readers keep to one format.
    """
    me = Node(catalogue.iri).add_type("dcat:Catalog", "hydra:Collection")
    shown = catalogue.datasets[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    titles = _with_town(catalogue, gettext_noop("Open data of {town}"))
    descriptions = _with_town(
        catalogue,
        gettext_noop(
            "The datasets of {town}: its themes, organizations and places, checked, published as "
            "linked open data and as tables, and kept release by release."
        ),
    )
    said = about(catalogue.said, catalogue.iri)
    me.add("dct:title", *texts(titles, catalogue.languages))
    me.add("dct:description", *texts(descriptions, catalogue.languages))
    common(me, catalogue)
    me.add_node("foaf:homepage", Node(catalogue.base).add_type("foaf:Document"))
    me.add("dct:issued", timestamp(min(place.issued for place in catalogue.dates.values())))
    me.add("dct:modified", timestamp(catalogue.last_change()))
    taxonomy = Node(DATA_THEME).add_type("skos:ConceptScheme")
    names = translations("Data themes of the European Union")
    me.add_node(
        "dcat:themeTaxonomy", taxonomy.add("dct:title", *texts(names, catalogue.languages))
    )
    if page == 1:
        me.add_node("dcat:service", sparql_service(catalogue), questions_service(catalogue))
    me.triples += unless_annotated(said, me)
    for dataset in shown:
        iri = NamedNode(catalogue.dataset_iri(dataset.name))
        me.add("dcat:dataset", iri)
        me.triples += dataset_node(catalogue, dataset).triples
    _paging(me, catalogue, page, suffix)
    return _explained(me.triples)


def _with_town(catalogue: Catalogue, sentence: str) -> dict[str, str]:
    """A sentence with the name of the town, in each language of the sentences."""
    first = next(iter(catalogue.town.values()))
    return {
        tag: gettext(sentence, tag, town=catalogue.town.get(tag, first)) for tag in available()
    }


def _paging(me: Node, catalogue: Catalogue, page: int, suffix: str) -> None:
    """One view of the collection.

    It has two types and two names for the next page, so that every reader pages right. Who
    follows them stays in the release that the first page was of.
    """

    def at(number_: int) -> NamedNode:
        release = f"&release={catalogue.release}" if number_ > 1 else ""
        return NamedNode(f"{catalogue.iri}{suffix}?page={number_}{release}")

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
    me.add("hydra:totalItems", total).add_node("hydra:view", view)


def describe_dataset(catalogue: Catalogue, dataset: Dataset) -> list[Triple]:
    """One dataset, with everything that it mentions."""
    return _explained(dataset_node(catalogue, dataset).triples)


def _explained(triples: Iterable[Triple]) -> list[Triple]:
    """The statements once each, subject by subject, with the names of all European terms."""
    rows = list(triples)
    for triple in list(rows):
        if isinstance(triple.object, NamedNode):
            rows += eu_terms().get(triple.object.value, ())
    order = {str(subject): at for at, subject in enumerate(dict.fromkeys(t.subject for t in rows))}
    return sorted(dict.fromkeys(rows), key=lambda t: order[str(t.subject)])
