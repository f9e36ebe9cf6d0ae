"""What each dataset says, and what a portal would lose of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from publisher.doctor.findings import Portal, hint, mistake, warning
from publisher.doctor.statements import text
from publisher.languages import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.doctor.findings import Finding
    from publisher.doctor.statements import Node, Statements
    from publisher.doctor.visit import Visit

KEYWORD = re.compile(r"[\w .-]{2,100}")
LONG_ENOUGH = 100
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
WISHED = (
    "dcat:keyword",
    "dcat:theme",
    "dct:publisher",
    "dcat:contactPoint",
    "dct:accrualPeriodicity",
    "dct:issued",
    "dct:modified",
    "dct:language",
    "dct:spatial",
    "dcat:landingPage",
)

NO_TITLE = mistake(
    "no-title",
    mark("The dataset has no dct:title: CKAN loses the whole run by it, not only this dataset."),
    mark("Give it a title in each language, or do not type it dcat:Dataset."),
    Portal.CKAN,
    Portal.EUROPA,
)
NO_TEXT = mistake(
    "no-description",
    mark("The dataset has no dct:description; portals with the schema of DCAT-AP refuse it."),
    mark("Say in more than 100 characters, in each language, what is in it."),
)
SHORT_TEXT = hint(
    "short-description",
    mark("The description has {count} characters; data.gouv.fr asks for more than 100."),
    mark("Say what is in it, where it comes from and what it is good for."),
)
NO_KEY = mistake(
    "no-identifier",
    mark("The dataset has no dct:identifier; udata leaves it out."),
    mark("Give it a short text that no other has and that stays."),
    Portal.UDATA,
)
KEY_TWICE = mistake(
    "identifier-twice",
    mark("“{key}” is the dct:identifier of {others} as well; udata takes only the first."),
    mark("Give each dataset and each service an identifier of its own."),
    Portal.UDATA,
)
BAD_KEYWORD = mistake(
    "keyword",
    mark("The keyword “{word}” makes CKAN refuse the whole dataset."),
    mark("Write it in letters, digits, spaces, - _ and ., in 2 to 100 of them."),
    Portal.CKAN,
)
TAG = warning(
    "language-tag",
    mark("“{tag}” is not “{short}” for portals: they take the first text of any language."),
    mark("Tag the text “{short}”."),
)
LACKS = warning(
    "dataset-lacks",
    mark("The dataset lacks {prop}, which portals show."),
    mark("Say it; for Terril, in data/catalogue.ttl."),
)
NO_LICENCE = mistake(
    "no-licence",
    mark("Neither the dataset nor its distributions have a dct:license: nobody may use it."),
    mark("Name the licence on the dataset and on each distribution."),
)
LICENCE = warning(
    "licence-unknown",
    mark("udata does not know the licence by {found} and shows “not specified”."),
    mark(
        "Name it as data.gouv.fr does: https://www.etalab.gouv.fr/licence-ouverte-open-licence, "
        "http://opendatacommons.org/licenses/odbl/summary/."
    ),
    Portal.UDATA,
)
TERM_LABEL = warning(
    "label-for-iri",
    mark("{found} has an rdfs:label, which CKAN stores in place of the address."),
    mark("Put the label in skos:prefLabel."),
    Portal.CKAN,
)
FREQUENCY = warning(
    "frequency-unknown",
    mark("No portal knows the frequency {found}."),
    mark("Take one of http://publications.europa.eu/resource/authority/frequency."),
)
THEME = warning(
    "theme-unknown",
    mark("None of the themes is of the European list."),
    mark("Add one of http://publications.europa.eu/resource/authority/data-theme."),
    Portal.EUROPA,
)
THEME_NAME = warning(
    "theme-nameless",
    mark("The theme {found} has no skos:prefLabel here, so that udata makes nothing of it."),
    mark("Describe it on the page, with its name in each language."),
    Portal.UDATA,
)
CONTACT_TEXT = mistake(
    "contact-text",
    mark("The contact is a mere text, “{found}”; portals drop it."),
    mark("Make it a vcard:Kind with an IRI, vcard:fn and vcard:hasEmail or vcard:hasURL."),
)
CONTACT_MUTE = mistake(
    "contact-mute",
    mark("The contact {found} has neither vcard:hasEmail nor vcard:hasURL; udata drops it."),
    mark("Give it an address of mail (mailto:) or of a page."),
    Portal.UDATA,
)
PART = warning(
    "has-part",
    mark("dct:hasPart makes udata invent a resource without a name."),
    mark("Use dcat:distribution for files, dct:relation for other things."),
    Portal.UDATA,
)
STANDARD_TEXT = mistake(
    "standard-text",
    mark("dct:conformsTo is the text “{found}”, for which udata refuses the dataset."),
    mark("Write the IRI of the standard or the schema."),
    Portal.UDATA,
)
HVD_CATEGORY = mistake(
    "hvd-category",
    mark("The dataset claims to be of high value, but has no dcatap:hvdCategory."),
    mark("Name its category of http://data.europa.eu/bna/asd487ae75."),
    Portal.EUROPA,
)
HVD_THEME = warning(
    "hvd-theme",
    mark("udata sees that the dataset is of high value only if its category is a theme too."),
    mark("Repeat dcatap:hvdCategory as dcat:theme."),
    Portal.UDATA,
)


def check(visit: Visit) -> Iterator[Finding]:
    """Every dataset, field by field."""
    yield from _keys(visit)
    for one in visit.datasets:
        if visit.data.described(one):
            for look in LOOKS:
                yield from look(visit.data, one)


def _keys(visit: Visit) -> Iterator[Finding]:
    data = visit.data
    owners: dict[str, list[str]] = defaultdict(list)
    for one in visit.datasets:
        if data.described(one) and not data.has(one, "dct:identifier"):
            yield NO_KEY.at(text(one), "dct:identifier")
    for one in dict.fromkeys((*visit.datasets, *data.typed("dcat:DataService"))):
        for key in data.texts(one, "dct:identifier"):
            owners[key].append(text(one))
    for key, found in owners.items():
        if len(found) > 1:
            others = ", ".join(found[1:])
            yield KEY_TWICE.at(found[0], "dct:identifier", key=key, others=others)


def _words(data: Statements, one: Node) -> Iterator[Finding]:
    if not data.has(one, "dct:title"):
        yield NO_TITLE.at(text(one), "dct:title")
    texts = data.literals(one, "dct:description", "dct:abstract")
    if not texts:
        yield NO_TEXT.at(text(one), "dct:description")
    elif (longest := max(len(told.value) for told in texts)) < LONG_ENOUGH:
        yield SHORT_TEXT.at(text(one), "dct:description", count=longest)
    tags = {told.language or "" for told in (*data.literals(one, "dct:title"), *texts)}
    for tag in sorted(tags):
        if "-" in tag:
            yield TAG.at(text(one), "dct:title", tag=tag, short=tag.partition("-")[0])
    for prop in WISHED:
        if not data.has(one, prop):
            yield LACKS.at(text(one), prop, prop=prop)


def _keywords(data: Statements, one: Node) -> Iterator[Finding]:
    for word in dict.fromkeys(data.texts(one, "dcat:keyword")):
        if not KEYWORD.fullmatch(word):
            yield BAD_KEYWORD.at(text(one), "dcat:keyword", word=word)


def _licences(data: Statements, one: Node) -> Iterator[Finding]:
    """Of the dataset and of its distributions."""
    licences = data.texts(one, "dct:license")
    for file in data.nodes(one, "dcat:distribution"):
        licences += data.texts(file, "dct:license")
    if not licences:
        yield NO_LICENCE.at(text(one), "dct:license")
    for found in dict.fromkeys(licences):
        if found.partition("://")[2].removeprefix("www.").startswith(NOT_KNOWN_TO_UDATA):
            yield LICENCE.at(text(one), "dct:license", found=found)


def _themes(data: Statements, one: Node) -> Iterator[Finding]:
    themes = data.nodes(one, "dcat:theme")
    if themes and not any(text(theme).startswith(f"{EU}data-theme/") for theme in themes):
        yield THEME.at(text(one), "dcat:theme")
    for theme in themes:
        if not data.has(theme, "skos:prefLabel"):
            yield THEME_NAME.at(text(one), "dcat:theme", found=text(theme))


def _terms(data: Statements, one: Node) -> Iterator[Finding]:
    """What portals know by its IRI."""
    for found in data.texts(one, "dct:accrualPeriodicity"):
        if not found.startswith(FREQUENCIES):
            yield FREQUENCY.at(text(one), "dct:accrualPeriodicity", found=found)
    for prop in TERMS:
        for term in data.nodes(one, prop):
            if isinstance(term, NamedNode) and data.has(term, "rdfs:label"):
                yield TERM_LABEL.at(text(one), prop, found=term.value)


def _contacts(data: Statements, one: Node) -> Iterator[Finding]:
    for contact in data.values(one, "dcat:contactPoint"):
        if isinstance(contact, Literal):
            yield CONTACT_TEXT.at(text(one), "dcat:contactPoint", found=contact.value)
        elif not data.has(contact, "vcard:hasEmail", "vcard:hasURL"):
            yield CONTACT_MUTE.at(text(one), "dcat:contactPoint", found=text(contact))


def _links(data: Statements, one: Node) -> Iterator[Finding]:
    if data.has(one, "dct:hasPart"):
        yield PART.at(text(one), "dct:hasPart")
    for standard in data.literals(one, "dct:conformsTo"):
        yield STANDARD_TEXT.at(text(one), "dct:conformsTo", found=standard.value)


def _high_value(data: Statements, one: Node) -> Iterator[Finding]:
    categories = set(data.texts(one, "dcatap:hvdCategory"))
    if HVD_LAW in data.texts(one, "dcatap:applicableLegislation") and not categories:
        yield HVD_CATEGORY.at(text(one), "dcatap:hvdCategory")
    if categories - set(data.texts(one, "dcat:theme")):
        yield HVD_THEME.at(text(one), "dcat:theme")


LOOKS = (_words, _keywords, _licences, _themes, _terms, _contacts, _links, _high_value)
