"""Check the spelling of dates, periods and places."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.doctor.crawl.statements import shorten_iri, to_text
from terril.doctor.findings import Portal, error, info, warning
from terril.intake.rules.statements.lexical_forms import IMPOSSIBLE_RULES, find_lexical_fault
from terril.model.languages import gettext_noop
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

DATES = ("dct:issued", "dct:modified", "dct:created")
PERIOD = ("dcat:startDate", "dcat:endDate", "schema:startDate", "schema:endDate")
GEOMETRIES = ("dcat:bbox", "dcat:centroid", "locn:geometry")
SPELLING = {
    "xsd:date": re.compile(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?"),
    "xsd:dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "xsd:gYear": re.compile(r"\d{4}"),
    "xsd:gYearMonth": re.compile(r"\d{4}-\d\d"),
}
ANY_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?")
DAY = 10
# Clocks differ, and a day begins in the east first.
LEEWAY = timedelta(days=1)

DATE_TEXT = error(
    "date-text",
    gettext_noop("{prop} is “{found}”, which is no date; udata refuses the dataset."),
    gettext_noop("Write it as an xsd:date or xsd:dateTime, such as 2026-11-23."),
    Portal.CKAN,
    Portal.UDATA,
)
IMPOSSIBLE = error(
    "date-impossible",
    gettext_noop("{prop} is {found}, which no calendar has."),
    gettext_noop("Correct the day, month or time."),
    Portal.CKAN,
    Portal.UDATA,
)
FUTURE = error(
    "date-future",
    gettext_noop("{prop} is {found}, which is to come; udata drops it."),
    gettext_noop("Write when it was; see whether the clock of the server is right."),
    Portal.UDATA,
)
YEAR = warning(
    "period-year",
    gettext_noop("The period says only the year {found}; udata adds today’s day and month."),
    gettext_noop("Write the first and the last day as xsd:date."),
    Portal.UDATA,
)
PERIOD_IRI = warning(
    "period-iri",
    gettext_noop("The period is the IRI {found}, which udata fetches for each dataset."),
    gettext_noop(
        "Make it a blank node of type dct:PeriodOfTime with dcat:startDate and dcat:endDate."
    ),
    Portal.UDATA,
)
CRS = warning(
    "wkt-crs",
    gettext_noop(
        "The geometry begins with its reference system (“{found}”); CKAN and udata drop it."
    ),
    gettext_noop("Leave that out: without it well-known text is WGS 84, longitude first."),
    Portal.CKAN,
    Portal.UDATA,
)
GEOJSON = warning(
    "geojson-type",
    gettext_noop("CKAN drops a geometry of the type geo:geoJSONLiteral."),
    gettext_noop("Write it as well-known text (geo:wktLiteral)."),
    Portal.CKAN,
)
NO_POLYGON = info(
    "no-polygon",
    gettext_noop(
        "udata draws polygons alone; the places of {count} datasets do not arrive in it."
    ),
    gettext_noop("If you know the bounds, say them in dcat:bbox as a POLYGON."),
)
GEOMETRY_NODE = error(
    "geometry-node",
    gettext_noop("locn:geometry leads to a node, by which CKAN loses the whole run."),
    gettext_noop("Write a literal of well-known text, or use dcat:bbox and dcat:centroid."),
    Portal.CKAN,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check the dates of every resource, and the periods and places of datasets."""
    data = crawl.data
    for resource in (*crawl.catalogue_nodes, *crawl.datasets, *crawl.distributions):
        yield from _check_dates(data, resource)
    for dataset in crawl.datasets:
        yield from _check_period(data, dataset)
        yield from _check_place(data, dataset)
    if count := sum(lacks_polygon(data, dataset) for dataset in crawl.datasets):
        yield NO_POLYGON.at(crawl.url, "dct:spatial", count=count)


def lacks_polygon(data: Statements, dataset: Node) -> bool:
    """Return whether a dataset has places, but none that udata can draw."""
    places = data.nodes(dataset, "dct:spatial")
    geometries = [text for place in places for text in data.texts(place, *GEOMETRIES)]
    return bool(places) and not any("polygon" in text.lower() for text in geometries)


def _check_dates(data: Statements, resource: Node) -> Iterator[Finding]:
    for prop in DATES:
        for value in data.literals(resource, prop):
            if is_impossible(value):
                yield IMPOSSIBLE.at(to_text(resource), prop, prop=prop, found=value.value)
            elif not _is_date(value):
                yield DATE_TEXT.at(to_text(resource), prop, prop=prop, found=value.value)
            elif value.value[:DAY] > f"{datetime.now(UTC) + LEEWAY:%Y-%m-%d}":
                yield FUTURE.at(to_text(resource), prop, prop=prop, found=value.value)


def is_impossible(value: Literal) -> bool:
    """Return whether a text is written as a date, but no calendar has it."""
    known = value.datatype.value if shorten_iri(value.datatype.value) in SPELLING else ""
    kind = known or f"{XSD}{'dateTime' if 'T' in value.value else 'date'}"
    fault = find_lexical_fault(value.value, kind)
    return fault is not None and fault.rule in IMPOSSIBLE_RULES


def _is_date(value: Literal) -> bool:
    spelling = SPELLING.get(shorten_iri(value.datatype.value), ANY_DATE)
    return bool(spelling.fullmatch(value.value))


def _check_period(data: Statements, dataset: Node) -> Iterator[Finding]:
    for period in data.nodes(dataset, "dct:temporal"):
        if isinstance(period, NamedNode):
            yield PERIOD_IRI.at(to_text(dataset), "dct:temporal", found=period.value)
        for prop, value in ((one, v) for one in PERIOD for v in data.literals(period, one)):
            if is_impossible(value):
                yield IMPOSSIBLE.at(to_text(dataset), prop, prop=prop, found=value.value)
            if re.fullmatch(r"\d{4}", value.value):
                yield YEAR.at(to_text(dataset), "dct:temporal", found=value.value)


def _check_place(data: Statements, dataset: Node) -> Iterator[Finding]:
    for place in data.nodes(dataset, "dct:spatial"):
        for value in data.values(place, *GEOMETRIES):
            if isinstance(value, NamedNode | BlankNode):
                yield GEOMETRY_NODE.at(to_text(dataset), "dct:spatial")
            elif value.value.lstrip().startswith(("<", "SRID=")):
                yield CRS.at(to_text(dataset), "dct:spatial", found=value.value.strip()[:60])
            elif value.datatype.value.endswith("#geoJSONLiteral"):
                yield GEOJSON.at(to_text(dataset), "dct:spatial")
