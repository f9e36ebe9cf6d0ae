"""A document on the web: one content in many variants, and the HTTP rules that all share.

A release never changes, so the variant's ETag is known before anything is written, and a
client that has it is answered 304 without work (RFC 9110, section 13).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.urls import iri_to_uri

from terril.model.fingerprint import fingerprint
from terril.model.formats import DOCUMENT_FORMATS, Format
from terril.model.languages import available
from terril.representations.rdf.serialization import write_rdf
from terril.web.http import mementos
from terril.web.http.audience import RELEASE, read_audience
from terril.web.http.negotiation import Offer, choose
from terril.web.http.page_cache import page_cache
from terril.web.http.problems import Problem
from terril.web.http.validators import as_named, has_current

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyoxigraph import Triple

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

HTML = Offer("text/html", ("application/xhtml+xml",))
HTML_EXTENSION = "html"
LINKSET = "application/linkset+json"
TABLE_EXTENSIONS = ("csv", "geojson", "linkset")
EXTENSIONS = {row.extension: row for row in DOCUMENT_FORMATS}


@dataclass(frozen=True, slots=True)
class Extra:
    """A format that only some documents have, such as a table.

    Attributes:
        name: what people call it.
        extension: of its address, without the dot; one of ``TABLE_EXTENSIONS``.
        media_type: without parameters.
        write: the document's bytes in this format, in the words of a reader.
    """

    name: str
    extension: str
    media_type: str
    write: Callable[[Audience], bytes]

    @property
    def text(self) -> bool:
        """Whether the media type is textual and so carries ``charset=utf-8``."""
        return self.media_type.startswith("text/")


@dataclass(frozen=True, slots=True)
class Document:
    """What an address of the site holds, before a client's wishes are known.

    Attributes:
        path: below the root of the site, without an extension.
        triples: all that it says.
        page: the same for a reader, as HTML.
        thing: IRI of what it is about, ``None`` if that is the document itself.
        parameters: of the address, such as the page of a list.
        links: further values of the Link header.
        extras: further formats.
        state: what decides its content beside the release, such as what was served before.
    """

    path: str
    triples: Callable[[], list[Triple]]
    page: Callable[[Audience, PageFrame], str]
    thing: str | None = None
    parameters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    state: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def formats(self) -> tuple[Format | Extra, ...]:
        """Everything but HTML that it can be had as, as the publisher would choose."""
        return (*DOCUMENT_FORMATS, *self.extras)

    def variant(self, extension: str, **more: str) -> str:
        """A variant's address, relative to the document's."""
        parameters = urlencode({**self.parameters, **pinned(), **more}, doseq=True)
        return f"{self.name}.{extension}" + (f"?{parameters}" if parameters else "")


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What surrounds the content of every page.

    Attributes:
        languages: tag and address of the page in each language.
        formats: name and address of the page in each RDF format.
        alternates: name, address and media type of the same.
        canonical: absolute IRI of the document.
    """

    languages: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str], ...]
    alternates: tuple[tuple[str, str, str], ...]
    canonical: str

    def values(self) -> dict[str, object]:
        """As values for a template."""
        return {name: getattr(self, name) for name in self.__slots__}


def pinned() -> dict[str, str]:
    """The parameter that keeps links in the release that the client has chosen."""
    return {RELEASE: request.args[RELEASE]} if RELEASE in request.args else {}


def split_extension(name: str) -> tuple[str, str | None]:
    """A name without the extension of a format, and that extension."""
    stem, dot, extension = name.rpartition(".")
    if dot and stem and extension in (*EXTENSIONS, *TABLE_EXTENSIONS, HTML_EXTENSION):
        return stem, extension
    return name, None


def answer(document: Document, served: ServedRelease, extension: str | None) -> Response:
    """The variant that the client wants, or 304 if it has it already.

    Args:
        document: what is asked for.
        served: the release to answer from.
        extension: the format that the address names; ``None`` leaves the choice to Accept.

    Raises:
        Problem: the client takes none of the formats (406), or the address names another (404).
    """
    target = _target(document, extension)
    audience = read_audience()
    worded = target is None or isinstance(target, Extra)
    language = audience.language if worded else ""
    suffix = target.extension if target else HTML_EXTENSION
    asked = (request.path, request.query_string, suffix, language)
    etag = fingerprint(served.release.id, *asked, *filter(None, [document.state]))
    if has_current(etag):
        response = Response(status=304)
    else:
        cache = page_cache()
        body = cache.get(etag)
        if body is None:
            body = _write(document, served, target, audience)
            cache.keep(etag, body)
        response = Response(body, content_type=content_type(target))
    response.set_etag(as_named(etag))
    _describe(response, document, served, suffix, language)
    if extension is None:
        response.vary.add("Accept")
    if worded or extension is None:
        response.vary.add("Accept-Language")
    return response


def content_type(target: Format | Extra | None) -> str:
    """The Content-Type of a format; ``None`` stands for HTML."""
    if target is None:
        return "text/html; charset=utf-8"
    return f"{target.media_type}; charset=utf-8" if target.text else target.media_type


def _target(document: Document, extension: str | None) -> Format | Extra | None:
    """The format to answer in; ``None`` stands for HTML."""
    if extension == HTML_EXTENSION:
        return None
    if extension is not None:
        found = next((row for row in document.formats if row.extension == extension), None)
        if found is None:
            raise Problem(404)
        return found
    offers = (*(_offer(row) for row in document.formats), HTML)
    offer = choose(request.headers.get("Accept"), offers)
    if offer is None:
        links = {"Link": ", ".join(_alternates(document, None))}
        raise Problem(406, more={"available": [one.media_type for one in offers]}, headers=links)
    return next((row for row in document.formats if row.media_type == offer.media_type), None)


def _offer(row: Format | Extra) -> Offer:
    return Offer(row.media_type, row.aliases if isinstance(row, Format) else ())


def _alternates(document: Document, chosen: str | None) -> list[str]:
    """The other variants, as values of the Link header (RFC 8288)."""
    rows = [(row.extension, row.media_type) for row in document.formats]
    rows.append((HTML_EXTENSION, HTML.media_type))
    return [
        f'<{document.variant(extension)}>; rel="{_relation(media_type)}"; type="{media_type}"'
        for extension, media_type in rows
        if extension != chosen
    ]


def _relation(media_type: str) -> str:
    """How a variant is related to the document (RFC 9264, section 6, for sets of links)."""
    return "linkset" if media_type == LINKSET else "alternate"


def _write(
    document: Document, served: ServedRelease, target: Format | Extra | None, audience: Audience
) -> bytes:
    if target is None:
        return document.page(audience, _frame(document, served)).encode()
    if isinstance(target, Extra):
        return target.write(audience)
    triples = document.triples()
    return write_rdf(triples, target, served.addresses, served.context, document.thing)


def _frame(document: Document, served: ServedRelease) -> PageFrame:
    here = f"{document.name}" if document.name != "index" else "./"
    shown = [row for row in document.formats if row.media_type != LINKSET]
    parameters = {**document.parameters, **pinned()}
    return PageFrame(
        languages=tuple(
            (
                tag,
                f"{here}?{urlencode({**parameters, 'lang': tag}, doseq=True)}",
            )
            for tag in available()
        ),
        formats=tuple((row.name, document.variant(row.extension)) for row in shown),
        alternates=tuple(
            (row.name, document.variant(row.extension), row.media_type) for row in shown
        ),
        canonical=f"{served.addresses.base}{document.path}",
    )


def _describe(
    response: Response, document: Document, served: ServedRelease, suffix: str, language: str
) -> None:
    """The headers that say what was answered and what else there is."""
    more = {"lang": language} if language else {}
    response.headers["Content-Location"] = document.variant(suffix, **more)
    if language:
        response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "public, no-cache"
    links = _alternates(document, suffix)
    if suffix == HTML_EXTENSION:
        links.append(f'<{document.variant("ttl")}>; rel="describedby"; type="text/turtle"')
    links.append(f'<{served.addresses.base}{document.path}>; rel="canonical"')
    if document.thing:
        links.append(f'<{iri_to_uri(document.thing)}>; rel="describes"')
    links.append(f'<{served.config.licence}>; rel="license"')
    response.headers["Link"] = ", ".join((*links, *document.links))
    if document.path.startswith("doc/"):
        mementos.describe(response, document.path, served)
