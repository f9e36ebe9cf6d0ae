"""Whether one address gives each reader what it can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join_url
from terril.doctor.crawl.rdf_reader import FORMATS, RDF
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
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
    if crawl.catalogue and crawl.origins.contains(crawl.catalogue):
        yield from _formats(crawl)
    yield from _alternates(crawl)
    yield from _dataset(crawl)
    yield from _thing(crawl)


def _formats(crawl: Crawl) -> Iterator[Finding]:
    url = crawl.origins.to_request_url(crawl.catalogue)
    responses = {
        wanted: crawl.client.follow(url, {"Accept": wanted}, crawl.limits.page_bytes)
        for wanted in WANTED
    }
    if not any(response.ok for response in responses.values()):
        return
    for wanted, response in responses.items():
        if response.failure is not FetchFailure.NOT_REQUESTED and response.media_type != wanted:
            yield NOT_GIVEN.at(crawl.catalogue, wanted=wanted, got=response.summary)
    types = {response.media_type for response in responses.values()}
    direct = [response for response in responses.values() if not response.hops and response.ok]
    if len(types) > 1 and any(not _varies(response) for response in direct):
        yield NO_VARY.at(crawl.catalogue)


def _varies(response: Response) -> bool:
    told = response.headers.get("vary", "").lower()
    return "*" in told or "accept" in [one.strip() for one in told.split(",")]


def _alternates(crawl: Crawl) -> Iterator[Finding]:
    first = crawl.pages[0].response
    found = []
    for target, told in LINK.findall(first.headers.get("link", "")):
        if re.search(r'rel="?[^"]*\balternate\b', told):
            kind = re.search(r'type="?([^";]+)', told)
            found.append((join_url(first.url, target), kind[1] if kind else ""))
    for url, said in found[:SOME]:
        response = crawl.client.follow(crawl.origins.to_request_url(url), method="HEAD")
        if response.failure is FetchFailure.NOT_REQUESTED:
            continue
        if not response.ok or (said and response.media_type != said):
            yield DEAD_ALTERNATE.at(crawl.url, found=url, said=said, got=response.summary)


def _dataset(crawl: Crawl) -> Iterator[Finding]:
    """The first dataset stands for all: they are made alike."""
    own = [to_text(one) for one in crawl.datasets if crawl.origins.contains(to_text(one))]
    for found in own[:1]:
        url = crawl.origins.to_request_url(found.partition("#")[0])
        response = crawl.client.follow(url, {"Accept": RDF}, crawl.limits.page_bytes)
        if response.failure is FetchFailure.NOT_REQUESTED:
            return
        if not response.ok or response.media_type not in FORMATS:
            yield DATASET_DEAD.at(found, got=response.summary)


def _thing(crawl: Crawl) -> Iterator[Finding]:
    """The publisher, if it is a thing of this very site."""
    data = crawl.data
    owners = [*data.instances("dcat:Catalog"), *crawl.datasets]
    named = [to_text(one) for owner in owners for one in data.nodes(owner, "dct:publisher")]
    things = [one for one in named if crawl.origins.contains(one) and "#" not in one]
    if not things:
        yield NOT_HERE.at(crawl.url)
        return
    response = crawl.client.request(
        crawl.origins.to_request_url(things[0]), headers={"Accept": RDF}
    )
    if response.failure is FetchFailure.NOT_REQUESTED:
        return
    if response.status != SEE_OTHER and crawl.is_terril:
        yield NOT_303.at(things[0], got=response.summary)
    if response.ok:
        return
    behind = crawl.client.follow(crawl.origins.to_request_url(response.location), {"Accept": RDF})
    dead = not behind.ok and behind.failure is not FetchFailure.NOT_REQUESTED
    if not response.location or dead:
        got = behind.summary if response.location else response.summary
        yield DEAD_THING.at(things[0], found=things[0], got=got)
