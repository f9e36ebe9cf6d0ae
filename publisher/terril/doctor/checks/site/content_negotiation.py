"""Whether one address gives each reader what it can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join
from terril.doctor.crawl.rdf_reader import FORMATS, RDF
from terril.doctor.crawl.statements import text
from terril.doctor.findings import hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Answer
    from terril.doctor.findings import Finding

WANTED = ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html")
SEE_OTHER = 303
LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w-]+\*?=(?:"[^"]*"|[^",;]*))*)')
SOME = 8

NOT_GIVEN = warning(
    "not-negotiated",
    gettext_noop("Who asks for {wanted} gets {got}."),
    gettext_noop(
        "Choose the format by the Accept header, or leave it to addresses with extensions."
    ),
)
NO_VARY = warning(
    "no-vary",
    gettext_noop("The answer depends on Accept, but does not say Vary: Accept."),
    gettext_noop("Say so, or a cache gives a page to who wants Turtle, and the other way round."),
)
DEAD_ALTERNATE = warning(
    "alternate-dead",
    gettext_noop(
        "The header Link names {found} ({said}) as another format; it is answered with “{got}”."
    ),
    gettext_noop("Answer it, or do not name it."),
)
NOT_303 = warning(
    "thing-answers",
    gettext_noop("The IRI of a thing is answered with {got}, not with 303."),
    gettext_noop("Redirect by 303 to the document about it: the thing itself cannot be sent."),
)
DEAD_THING = mistake(
    "thing-dead",
    gettext_noop("The IRI {found} leads to “{got}”."),
    gettext_noop("Let it lead to the document about the thing: others link to it."),
)
DATASET_DEAD = warning(
    "dataset-dead",
    gettext_noop(
        "The IRI of the dataset is answered with “{got}”, not with RDF that describes it."
    ),
    gettext_noop("Answer it with what the catalogue says of it, and people with a page."),
)
NOT_HERE = hint("no-things", gettext_noop("No IRI of a thing of this site was found to be tried."))


def check(crawl: Crawl) -> Iterator[Finding]:
    """The catalogue in each format, its alternates, a dataset and a thing."""
    if crawl.catalogue and crawl.places.own(crawl.catalogue):
        yield from _formats(crawl)
    yield from _alternates(crawl)
    yield from _dataset(crawl)
    yield from _thing(crawl)


def _formats(crawl: Crawl) -> Iterator[Finding]:
    url = crawl.places.wire(crawl.catalogue)
    answers = {
        wanted: crawl.asker.follow(url, {"Accept": wanted}, crawl.limits.page_bytes)
        for wanted in WANTED
    }
    if not any(answer.fine for answer in answers.values()):
        return
    for wanted, answer in answers.items():
        if answer.trouble is not FetchFailure.NOT_ASKED and answer.media_type != wanted:
            yield NOT_GIVEN.at(crawl.catalogue, wanted=wanted, got=answer.what)
    types = {answer.media_type for answer in answers.values()}
    direct = [answer for answer in answers.values() if not answer.hops and answer.fine]
    if len(types) > 1 and any(not _varies(answer) for answer in direct):
        yield NO_VARY.at(crawl.catalogue)


def _varies(answer: Answer) -> bool:
    told = answer.headers.get("vary", "").lower()
    return "*" in told or "accept" in [one.strip() for one in told.split(",")]


def _alternates(crawl: Crawl) -> Iterator[Finding]:
    first = crawl.pages[0].answer
    found = []
    for target, told in LINK.findall(first.headers.get("link", "")):
        if re.search(r'rel="?[^"]*\balternate\b', told):
            kind = re.search(r'type="?([^";]+)', told)
            found.append((join(first.url, target), kind[1] if kind else ""))
    for url, said in found[:SOME]:
        answer = crawl.asker.follow(crawl.places.wire(url), method="HEAD")
        if answer.trouble is FetchFailure.NOT_ASKED:
            continue
        if not answer.fine or (said and answer.media_type != said):
            yield DEAD_ALTERNATE.at(crawl.url, found=url, said=said, got=answer.what)


def _dataset(crawl: Crawl) -> Iterator[Finding]:
    """The first dataset stands for all: they are made alike."""
    own = [text(one) for one in crawl.datasets if crawl.places.own(text(one))]
    for found in own[:1]:
        url = crawl.places.wire(found.partition("#")[0])
        answer = crawl.asker.follow(url, {"Accept": RDF}, crawl.limits.page_bytes)
        if answer.trouble is FetchFailure.NOT_ASKED:
            return
        if not answer.fine or answer.media_type not in FORMATS:
            yield DATASET_DEAD.at(found, got=answer.what)


def _thing(crawl: Crawl) -> Iterator[Finding]:
    """The publisher, if it is a thing of this very site."""
    data = crawl.data
    owners = [*data.typed("dcat:Catalog"), *crawl.datasets]
    named = [text(one) for owner in owners for one in data.nodes(owner, "dct:publisher")]
    things = [one for one in named if crawl.places.own(one) and "#" not in one]
    if not things:
        yield NOT_HERE.at(crawl.url)
        return
    answer = crawl.asker.ask(crawl.places.wire(things[0]), headers={"Accept": RDF})
    if answer.trouble is FetchFailure.NOT_ASKED:
        return
    if answer.status != SEE_OTHER and crawl.ours:
        yield NOT_303.at(things[0], got=answer.what)
    if answer.fine:
        return
    behind = crawl.asker.follow(crawl.places.wire(answer.location), {"Accept": RDF})
    dead = not behind.fine and behind.trouble is not FetchFailure.NOT_ASKED
    if not answer.location or dead:
        got = behind.what if answer.location else answer.what
        yield DEAD_THING.at(things[0], found=things[0], got=got)
