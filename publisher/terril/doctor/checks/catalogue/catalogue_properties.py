"""What the catalogue says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.findings import Finding

NONE = mistake(
    "no-catalogue",
    gettext_noop("No dcat:Catalog is described here."),
    gettext_noop("Describe one that leads to the datasets by dcat:dataset."),
)
EMPTY = mistake(
    "empty-catalogue",
    gettext_noop("The catalogue has no dataset; a portal would delete what it harvested before."),
    gettext_noop("Lead to each dataset by dcat:dataset."),
)
MANDATORY = mistake(
    "catalogue-needs",
    gettext_noop("The catalogue lacks {prop}, which DCAT-AP makes mandatory."),
    gettext_noop("Give it one."),
)
LACKS = warning(
    "catalogue-lacks",
    gettext_noop("The catalogue lacks {prop}, which portals show."),
    gettext_noop("Give it one."),
)
NOT_DESCRIBED = mistake(
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
NEEDED = ("dct:title", "dct:description", "dct:publisher")
WISHED = ("dct:language", "dct:license", "dct:issued", "dct:modified", "foaf:homepage")


def check(crawl: Crawl) -> Iterator[Finding]:
    """Its own fields, its list of datasets, and its publisher."""
    if not crawl.catalogue:
        yield NONE.at(crawl.url)
        return
    data, me = crawl.data, crawl.catalogue_nodes[0]
    for rule, names in ((MANDATORY, NEEDED), (LACKS, WISHED)):
        for name in names:
            if not data.has(me, name):
                yield rule.at(crawl.catalogue, name, prop=name)
    yield from _list(crawl)
    yield from _publishers(crawl)


def _list(crawl: Crawl) -> Iterator[Finding]:
    """Datasets that are listed and not described, or the other way round."""
    data = crawl.data
    listed = [n for one in data.instances("dcat:Catalog") for n in data.nodes(one, "dcat:dataset")]
    if not listed:
        yield EMPTY.at(crawl.catalogue, "dcat:dataset")
    for one in listed:
        if not data.has_statements(one) and not crawl.pages[-1].next_url:
            yield NOT_DESCRIBED.at(to_text(one), "dcat:dataset")
    for one in data.instances("dcat:Dataset"):
        if one not in listed and data.has(one, "dct:title"):
            yield NOT_LISTED.at(to_text(one), "dcat:dataset")


def _publishers(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    owners = [*data.instances("dcat:Catalog"), *crawl.datasets]
    found = {to_text(one): one for owner in owners for one in data.nodes(owner, "dct:publisher")}
    for name, one in found.items():
        if not data.has(one, "foaf:name"):
            yield PUBLISHER.at(name, "dct:publisher", found=name)
