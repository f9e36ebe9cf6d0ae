"""Check that the catalogue is correct RDF that can be parsed without a base IRI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.doctor.crawl.origins import is_internal, split_url
from terril.doctor.crawl.rdf_reader import NO_BASE
from terril.doctor.crawl.statements import shorten_iri, to_text
from terril.doctor.findings import Portal, error, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl, Page
    from terril.doctor.findings import Finding

WEB = ("http", "https")
MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf]|â€|\ufffd")

SYNTAX = error(
    "syntax",
    gettext_noop("It cannot be read as {form}: {reason}."),
    gettext_noop("Mend line {line}; CKAN loses the whole run if one page cannot be read."),
)
NOT_UTF8 = error(
    "not-utf8",
    gettext_noop("It is not written in UTF-8: {reason}."),
    gettext_noop("Write UTF-8, which is all that RDF knows."),
)
REMOTE_CONTEXT = error(
    "remote-context",
    gettext_noop(
        "The JSON-LD names its context by an address, which harvesters would have to fetch."
    ),
    gettext_noop("Write the context into the answer; without it CKAN and udata read nothing."),
)
INVALID = error(
    "invalid-iri",
    gettext_noop("An address in it is none: {reason}."),
    gettext_noop("Percent-encode spaces and the like; udata refuses the dataset."),
    Portal.UDATA,
)
RELATIVE = error(
    "relative-iri",
    gettext_noop("“{found}” is relative; harvesters read it as file:///{found}."),
    gettext_noop("Write every address in full, with https:// and the host."),
)
FILE = error(
    "file-iri",
    gettext_noop("“{found}” leads to a file of the machine that wrote it."),
    gettext_noop("Write the public address."),
)
INNER_BASE = error(
    "inner-base",
    gettext_noop("The catalogue calls itself {found}, which nobody else can reach."),
    gettext_noop("Set the base to the public address; for Terril, “base” in town.toml."),
)
INNER = error(
    "inner-iri",
    gettext_noop("{prop} leads to {found}, which nobody else can reach."),
    gettext_noop("Write the public address; udata refuses a dataset with such a link."),
    Portal.UDATA,
)
GARBLED = error(
    "mojibake",
    gettext_noop("“{found}” was written in one charset and read in another."),
    gettext_noop("Find where the text was read without saying charset=utf-8, and read it anew."),
)
BLANK_DATASET = error(
    "blank-dataset",
    gettext_noop("A dataset has no address of its own (“{found}”)."),
    gettext_noop("Give it an IRI that stays: portals know it again by that, and only by that."),
)
BLANK_FILE = error(
    "blank-distribution",
    gettext_noop("A distribution has no address of its own."),
    gettext_noop("Give it an IRI that stays, or CKAN makes a new resource of it each time."),
    Portal.CKAN,
)
BLANK_VALUE = warning(
    "blank-value",
    gettext_noop("The value of {prop} is a blank node without rdfs:label; CKAN stores its label."),
    gettext_noop("Give the node an IRI or an rdfs:label."),
    Portal.CKAN,
)
LABELLED = ("dct:provenance", "adms:identifier", "dct:rights")


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check syntax and charset of each page, then IRIs and texts of all statements."""
    for page in crawl.pages:
        yield from _check_syntax(page)
    if crawl.catalogue and is_internal(crawl.origins.public):
        yield INNER_BASE.at(crawl.catalogue, found=crawl.origins.public)
    yield from _check_addresses(crawl)
    yield from _check_texts(crawl)
    yield from _check_blank_nodes(crawl)


def _check_syntax(page: Page) -> Iterator[Finding]:
    reading = page.reading
    if "LoadDocumentCallback" in reading.error:
        yield REMOTE_CONTEXT.at(page.url)
    elif "UTF-8" in reading.error:
        yield NOT_UTF8.at(page.url, reason=reading.error)
    elif reading.error and reading.rdf_format:
        name = reading.rdf_format.name
        yield SYNTAX.at(page.url, form=name, reason=reading.error, line=reading.line)
    if reading.invalid_iri:
        yield INVALID.at(page.url, reason=reading.invalid_iri)


def _check_addresses(crawl: Crawl) -> Iterator[Finding]:
    """Check each distinct IRI."""
    seen: set[str] = set()
    public = crawl.origins.public
    for quad in crawl.data.quads:
        subject = to_text(quad.subject) if isinstance(quad.subject, NamedNode | BlankNode) else ""
        prop = shorten_iri(quad.predicate.value)
        for node in (quad.subject, quad.object):
            if not isinstance(node, NamedNode) or node.value in seen:
                continue
            seen.add(node.value)
            if finding := _check_address(node.value, subject, prop, public):
                yield finding


def _check_address(iri: str, subject: str, prop: str, public: str) -> Finding | None:
    """Return the finding on an IRI that nobody else can use; ``None`` if it is right."""
    if iri.startswith(NO_BASE):
        return RELATIVE.at(_strip_base(subject), prop, found=_strip_base(iri))
    if iri.startswith("file:"):
        return FILE.at(_strip_base(subject), prop, found=iri)
    if split_url(iri).scheme in WEB and is_internal(iri) and not iri.startswith(public):
        return INNER.at(_strip_base(subject), prop, prop=prop, found=iri)
    return None


def _strip_base(iri: str) -> str:
    return iri.removeprefix(NO_BASE)


def _check_texts(crawl: Crawl) -> Iterator[Finding]:
    for quad in crawl.data.quads:
        if isinstance(quad.object, Literal) and MOJIBAKE.search(quad.object.value):
            excerpt = quad.object.value[:60]
            subject = str(getattr(quad.subject, "value", ""))
            yield GARBLED.at(subject, shorten_iri(quad.predicate.value), found=excerpt)


def _check_blank_nodes(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    for dataset in crawl.datasets:
        if isinstance(dataset, BlankNode):
            title = next(iter(data.texts(dataset, "dct:title")), "")
            yield BLANK_DATASET.at(crawl.catalogue, found=title)
        for distribution in data.nodes(dataset, "dcat:distribution"):
            if isinstance(distribution, BlankNode):
                yield BLANK_FILE.at(to_text(dataset), "dcat:distribution")
        for prop in LABELLED:
            for node in data.nodes(dataset, prop):
                if isinstance(node, BlankNode) and not data.has(node, "rdfs:label"):
                    yield BLANK_VALUE.at(to_text(dataset), prop, prop=prop)
