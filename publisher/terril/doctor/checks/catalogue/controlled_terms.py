"""Licences, frequencies, themes: what portals know by its IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import Portal, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

EU = "http://publications.europa.eu/resource/authority/"
FREQUENCIES = (f"{EU}frequency/", "http://purl.org/cld/freq/")
NOT_KNOWN_TO_UDATA = (
    "spdx.org/licenses/",
    "creativecommons.org/licenses/",
    f"{EU.removeprefix('http://')}licence/",
    "opendatacommons.org/licenses/odbl/1",
)
TERMS = ("dct:accrualPeriodicity", "dct:language", "dct:accessRights", "dct:license", "dcat:theme")
HVD_LAW = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
NO_LICENCE = mistake(
    "no-licence",
    gettext_noop(
        "Neither the dataset nor its distributions have a dct:license: nobody may use it."
    ),
    gettext_noop("Name the licence on the dataset and on each distribution."),
)
LICENCE = warning(
    "licence-unknown",
    gettext_noop("udata does not know the licence by {found} and shows “not specified”."),
    gettext_noop(
        "Name it as data.gouv.fr does: https://www.etalab.gouv.fr/licence-ouverte-open-licence, "
        "http://opendatacommons.org/licenses/odbl/summary/."
    ),
    Portal.UDATA,
)
TERM_LABEL = warning(
    "label-for-iri",
    gettext_noop("{found} has an rdfs:label, which CKAN stores in place of the address."),
    gettext_noop("Put the label in skos:prefLabel."),
    Portal.CKAN,
)
FREQUENCY = warning(
    "frequency-unknown",
    gettext_noop("No portal knows the frequency {found}."),
    gettext_noop("Take one of http://publications.europa.eu/resource/authority/frequency."),
)
THEME = warning(
    "theme-unknown",
    gettext_noop("None of the themes is of the European list."),
    gettext_noop("Add one of http://publications.europa.eu/resource/authority/data-theme."),
    Portal.EUROPA,
)
THEME_NAME = warning(
    "theme-nameless",
    gettext_noop(
        "The theme {found} has no skos:prefLabel here, so that udata makes nothing of it."
    ),
    gettext_noop("Describe it on the page, with its name in each language."),
    Portal.UDATA,
)
HVD_CATEGORY = mistake(
    "hvd-category",
    gettext_noop("The dataset claims to be of high value, but has no dcatap:hvdCategory."),
    gettext_noop("Name its category of http://data.europa.eu/bna/asd487ae75."),
    Portal.EUROPA,
)
HVD_THEME = warning(
    "hvd-theme",
    gettext_noop(
        "udata sees that the dataset is of high value only if its category is a theme too."
    ),
    gettext_noop("Repeat dcatap:hvdCategory as dcat:theme."),
    Portal.UDATA,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Every dataset, term by term."""
    for one in crawl.datasets:
        if crawl.data.has_statements(one):
            for look in (_licences, _themes, _terms, _high_value):
                yield from look(crawl.data, one)


def _licences(data: Statements, one: Node) -> Iterator[Finding]:
    """Of the dataset and of its distributions."""
    licences = data.texts(one, "dct:license")
    for file in data.nodes(one, "dcat:distribution"):
        licences += data.texts(file, "dct:license")
    if not licences:
        yield NO_LICENCE.at(to_text(one), "dct:license")
    for found in dict.fromkeys(licences):
        if found.partition("://")[2].removeprefix("www.").startswith(NOT_KNOWN_TO_UDATA):
            yield LICENCE.at(to_text(one), "dct:license", found=found)


def _themes(data: Statements, one: Node) -> Iterator[Finding]:
    themes = data.nodes(one, "dcat:theme")
    if themes and not any(to_text(theme).startswith(f"{EU}data-theme/") for theme in themes):
        yield THEME.at(to_text(one), "dcat:theme")
    for theme in themes:
        if not data.has(theme, "skos:prefLabel"):
            yield THEME_NAME.at(to_text(one), "dcat:theme", found=to_text(theme))


def _terms(data: Statements, one: Node) -> Iterator[Finding]:
    """What portals know by its IRI."""
    for found in data.texts(one, "dct:accrualPeriodicity"):
        if not found.startswith(FREQUENCIES):
            yield FREQUENCY.at(to_text(one), "dct:accrualPeriodicity", found=found)
    for prop in TERMS:
        for term in data.nodes(one, prop):
            if isinstance(term, NamedNode) and data.has(term, "rdfs:label"):
                yield TERM_LABEL.at(to_text(one), prop, found=term.value)


def _high_value(data: Statements, one: Node) -> Iterator[Finding]:
    categories = set(data.texts(one, "dcatap:hvdCategory"))
    if HVD_LAW in data.texts(one, "dcatap:applicableLegislation") and not categories:
        yield HVD_CATEGORY.at(to_text(one), "dcatap:hvdCategory")
    if categories - set(data.texts(one, "dcat:theme")):
        yield HVD_THEME.at(to_text(one), "dcat:theme")
