"""Check the properties of the catalogue, its list of datasets and its publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import error, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.findings import Finding

NONE = error(
    "no-catalogue",
    gettext_noop("No dcat:Catalog is described here."),
    gettext_noop("Describe one that leads to the datasets by dcat:dataset."),
)
EMPTY = error(
    "empty-catalogue",
    gettext_noop("The catalogue has no dataset; a portal would delete what it harvested before."),
    gettext_noop("Lead to each dataset by dcat:dataset."),
)
MANDATORY = error(
    "catalogue-needs",
    gettext_noop("The catalogue lacks {prop}, which DCAT-AP makes mandatory."),
    gettext_noop("Give it one."),
)
LACKS = warning(
    "catalogue-lacks",
    gettext_noop("The catalogue lacks {prop}, which portals show."),
    gettext_noop("Give it one."),
)
NOT_DESCRIBED = error(
    "dataset-not-described",
    gettext_noop("The catalogue lists this dataset, but no page describes it."),
    gettext_noop("Describe it with its type on the page that lists it, or do not list it."),
)
NOT_LISTED = warning(
    "dataset-not-listed",
    gettext_noop("The dataset is described, but no catalogue leads to it."),
    gettext_noop("Lead to it by dcat:dataset."),
)
PUBLISHER = warning(
    "publisher-nameless",
    gettext_noop("The publisher {found} has no foaf:name here."),
    gettext_noop("Describe it on the page, as a foaf:Agent with a foaf:name."),
)
MANDATORY_PROPERTIES = ("dct:title", "dct:description", "dct:publisher")
RECOMMENDED_PROPERTIES = (
    "dct:language",
    "dct:license",
    "dct:issued",
    "dct:modified",
    "foaf:homepage",
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check the catalogue's own properties, its list of datasets, and the publishers."""
    if not crawl.catalogue:
        yield NONE.at(crawl.url)
        return
    catalogue = crawl.catalogue_nodes[0]
    for rule, names in ((MANDATORY, MANDATORY_PROPERTIES), (LACKS, RECOMMENDED_PROPERTIES)):
        for name in names:
            if not crawl.data.has(catalogue, name):
                yield rule.at(crawl.catalogue, name, prop=name)
    yield from _check_datasets(crawl)
    yield from _check_publishers(crawl)


def _check_datasets(crawl: Crawl) -> Iterator[Finding]:
    """Check that datasets are listed if and only if they are described."""
    data = crawl.data
    listed = [n for one in data.instances("dcat:Catalog") for n in data.nodes(one, "dcat:dataset")]
    if not listed:
        yield EMPTY.at(crawl.catalogue, "dcat:dataset")
    for dataset in listed:
        # With a further page left unread, it may be described there.
        if not data.has_statements(dataset) and not crawl.pages[-1].next_url:
            yield NOT_DESCRIBED.at(to_text(dataset), "dcat:dataset")
    for dataset in data.instances("dcat:Dataset"):
        if dataset not in listed and data.has(dataset, "dct:title"):
            yield NOT_LISTED.at(to_text(dataset), "dcat:dataset")


def _check_publishers(crawl: Crawl) -> Iterator[Finding]:
    for name, publisher in crawl.publishers.items():
        if not crawl.data.has(publisher, "foaf:name"):
            yield PUBLISHER.at(name, "dct:publisher", found=name)
