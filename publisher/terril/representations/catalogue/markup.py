"""A dataset in the words of schema.org, which search engines for datasets read in its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.vocabulary import XSD
from terril.representations.catalogue.distributions import FILE_TYPES
from terril.representations.catalogue.nodes import Node, term, texts, when

if TYPE_CHECKING:
    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

KEYWORD = term("dcat:keyword")


def markup(catalogue: Catalogue, dataset: Dataset) -> list[Triple]:
    """What a page says of its dataset to search engines.

    Source: schema.org, Dataset and DataDownload.
    """
    iri = catalogue.dataset_iri(dataset.name)
    dates = catalogue.dates[dataset.name]
    me = Node(NamedNode(iri)).types("schema:Dataset")
    me.has("schema:name", *texts(catalogue.title(dataset), catalogue.languages))
    me.has("schema:description", *texts(dataset.descriptions, catalogue.languages))
    me.has("schema:url", NamedNode(iri)).has("schema:identifier", Literal(iri))
    me.has("schema:license", NamedNode(dataset.licence or catalogue.licence))
    me.has("schema:version", Literal(dates.release))
    me.has("schema:datePublished", when(dates.issued))
    me.has("schema:dateModified", when(dates.modified))
    free = Literal("true", datatype=NamedNode(f"{XSD}boolean"))
    me.has("schema:isAccessibleForFree", free)
    me.has("schema:inLanguage", *map(Literal, catalogue.languages))
    said = [*catalogue.said.get(catalogue.iri, ()), *catalogue.said.get(iri, ())]
    words = [t.object for t in said if t.predicate == KEYWORD and isinstance(t.object, Literal)]
    me.has("schema:keywords", *dict.fromkeys(words))
    creator = Node(NamedNode(catalogue.publisher)).types("schema:Organization")
    creator.has("schema:name", *texts(catalogue.publisher_name, catalogue.languages))
    creator.has("schema:url", NamedNode(catalogue.contact.url))
    me.lead("schema:creator", creator)
    whole = Node(NamedNode(catalogue.iri)).types("schema:DataCatalog")
    me.lead("schema:includedInDataCatalog", whole.has("schema:url", NamedNode(catalogue.iri)))
    for file in dataset.files:
        if file.extension in FILE_TYPES and not file.compressed and not file.language:
            address = NamedNode(f"{catalogue.base}dump/latest/{file.name}")
            way = Node(NamedNode(f"{iri}#{file.name}")).types("schema:DataDownload")
            way.has("schema:contentUrl", address)
            way.has("schema:encodingFormat", Literal(file.media_type))
            me.lead("schema:distribution", way)
    return me.triples
