"""Which portal gets which field of the datasets, and which it drops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.doctor.checks.catalogue.distribution_properties import SUM_LEFT, unread_sum
from terril.doctor.checks.catalogue.periods_and_places import NO_POLYGON, without_polygon
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

OF_DATASETS: Mapping[str, frozenset[Portal]] = {
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
"""The properties of a dataset and who reads them."""
OF_FILES: Mapping[str, frozenset[Portal]] = {
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
"""The properties of a distribution and who reads them."""
LEFT_OUT: Mapping[tuple[Portal, str], tuple[Callable[[Statements, Node], bool], str]] = {
    (UDATA, "spdx:checksum"): (unread_sum, SUM_LEFT.code),
    (UDATA, "dct:spatial"): (without_polygon, NO_POLYGON.code),
}
"""What a portal reads in some forms alone: whether a node has none of them, and the code."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field.

    Attributes:
        of: ``dataset`` or ``distribution``.
        prop: a prefixed name.
        filled: how many have it.
        total: how many there are.
        dropped: of those filled, how many a portal drops; a portal that does not read the
            property is not among the keys.
        why: codes of the findings that tell why a portal drops it.
    """

    of: str
    prop: str
    filled: int
    total: int
    dropped: Mapping[Portal, int]
    why: Mapping[Portal, tuple[str, ...]]


def coverage(
    crawl: Crawl, findings: Iterable[Finding], portals: Collection[Portal]
) -> tuple[Row, ...]:
    """A row for each field."""
    told = [one for one in findings if one.rule.severity is not Severity.INFO]
    chosen = [one for one in Portal if not portals or one in portals]
    groups = (
        ("dataset", OF_DATASETS, crawl.datasets),
        ("distribution", OF_FILES, crawl.distributions),
    )
    rows = []
    for of, fields, nodes in groups:
        for prop, readers in fields.items():
            has = {to_text(one) for one in nodes if crawl.data.has(one, prop)}
            lost = [f for f in told if f.prop == prop and f.place in has]
            ours = {
                one: _of(one, lost) | _left_out(crawl, one, prop, nodes)
                for one in chosen
                if one in readers
            }
            dropped = {portal: len({place for place, _ in one}) for portal, one in ours.items()}
            why = {
                portal: tuple(sorted({code for _, code in one})) for portal, one in ours.items()
            }
            rows.append(Row(of, prop, len(has), len(nodes), dropped, why))
    return tuple(rows)


def _of(portal: Portal, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Place and code of what a portal loses."""
    return {
        (one.place, one.rule.code)
        for one in findings
        if not one.rule.portals or portal in one.rule.portals
    }


def _left_out(
    crawl: Crawl, portal: Portal, prop: str, nodes: Iterable[Node]
) -> set[tuple[str, str]]:
    if (portal, prop) not in LEFT_OUT:
        return set()
    misses, code = LEFT_OUT[portal, prop]
    return {(to_text(one), code) for one in nodes if misses(crawl.data, one)}
