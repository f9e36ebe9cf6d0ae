"""Check the properties of datasets that portals would lose."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import Portal, error, info, warning
from terril.intake.rules.catalogue import is_portal_keyword
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

LONG_ENOUGH = 100
RECOMMENDED_PROPERTIES = (
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

NO_TITLE = error(
    "no-title",
    gettext_noop(
        "The dataset has no dct:title: CKAN loses the whole run by it, not only this dataset."
    ),
    gettext_noop("Give it a title in each language, or do not type it dcat:Dataset."),
    Portal.CKAN,
    Portal.EUROPA,
)
NO_TEXT = error(
    "no-description",
    gettext_noop(
        "The dataset has no dct:description; portals with the schema of DCAT-AP refuse it."
    ),
    gettext_noop("Say in more than 100 characters, in each language, what is in it."),
)
SHORT_TEXT = info(
    "short-description",
    gettext_noop("The description has {count} characters; data.gouv.fr asks for more than 100."),
    gettext_noop("Say what is in it, where it comes from and what it is good for."),
)
NO_KEY = error(
    "no-identifier",
    gettext_noop("The dataset has no dct:identifier; udata leaves it out."),
    gettext_noop("Give it a short text that no other has and that stays."),
    Portal.UDATA,
)
KEY_TWICE = error(
    "identifier-twice",
    gettext_noop("“{key}” is the dct:identifier of {others} as well; udata takes only the first."),
    gettext_noop("Give each dataset and each service an identifier of its own."),
    Portal.UDATA,
)
BAD_KEYWORD = error(
    "keyword",
    gettext_noop("The keyword “{word}” makes CKAN refuse the whole dataset."),
    gettext_noop("Write it in letters, digits, spaces, - _ and ., in 2 to 100 of them."),
    Portal.CKAN,
)
TAG = warning(
    "language-tag",
    gettext_noop(
        "“{tag}” is not “{short}” for portals: they take the first text of any language."
    ),
    gettext_noop("Tag the text “{short}”."),
)
LACKS = warning(
    "dataset-lacks",
    gettext_noop("The dataset lacks {prop}, which portals show."),
    gettext_noop("Say it; for Terril, in data/catalogue.ttl."),
)
CONTACT_TEXT = error(
    "contact-text",
    gettext_noop("The contact is a mere text, “{found}”; portals drop it."),
    gettext_noop("Make it a vcard:Kind with an IRI, vcard:fn and vcard:hasEmail or vcard:hasURL."),
)
CONTACT_MUTE = error(
    "contact-mute",
    gettext_noop(
        "The contact {found} has neither vcard:hasEmail nor vcard:hasURL; udata drops it."
    ),
    gettext_noop("Give it an address of mail (mailto:) or of a page."),
    Portal.UDATA,
)
PART = warning(
    "has-part",
    gettext_noop("dct:hasPart makes udata invent a resource without a name."),
    gettext_noop("Use dcat:distribution for files, dct:relation for other things."),
    Portal.UDATA,
)
STANDARD_TEXT = error(
    "standard-text",
    gettext_noop("dct:conformsTo is the text “{found}”, for which udata refuses the dataset."),
    gettext_noop("Write the IRI of the standard or the schema."),
    Portal.UDATA,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check the properties of every dataset."""
    yield from _check_identifiers(crawl)
    for dataset in crawl.datasets:
        if crawl.data.has_statements(dataset):
            for check_dataset in DATASET_CHECKS:
                yield from check_dataset(crawl.data, dataset)


def _check_identifiers(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    owners: dict[str, list[str]] = defaultdict(list)
    for dataset in crawl.datasets:
        if data.has_statements(dataset) and not data.has(dataset, "dct:identifier"):
            yield NO_KEY.at(to_text(dataset), "dct:identifier")
    for owner in dict.fromkeys((*crawl.datasets, *data.instances("dcat:DataService"))):
        for key in data.texts(owner, "dct:identifier"):
            owners[key].append(to_text(owner))
    for key, (first, *others) in owners.items():
        if others:
            yield KEY_TWICE.at(first, "dct:identifier", key=key, others=", ".join(others))


def _check_texts(data: Statements, dataset: Node) -> Iterator[Finding]:
    """Check title, description and their language tags, and the recommended properties."""
    if not data.has(dataset, "dct:title"):
        yield NO_TITLE.at(to_text(dataset), "dct:title")
    descriptions = data.literals(dataset, "dct:description", "dct:abstract")
    if not descriptions:
        yield NO_TEXT.at(to_text(dataset), "dct:description")
    elif (longest := max(len(one.value) for one in descriptions)) < LONG_ENOUGH:
        yield SHORT_TEXT.at(to_text(dataset), "dct:description", count=longest)
    texts = (*data.literals(dataset, "dct:title"), *descriptions)
    for tag in sorted({one.language or "" for one in texts}):
        if "-" in tag:
            yield TAG.at(to_text(dataset), "dct:title", tag=tag, short=tag.partition("-")[0])
    for prop in RECOMMENDED_PROPERTIES:
        if not data.has(dataset, prop):
            yield LACKS.at(to_text(dataset), prop, prop=prop)


def _check_keywords(data: Statements, dataset: Node) -> Iterator[Finding]:
    for word in dict.fromkeys(data.texts(dataset, "dcat:keyword")):
        if not is_portal_keyword(word):
            yield BAD_KEYWORD.at(to_text(dataset), "dcat:keyword", word=word)


def _check_contacts(data: Statements, dataset: Node) -> Iterator[Finding]:
    for contact in data.values(dataset, "dcat:contactPoint"):
        if isinstance(contact, Literal):
            yield CONTACT_TEXT.at(to_text(dataset), "dcat:contactPoint", found=contact.value)
        elif not data.has(contact, "vcard:hasEmail", "vcard:hasURL"):
            yield CONTACT_MUTE.at(to_text(dataset), "dcat:contactPoint", found=to_text(contact))


def _check_links(data: Statements, dataset: Node) -> Iterator[Finding]:
    if data.has(dataset, "dct:hasPart"):
        yield PART.at(to_text(dataset), "dct:hasPart")
    for standard in data.literals(dataset, "dct:conformsTo"):
        yield STANDARD_TEXT.at(to_text(dataset), "dct:conformsTo", found=standard.value)


DATASET_CHECKS = (_check_texts, _check_keywords, _check_contacts, _check_links)
