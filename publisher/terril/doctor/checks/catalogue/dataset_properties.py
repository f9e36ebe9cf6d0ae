"""What each dataset says, and what a portal would lose of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import Portal, hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

KEYWORD = re.compile(r"[\w .-]{2,100}")
LONG_ENOUGH = 100
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
    gettext_noop(
        "The dataset has no dct:title: CKAN loses the whole run by it, not only this dataset."
    ),
    gettext_noop("Give it a title in each language, or do not type it dcat:Dataset."),
    Portal.CKAN,
    Portal.EUROPA,
)
NO_TEXT = mistake(
    "no-description",
    gettext_noop(
        "The dataset has no dct:description; portals with the schema of DCAT-AP refuse it."
    ),
    gettext_noop("Say in more than 100 characters, in each language, what is in it."),
)
SHORT_TEXT = hint(
    "short-description",
    gettext_noop("The description has {count} characters; data.gouv.fr asks for more than 100."),
    gettext_noop("Say what is in it, where it comes from and what it is good for."),
)
NO_KEY = mistake(
    "no-identifier",
    gettext_noop("The dataset has no dct:identifier; udata leaves it out."),
    gettext_noop("Give it a short text that no other has and that stays."),
    Portal.UDATA,
)
KEY_TWICE = mistake(
    "identifier-twice",
    gettext_noop("“{key}” is the dct:identifier of {others} as well; udata takes only the first."),
    gettext_noop("Give each dataset and each service an identifier of its own."),
    Portal.UDATA,
)
BAD_KEYWORD = mistake(
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
CONTACT_TEXT = mistake(
    "contact-text",
    gettext_noop("The contact is a mere text, “{found}”; portals drop it."),
    gettext_noop("Make it a vcard:Kind with an IRI, vcard:fn and vcard:hasEmail or vcard:hasURL."),
)
CONTACT_MUTE = mistake(
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
STANDARD_TEXT = mistake(
    "standard-text",
    gettext_noop("dct:conformsTo is the text “{found}”, for which udata refuses the dataset."),
    gettext_noop("Write the IRI of the standard or the schema."),
    Portal.UDATA,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Every dataset, field by field."""
    yield from _keys(crawl)
    for one in crawl.datasets:
        if crawl.data.has_statements(one):
            for look in LOOKS:
                yield from look(crawl.data, one)


def _keys(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    owners: dict[str, list[str]] = defaultdict(list)
    for one in crawl.datasets:
        if data.has_statements(one) and not data.has(one, "dct:identifier"):
            yield NO_KEY.at(to_text(one), "dct:identifier")
    for one in dict.fromkeys((*crawl.datasets, *data.instances("dcat:DataService"))):
        for key in data.texts(one, "dct:identifier"):
            owners[key].append(to_text(one))
    for key, found in owners.items():
        if len(found) > 1:
            others = ", ".join(found[1:])
            yield KEY_TWICE.at(found[0], "dct:identifier", key=key, others=others)


def _words(data: Statements, one: Node) -> Iterator[Finding]:
    if not data.has(one, "dct:title"):
        yield NO_TITLE.at(to_text(one), "dct:title")
    texts = data.literals(one, "dct:description", "dct:abstract")
    if not texts:
        yield NO_TEXT.at(to_text(one), "dct:description")
    elif (longest := max(len(told.value) for told in texts)) < LONG_ENOUGH:
        yield SHORT_TEXT.at(to_text(one), "dct:description", count=longest)
    tags = {told.language or "" for told in (*data.literals(one, "dct:title"), *texts)}
    for tag in sorted(tags):
        if "-" in tag:
            yield TAG.at(to_text(one), "dct:title", tag=tag, short=tag.partition("-")[0])
    for prop in WISHED:
        if not data.has(one, prop):
            yield LACKS.at(to_text(one), prop, prop=prop)


def _keywords(data: Statements, one: Node) -> Iterator[Finding]:
    for word in dict.fromkeys(data.texts(one, "dcat:keyword")):
        if not KEYWORD.fullmatch(word):
            yield BAD_KEYWORD.at(to_text(one), "dcat:keyword", word=word)


def _contacts(data: Statements, one: Node) -> Iterator[Finding]:
    for contact in data.values(one, "dcat:contactPoint"):
        if isinstance(contact, Literal):
            yield CONTACT_TEXT.at(to_text(one), "dcat:contactPoint", found=contact.value)
        elif not data.has(contact, "vcard:hasEmail", "vcard:hasURL"):
            yield CONTACT_MUTE.at(to_text(one), "dcat:contactPoint", found=to_text(contact))


def _links(data: Statements, one: Node) -> Iterator[Finding]:
    if data.has(one, "dct:hasPart"):
        yield PART.at(to_text(one), "dct:hasPart")
    for standard in data.literals(one, "dct:conformsTo"):
        yield STANDARD_TEXT.at(to_text(one), "dct:conformsTo", found=standard.value)


LOOKS = (_words, _keywords, _contacts, _links)
