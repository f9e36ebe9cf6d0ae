"""Measure which fields of datasets and distributions arrive in each portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.doctor.checks.catalogue.distribution_properties import (
    UNREAD_CHECKSUM,
    lacks_udata_checksum,
)
from terril.doctor.checks.catalogue.periods_and_places import NO_POLYGON, lacks_polygon
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import Portal
from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

ALL = frozenset(Portal)
CKAN, UDATA, EUROPA = Portal
NOT_UDATA = ALL - {UDATA}
NOT_CKAN = ALL - {CKAN}

DATASET_READERS: Mapping[str, frozenset[Portal]] = {
    "dct:title": ALL,
    "dct:description": ALL,
    "dct:identifier": ALL,
    "dcat:keyword": ALL,
    "dcat:theme": ALL,
    "dct:publisher": ALL,
    "dct:creator": ALL,
    "dcat:contactPoint": ALL,
    "dct:accrualPeriodicity": ALL,
    "dct:issued": ALL,
    "dct:modified": ALL,
    "dct:created": NOT_CKAN,
    "dct:temporal": ALL,
    "dct:spatial": ALL,
    "dct:license": NOT_CKAN,
    "dct:accessRights": ALL,
    "dct:provenance": ALL,
    "dct:conformsTo": ALL,
    "dct:language": NOT_UDATA,
    "dct:type": NOT_UDATA,
    "foaf:page": NOT_UDATA,
    "dcat:version": NOT_UDATA,
    "adms:versionNotes": NOT_UDATA,
    "dcat:landingPage": ALL,
    "dcatap:hvdCategory": NOT_UDATA,
    "dcatap:applicableLegislation": NOT_UDATA,
}
"""Portals that read a property of datasets."""
DISTRIBUTION_READERS: Mapping[str, frozenset[Portal]] = {
    "dct:title": ALL,
    "dct:description": ALL,
    "dcat:downloadURL": ALL,
    "dcat:accessURL": ALL,
    "dct:format": ALL,
    "dcat:mediaType": ALL,
    "dcat:byteSize": ALL,
    "spdx:checksum": ALL,
    "dct:license": ALL,
    "dct:issued": ALL,
    "dct:modified": ALL,
    "dct:language": NOT_UDATA,
    "dcatap:availability": NOT_UDATA,
    "dcat:accessService": ALL,
}
"""Portals that read a property of distributions."""
PARTIAL_READERS: Mapping[tuple[Portal, str], tuple[Callable[[Statements, Node], bool], str]] = {
    (UDATA, "spdx:checksum"): (lacks_udata_checksum, UNREAD_CHECKSUM.code),
    (UDATA, "dct:spatial"): (lacks_polygon, NO_POLYGON.code),
}
"""Properties that a portal reads in some forms only.

Each with a predicate, whether a node has none of these forms, and the code of its rule.
"""


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """Numbers of nodes whose field arrives in portals.

    Attributes:
        kind: ``dataset`` or ``distribution``.
        prop: the field, a prefixed name.
        filled: number of nodes that have the field.
        total: number of nodes.
        dropped: number of the filled ones that a portal drops; a portal that does not read
            the property is not among the keys.
        codes: codes of the rules by which a portal drops it.
    """

    kind: str
    prop: str
    filled: int
    total: int
    dropped: Mapping[Portal, int]
    codes: Mapping[Portal, tuple[str, ...]]

    def count_arriving(self, portal: Portal) -> int:
        """Return the number of nodes whose field arrives in a portal that reads it."""
        return self.filled - self.dropped[portal]


def measure_coverage(
    crawl: Crawl, findings: Iterable[Finding], portals: Collection[Portal]
) -> tuple[FieldCoverage, ...]:
    """Return the coverage of each field in the portals; in all if none is given."""
    breaches = [one for one in findings if one.rule.severity is not Severity.INFO]
    chosen = [one for one in Portal if not portals or one in portals]
    groups = (
        ("dataset", DATASET_READERS, crawl.datasets),
        ("distribution", DISTRIBUTION_READERS, crawl.distributions),
    )
    rows = []
    for kind, fields, nodes in groups:
        for prop, readers in fields.items():
            filled = {to_text(one) for one in nodes if crawl.data.has(one, prop)}
            lost = [one for one in breaches if one.prop == prop and one.place in filled]
            losses = {
                portal: _list_losses(portal, lost) | _list_unread(crawl, portal, prop, nodes)
                for portal in chosen
                if portal in readers
            }
            dropped = {portal: len({place for place, _ in one}) for portal, one in losses.items()}
            codes = {
                portal: tuple(sorted({code for _, code in one})) for portal, one in losses.items()
            }
            rows.append(FieldCoverage(kind, prop, len(filled), len(nodes), dropped, codes))
    return tuple(rows)


def _list_losses(portal: Portal, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return place and code of the findings that concern a portal."""
    return {
        (one.place, one.rule.code)
        for one in findings
        if not one.rule.portals or portal in one.rule.portals
    }


def _list_unread(
    crawl: Crawl, portal: Portal, prop: str, nodes: Iterable[Node]
) -> set[tuple[str, str]]:
    """Return place and code of the nodes whose values have no form that a portal reads."""
    if (portal, prop) not in PARTIAL_READERS:
        return set()
    is_unread, code = PARTIAL_READERS[portal, prop]
    return {(to_text(one), code) for one in nodes if is_unread(crawl.data, one)}
