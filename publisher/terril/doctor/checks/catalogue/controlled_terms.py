"""Check licences, frequencies and themes, which portals identify by IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import Portal, error, warning
from terril.model.languages import gettext_noop, matches_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

EU = "http://publications.europa.eu/resource/authority/"
FREQUENCIES = (f"{EU}frequency/", "http://purl.org/cld/freq/")
UNKNOWN_TO_UDATA = (
    "spdx.org/licenses/",
    "creativecommons.org/licenses/",
    f"{EU.removeprefix('http://')}licence/",
    "opendatacommons.org/licenses/odbl/1",
)
TERMS = ("dct:accrualPeriodicity", "dct:language", "dct:accessRights", "dct:license", "dcat:theme")
FRENCH = ("fra", "fre", "fr")
HVD_LAW = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
NO_LICENCE = error(
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
        "For data.gouv.fr, name it as it does: "
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence, "
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
HVD_CATEGORY = error(
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
    """Check the controlled terms of every dataset."""
    for dataset in crawl.datasets:
        if crawl.data.has_statements(dataset):
            yield from _check_licences(crawl, dataset)
            for check_dataset in (_check_themes, _check_terms, _check_high_value):
                yield from check_dataset(crawl.data, dataset)


def _check_licences(crawl: Crawl, dataset: Node) -> Iterator[Finding]:
    """Check the licences of a dataset and of its distributions.

    The list of udata is that of data.gouv.fr, which concerns catalogues in French, and
    whoever asks for this portal.
    """
    data = crawl.data
    licences = data.texts(dataset, "dct:license")
    for distribution in data.nodes(dataset, "dcat:distribution"):
        licences += data.texts(distribution, "dct:license")
    if not licences:
        yield NO_LICENCE.at(to_text(dataset), "dct:license")
    if Portal.UDATA not in crawl.portals and not _is_in_french(data, dataset):
        return
    for licence in dict.fromkeys(licences):
        if licence.partition("://")[2].removeprefix("www.").startswith(UNKNOWN_TO_UDATA):
            yield LICENCE.at(to_text(dataset), "dct:license", found=licence)


def _is_in_french(data: Statements, dataset: Node) -> bool:
    """Return whether its language is French; a title may be in others than the data."""
    if languages := data.texts(dataset, "dct:language"):
        return any(one.rpartition("/")[2].lower() in FRENCH for one in languages)
    titles = data.literals(dataset, "dct:title")
    return any(matches_language(title.language, "fr") for title in titles if title.language)


def _check_themes(data: Statements, dataset: Node) -> Iterator[Finding]:
    themes = data.nodes(dataset, "dcat:theme")
    if themes and not any(to_text(theme).startswith(f"{EU}data-theme/") for theme in themes):
        yield THEME.at(to_text(dataset), "dcat:theme")
    for theme in themes:
        if not data.has(theme, "skos:prefLabel"):
            yield THEME_NAME.at(to_text(dataset), "dcat:theme", found=to_text(theme))


def _check_terms(data: Statements, dataset: Node) -> Iterator[Finding]:
    """Check the frequency, and the labels of terms that portals identify by IRI."""
    for frequency in data.texts(dataset, "dct:accrualPeriodicity"):
        if not frequency.startswith(FREQUENCIES):
            yield FREQUENCY.at(to_text(dataset), "dct:accrualPeriodicity", found=frequency)
    for prop in TERMS:
        for term in data.nodes(dataset, prop):
            if isinstance(term, NamedNode) and data.has(term, "rdfs:label"):
                yield TERM_LABEL.at(to_text(dataset), prop, found=term.value)


def _check_high_value(data: Statements, dataset: Node) -> Iterator[Finding]:
    categories = set(data.texts(dataset, "dcatap:hvdCategory"))
    if HVD_LAW in data.texts(dataset, "dcatap:applicableLegislation") and not categories:
        yield HVD_CATEGORY.at(to_text(dataset), "dcatap:hvdCategory")
    if categories - set(data.texts(dataset, "dcat:theme")):
        yield HVD_THEME.at(to_text(dataset), "dcat:theme")
