"""Describe a dataset with schema.org, for search engines that read it in its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from terril.model.triples import Node, term, texts
from terril.representations.catalogue.distributions import FILE_TYPES
from terril.representations.catalogue.nodes import build_timestamp

if TYPE_CHECKING:
    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

KEYWORD = term("dcat:keyword")


def build_markup(catalogue: Catalogue, dataset: Dataset) -> list[Triple]:
    """Return the triples that describe a dataset to search engines.

    Source: schema.org, Dataset and DataDownload.
    """
    iri = catalogue.get_dataset_iri(dataset.name)
    dates = catalogue.dates[dataset.name]
    node = Node(iri).add_type("schema:Dataset")
    node.add("schema:name", *texts(catalogue.get_title(dataset), catalogue.languages))
    descriptions = catalogue.append_notice(dataset.descriptions)
    node.add("schema:description", *texts(descriptions, catalogue.languages))
    node.add_iri("schema:url", iri).add("schema:identifier", iri)
    node.add_iri("schema:license", dataset.licence or catalogue.licence)
    node.add("schema:version", dates.release)
    node.add("schema:datePublished", build_timestamp(dates.issued))
    node.add("schema:dateModified", build_timestamp(dates.modified))
    node.add("schema:isAccessibleForFree", True)
    node.add("schema:inLanguage", *catalogue.languages)
    annotations = [
        *catalogue.annotations.get(catalogue.iri, ()),
        *catalogue.annotations.get(iri, ()),
    ]
    words = [
        t.object for t in annotations if t.predicate == KEYWORD and isinstance(t.object, Literal)
    ]
    node.add("schema:keywords", *dict.fromkeys(words))
    creator = Node(catalogue.publisher).add_type("schema:Organization")
    creator.add("schema:name", *texts(catalogue.publisher_name, catalogue.languages))
    creator.add_iri("schema:url", catalogue.contact.url)
    node.add_node("schema:creator", creator)
    whole = Node(catalogue.iri).add_type("schema:DataCatalog")
    node.add_node("schema:includedInDataCatalog", whole.add_iri("schema:url", catalogue.iri))
    for file in dataset.files:
        if file.extension in FILE_TYPES and not file.compressed and not file.language:
            download = Node(f"{iri}#{file.name}").add_type("schema:DataDownload")
            download.add_iri("schema:contentUrl", f"{catalogue.base}dump/latest/{file.name}")
            download.add("schema:encodingFormat", file.media_type)
            node.add_node("schema:distribution", download)
    return node.triples
