"""Check content negotiation of the catalogue, a dataset and a thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor.crawl.origins import join_url
from terril.doctor.crawl.rdf_reader import FORMATS, RDF
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

MEDIA_TYPES = ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html")
SEE_OTHER = 303
LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w-]+\*?=(?:"[^"]*"|[^",;]*))*)')
MAX_ALTERNATES = 8

NOT_NEGOTIATED = warning(
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
DEAD_THING = error(
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
NO_THINGS = info(
    "no-things", gettext_noop("No IRI of a thing of this site was found to be tried.")
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check the formats and alternates of the catalogue, one dataset and one thing."""
    if crawl.catalogue and crawl.origins.contains(crawl.catalogue):
        yield from _check_formats(crawl)
    yield from _check_alternates(crawl)
    yield from _check_dataset(crawl)
    yield from _check_thing(crawl)


def _check_formats(crawl: Crawl) -> Iterator[Finding]:
    url = crawl.origins.to_request_url(crawl.catalogue)
    responses = {
        media_type: crawl.client.follow(url, {"Accept": media_type}, crawl.limits.page_bytes)
        for media_type in MEDIA_TYPES
    }
    if not any(response.ok for response in responses.values()):
        return
    for media_type, response in responses.items():
        if not response.skipped and response.media_type != media_type:
            yield NOT_NEGOTIATED.at(crawl.catalogue, wanted=media_type, got=response.summary)
    media_types = {response.media_type for response in responses.values()}
    direct = [response for response in responses.values() if not response.hops and response.ok]
    if len(media_types) > 1 and any(not _varies_by_accept(response) for response in direct):
        yield NO_VARY.at(crawl.catalogue)


def _varies_by_accept(response: Response) -> bool:
    vary = response.headers.get("vary", "").lower()
    return "*" in vary or "accept" in [name.strip() for name in vary.split(",")]


def _check_alternates(crawl: Crawl) -> Iterator[Finding]:
    """Check the URLs and types of the alternates in the Link header of the catalogue."""
    first = crawl.pages[0].response
    alternates = []
    for target, parameters in LINK.findall(first.headers.get("link", "")):
        if re.search(r'rel="?[^"]*\balternate\b', parameters):
            match = re.search(r'type="?([^";]+)', parameters)
            alternates.append((join_url(first.url, target), match[1] if match else ""))
    for url, media_type in alternates[:MAX_ALTERNATES]:
        response = crawl.client.follow(crawl.origins.to_request_url(url), method="HEAD")
        if response.skipped:
            continue
        if not response.ok or (media_type and response.media_type != media_type):
            yield DEAD_ALTERNATE.at(crawl.url, found=url, said=media_type, got=response.summary)


def _check_dataset(crawl: Crawl) -> Iterator[Finding]:
    """Check the site's first dataset, which stands for all: they are made alike."""
    own = [to_text(one) for one in crawl.datasets if crawl.origins.contains(to_text(one))]
    for dataset in own[:1]:
        url = crawl.origins.to_request_url(dataset.partition("#")[0])
        response = crawl.client.follow(url, {"Accept": RDF}, crawl.limits.page_bytes)
        if response.skipped:
            return
        if not response.ok or response.media_type not in FORMATS:
            yield DATASET_DEAD.at(dataset, got=response.summary)


def _check_thing(crawl: Crawl) -> Iterator[Finding]:
    """Check the IRI of a publisher that is a thing of the site."""
    things = [iri for iri in crawl.publishers if crawl.origins.contains(iri) and "#" not in iri]
    if not things:
        yield NO_THINGS.at(crawl.url)
        return
    thing = things[0]
    url = crawl.origins.to_request_url(thing)
    response = crawl.client.request(url, headers={"Accept": RDF})
    if response.skipped:
        return
    if response.status != SEE_OTHER and crawl.is_terril:
        yield NOT_303.at(thing, got=response.summary)
    if response.ok:
        return
    document = crawl.client.follow(
        crawl.origins.to_request_url(response.location), {"Accept": RDF}
    )
    dead = not document.ok and not document.skipped
    if not response.location or dead:
        got = document.summary if response.location else response.summary
        yield DEAD_THING.at(thing, found=thing, got=got)
