"""A dataset in the words of schema.org, which search engines for datasets read in its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from terril.model.triples import Node, term, texts
from terril.representations.catalogue.distributions import FILE_TYPES
from terril.representations.catalogue.nodes import timestamp

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
    me = Node(iri).add_type("schema:Dataset")
    me.add("schema:name", *texts(catalogue.title(dataset), catalogue.languages))
    me.add("schema:description", *texts(dataset.descriptions, catalogue.languages))
    me.add_iri("schema:url", iri).add("schema:identifier", iri)
    me.add_iri("schema:license", dataset.licence or catalogue.licence)
    me.add("schema:version", dates.release)
    me.add("schema:datePublished", timestamp(dates.issued))
    me.add("schema:dateModified", timestamp(dates.modified))
    me.add("schema:isAccessibleForFree", True)
    me.add("schema:inLanguage", *catalogue.languages)
    said = [*catalogue.said.get(catalogue.iri, ()), *catalogue.said.get(iri, ())]
    words = [t.object for t in said if t.predicate == KEYWORD and isinstance(t.object, Literal)]
    me.add("schema:keywords", *dict.fromkeys(words))
    creator = Node(catalogue.publisher).add_type("schema:Organization")
    creator.add("schema:name", *texts(catalogue.publisher_name, catalogue.languages))
    creator.add_iri("schema:url", catalogue.contact.url)
    me.add_node("schema:creator", creator)
    whole = Node(catalogue.iri).add_type("schema:DataCatalog")
    me.add_node("schema:includedInDataCatalog", whole.add_iri("schema:url", catalogue.iri))
    for file in dataset.files:
        if file.extension in FILE_TYPES and not file.compressed and not file.language:
            way = Node(f"{iri}#{file.name}").add_type("schema:DataDownload")
            way.add_iri("schema:contentUrl", f"{catalogue.base}dump/latest/{file.name}")
            way.add("schema:encodingFormat", file.media_type)
            me.add_node("schema:distribution", way)
    return me.triples
