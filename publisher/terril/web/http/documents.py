"""Answer with a document: one content in many variants, under the HTTP rules that all share.

A release never changes, so the variant's ETag is known before anything is written, and a
client that has it is answered 304 without work (RFC 9110, section 13).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.urls import iri_to_uri

from terril.model.fingerprint import compute_fingerprint
from terril.model.formats import DOCUMENT_FORMATS, RDF_XML, Format
from terril.model.languages import gettext, list_languages
from terril.representations.rdf.rdf_xml import UnwritableXmlError, find_obstacle
from terril.representations.rdf.serialization import write_rdf
from terril.web.http.headers import add_memento_headers
from terril.web.http.negotiation import (
    Offer,
    choose,
    read_audience,
    read_release_parameter,
)
from terril.web.http.problems import NOT_IN_XML, Problem
from terril.web.http.validators import get_page_cache, has_current, select_etag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyoxigraph import Triple

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

HTML = Offer("text/html", ("application/xhtml+xml",))
HTML_EXTENSION = "html"
LINKSET = "application/linkset+json"
TABLE_EXTENSIONS = ("csv", "geojson", "linkset")
EXTENSIONS = (*(row.extension for row in DOCUMENT_FORMATS), *TABLE_EXTENSIONS, HTML_EXTENSION)


@dataclass(frozen=True, slots=True)
class ExtraFormat:
    """A format that only some documents have, such as a table.

    Attributes:
        name: for people.
        extension: of its address, without the dot; one of ``TABLE_EXTENSIONS``.
        media_type: without parameters.
        write: returns the document in this format, in the language of an audience.
        aliases: further media types that mean this format in an Accept header.
    """

    name: str
    extension: str
    media_type: str
    write: Callable[[Audience], bytes]
    aliases: tuple[str, ...] = ()

    @property
    def text(self) -> bool:
        """True if the media type is textual and so carries ``charset=utf-8``."""
        return self.media_type.startswith("text/")


@dataclass(frozen=True, slots=True)
class Document:
    """The content of an address, in all its formats and languages.

    Attributes:
        path: below the root of the site, without an extension.
        triples: returns its content as RDF.
        page: returns its content as HTML.
        thing: IRI of what it is about, ``None`` if that is the document itself.
        parameters: of the address, such as the page of a list.
        links: further values of the Link header.
        extras: further formats.
        state: what decides its content beside the release, such as earlier releases.
        licence: IRI of its licence; ``""`` for that of the town.
        missing: formats that cannot carry its content.
    """

    path: str
    triples: Callable[[], list[Triple]]
    page: Callable[[Audience, PageFrame], str]
    thing: str | None = None
    parameters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    extras: tuple[ExtraFormat, ...] = ()
    state: str = ""
    licence: str = ""
    missing: tuple[Format, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def relative_name(self) -> str:
        """The name as a relative reference: a colon would end a scheme (RFC 3986, section 4.2)."""
        return f"./{self.name}" if ":" in self.name else self.name

    @property
    def formats(self) -> tuple[Format | ExtraFormat, ...]:
        """Every format except HTML, in the order of the publisher's preference."""
        return (*(row for row in DOCUMENT_FORMATS if row not in self.missing), *self.extras)

    def address(self, extension: str, **more: str) -> str:
        """Return the address of a variant, relative to the document's."""
        parameters = urlencode({**self.parameters, **read_release_parameter(), **more}, doseq=True)
        return f"{self.relative_name}.{extension}" + (f"?{parameters}" if parameters else "")


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The links around the content of every page.

    Attributes:
        languages: tag and address of the page in each language.
        formats: name, address and media type of the page in each other format.
        canonical: absolute IRI of the document.
        licence: IRI of its licence; ``""`` for that of the town.
    """

    languages: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str, str], ...]
    canonical: str
    licence: str

    def values(self) -> dict[str, object]:
        """Return them as values for a template."""
        return {name: getattr(self, name) for name in self.__slots__}


def split_extension(name: str) -> tuple[str, str | None]:
    """Return a name without the extension of a format, and that extension."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension) if dot and stem and extension in EXTENSIONS else (name, None)


def answer(document: Document, served: ServedRelease, extension: str | None) -> Response:
    """Return the variant that the client prefers, or 304 if it has it already.

    Args:
        document: the content of the address.
        served: the release to answer from.
        extension: the format that the address names; ``None`` leaves the choice to Accept.

    Raises:
        Problem: the client accepts none of the formats (406), the address names one that cannot
            carry the content (406), or another (404).
    """
    document = _drop_unable_formats(document, served)
    target = _choose_format(document, extension)
    audience = read_audience()
    has_words = target is None or isinstance(target, ExtraFormat)
    language = audience.language if has_words else ""
    suffix = target.extension if target else HTML_EXTENSION
    variant = (request.path, request.query_string, suffix, language)
    etag = compute_fingerprint(served.release.id, *variant, *filter(None, [document.state]))
    if has_current(etag):
        response = Response(status=304)
    else:
        cache = get_page_cache()
        body = cache.get(etag)
        if body is None:
            body = _write(document, served, target, audience)
            cache.put(etag, body)
        response = Response(body, content_type=get_content_type(target))
    response.set_etag(select_etag(etag))
    response.headers["Content-Location"] = document.address(
        suffix, **({"lang": language} if language else {})
    )
    if language:
        response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "public, no-cache"
    licence = document.licence or served.config.licence
    links = _build_links(document, served.addresses.base, licence, suffix)
    response.headers["Link"] = ", ".join(links)
    if document.path.startswith("doc/"):
        add_memento_headers(response, document.path, served.release, served.addresses.base)
    if extension is None:
        response.vary.add("Accept")
    if has_words or extension is None:
        response.vary.add("Accept-Language")
    return response


def get_content_type(target: Format | ExtraFormat | None) -> str:
    """Return the Content-Type of a format; ``None`` stands for HTML."""
    if target is None:
        return "text/html; charset=utf-8"
    return f"{target.media_type}; charset=utf-8" if target.text else target.media_type


def _choose_format(document: Document, extension: str | None) -> Format | ExtraFormat | None:
    """Return the format to answer in; ``None`` stands for HTML."""
    if extension == HTML_EXTENSION:
        return None
    if extension is not None:
        found = next((row for row in document.formats if row.extension == extension), None)
        if any(row.extension == extension for row in document.missing):
            raise _refuse_format(document, gettext(NOT_IN_XML, read_audience().language))
        if found is None:
            raise Problem(404)
        return found
    offers = _list_offers(document)
    offer = choose(request.headers.get("Accept"), offers)
    if offer is None:
        raise _refuse_format(document)
    return next((row for row in document.formats if row.media_type == offer.media_type), None)


def _drop_unable_formats(document: Document, served: ServedRelease) -> Document:
    """Return the document without RDF/XML if that cannot carry it.

    It is examined only if RDF/XML cannot carry the whole release: finding that out is slow.
    """
    if document.missing or served.carries_xml or find_obstacle(document.triples()) is None:
        return document
    return replace(document, missing=(RDF_XML,))


def _list_offers(document: Document) -> tuple[Offer, ...]:
    return (*(Offer(row.media_type, row.aliases) for row in document.formats), HTML)


def _refuse_format(document: Document, detail: str = "") -> Problem:
    """Return the problem that names the formats that there are (406)."""
    available = [one.media_type for one in _list_offers(document)]
    links = {"Link": ", ".join(_link_alternates(document, None))}
    return Problem(406, detail, more={"available": available}, headers=links)


def _write(
    document: Document,
    served: ServedRelease,
    target: Format | ExtraFormat | None,
    audience: Audience,
) -> bytes:
    if target is None:
        frame = _build_frame(document, served.addresses.base)
        return document.page(audience, frame).encode()
    if isinstance(target, ExtraFormat):
        return target.write(audience)
    triples = document.triples()
    try:
        return write_rdf(triples, target, served.addresses, served.context, document.thing)
    except UnwritableXmlError:
        detail = gettext(NOT_IN_XML, read_audience().language)
        raise _refuse_format(replace(document, missing=(RDF_XML,)), detail) from None


def _build_frame(document: Document, base: str) -> PageFrame:
    here = document.relative_name if document.name != "index" else "./"
    parameters = {**document.parameters, **read_release_parameter()}
    formats = tuple(
        (row.name, document.address(row.extension), row.media_type)
        for row in document.formats
        if row.media_type != LINKSET
    )
    return PageFrame(
        languages=tuple(
            (tag, f"{here}?{urlencode({**parameters, 'lang': tag}, doseq=True)}")
            for tag in list_languages()
        ),
        formats=formats,
        canonical=f"{base}{document.path}",
        licence=document.licence,
    )


def _link_alternates(document: Document, chosen: str | None) -> list[str]:
    """Return links to the other variants (RFC 8288; RFC 9264, section 6, for linksets)."""
    rows = [(row.extension, row.media_type) for row in document.formats]
    rows.append((HTML_EXTENSION, HTML.media_type))
    return [
        f"<{document.address(extension)}>; "
        f'rel="{"linkset" if media_type == LINKSET else "alternate"}"; type="{media_type}"'
        for extension, media_type in rows
        if extension != chosen
    ]


def _build_links(document: Document, base: str, licence: str, suffix: str) -> list[str]:
    links = _link_alternates(document, suffix)
    if suffix == HTML_EXTENSION:
        links.append(f'<{document.address("ttl")}>; rel="describedby"; type="text/turtle"')
    links.append(f'<{base}{document.path}>; rel="canonical"')
    if document.thing:
        links.append(f'<{iri_to_uri(document.thing)}>; rel="describes"')
    links.append(f'<{licence}>; rel="license"')
    return [*links, *document.links]
