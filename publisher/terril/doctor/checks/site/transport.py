"""Check the first response of the catalogue: status, redirects, types, sizes and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import DEFAULT_PORTS, is_internal, parse_origin
from terril.doctor.crawl.rdf_reader import FORMATS
from terril.doctor.findings import Portal, error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl, Page
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

SLOW_SECONDS = 5
CATALOGUE_BYTES = 15_000_000

ELSEWHERE = info(
    "elsewhere",
    gettext_noop(
        "The catalogue calls itself {public}; it was looked at as {asked}. Whether name, "
        "certificate and redirects are right can be told only at the public address."
    ),
)
CERTIFICATE = error(
    "certificate",
    gettext_noop("The certificate is not trusted: {reason}."),
    gettext_noop(
        "Have it issued for this name by an authority that browsers know, send the whole chain, "
        "and renew it in time. Nothing else could be looked at."
    ),
)
TOO_LARGE = error(
    "page-too-large",
    gettext_noop("A page of the catalogue has more than {bytes} bytes; the rest was not read."),
    gettext_noop(
        "Send it in pages of 100 datasets at most; CKAN reads no more than 50 MB of one."
    ),
)
CATALOGUE_TOO_LARGE = warning(
    "catalogue-too-large",
    gettext_noop("All pages together have {bytes} bytes; data.gouv.fr takes about 15 MB."),
    gettext_noop("Say less of each dataset, or harvest it in parts."),
    Portal.UDATA,
)
REDIRECT = error(
    "redirect",
    gettext_noop("The address of the catalogue redirects to {target}."),
    gettext_noop(
        "Give portals that address, or answer here: udata takes every redirect for an error."
    ),
    Portal.UDATA,
)
HTML = error(
    "html-to-portals",
    gettext_noop("Who takes anything (Accept: */*) does not get RDF here, and portals ask so."),
    gettext_noop("Answer */* with Turtle, or give portals an address that ends in .ttl."),
)
CONTENT_TYPE = error(
    "content-type",
    gettext_noop("The content type is “{found}”, but the content is {form}."),
    gettext_noop("Send “{wanted}”: CKAN and udata choose their reader by it."),
)
NO_CHARSET = error(
    "no-charset",
    gettext_noop("The content type “{found}” names no charset, so that udata reads “é” as “Ã©”."),
    gettext_noop("Send “{found}; charset=utf-8”."),
    Portal.UDATA,
)
CHARSET = error(
    "wrong-charset",
    gettext_noop("The content type says charset={found}; CKAN reads UTF-8 whatever it says."),
    gettext_noop("Write UTF-8, and say charset=utf-8."),
)
HEAD = error(
    "head-differs",
    gettext_noop("HEAD is answered with “{head}”, GET with “{get}”; portals ask HEAD first."),
    gettext_noop("Answer HEAD with the status and the headers of GET."),
)
SLOW = warning(
    "slow",
    gettext_noop("The catalogue took {seconds} seconds."),
    gettext_noop("Compute it once and keep it: harvesters wait some seconds, then give up."),
)
NO_HTTPS = warning(
    "no-https",
    gettext_noop("The site calls itself {public}, without encryption."),
    gettext_noop(
        "Set the base to https:// before others store its addresses, and redirect http to it."
    ),
)
HTTP_STAYS = warning(
    "http-stays",
    gettext_noop("{address} does not redirect to https ({found})."),
    gettext_noop("Let the web server redirect every http address to the same address with https."),
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check status, redirects, types, sizes and times of the catalogue's own URL."""
    page = crawl.pages[0]
    response = page.response
    if response.failure is FetchFailure.CERTIFICATE:
        yield CERTIFICATE.at(crawl.url, reason=response.reason)
        return
    if crawl.origins.differ:
        origins = crawl.origins
        yield ELSEWHERE.at(crawl.url, public=origins.public, asked=origins.requested)
    if response.failure is FetchFailure.TOO_LARGE:
        yield TOO_LARGE.at(crawl.url, bytes=crawl.limits.page_bytes)
        return
    if response.hops:
        yield REDIRECT.at(crawl.url, target=response.url)
    if not page.rdf_by_default:
        yield HTML.at(crawl.url)
    else:
        yield from _check_head(crawl, response)
    yield from check_content_type(page)
    yield from _check_cost(crawl)
    yield from _check_https(crawl)


def check_content_type(page: Page) -> Iterator[Finding]:
    """Check that the content type names the format of the content and UTF-8."""
    response, rdf_format = page.response, page.reading.rdf_format
    found = response.headers.get("content-type", "")
    if rdf_format and FORMATS.get(response.media_type) != rdf_format:
        usual = next(name for name, one in FORMATS.items() if one == rdf_format)
        wanted = f"{usual}; charset=utf-8" if usual.startswith("text/") else usual
        yield CONTENT_TYPE.at(page.url, found=found, form=rdf_format.name, wanted=wanted)
    elif response.media_type.startswith("text/") and not response.charset:
        yield NO_CHARSET.at(page.url, found=found)
    if response.charset not in ("", "utf-8", "utf8"):
        yield CHARSET.at(page.url, found=response.charset)


def _check_head(crawl: Crawl, response: Response) -> Iterator[Finding]:
    head = crawl.client.request(response.url, "HEAD")
    if head.skipped:
        return
    length = head.headers.get("content-length", "")
    if head.summary != response.summary:
        yield HEAD.at(crawl.url, head=head.summary, get=response.summary)
    elif "content-encoding" not in head.headers and length not in ("", str(len(response.body))):
        yield HEAD.at(crawl.url, head=f"{length} bytes", get=f"{len(response.body)} bytes")


def _check_cost(crawl: Crawl) -> Iterator[Finding]:
    slowest = max(page.response.seconds for page in crawl.pages)
    if slowest > SLOW_SECONDS:
        yield SLOW.at(crawl.url, seconds=round(slowest))
    size = sum(len(page.response.body) for page in crawl.pages)
    if size > CATALOGUE_BYTES:
        yield CATALOGUE_TOO_LARGE.at(crawl.url, bytes=size)


def _check_https(crawl: Crawl) -> Iterator[Finding]:
    public = crawl.origins.public
    if public.startswith("http:") and not is_internal(public):
        yield NO_HTTPS.at(public, public=public)
    scheme, host, port = parse_origin(crawl.url)
    if scheme == "https" and port == DEFAULT_PORTS[scheme]:
        yield from check_http_redirect(crawl.client.request(f"http://{host}/"))


def check_http_redirect(response: Response) -> Iterator[Finding]:
    """Check that a response over HTTP redirects to HTTPS; none at all is fine, too."""
    if response.status and not response.location.startswith("https:"):
        yield HTTP_STAYS.at(response.url, address=response.url, found=response.summary)
