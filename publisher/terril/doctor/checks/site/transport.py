"""How the catalogue is sent: what each harvester asks first, and what it makes of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import is_internal, parse_origin
from terril.doctor.crawl.rdf_reader import FORMATS
from terril.doctor.findings import Portal, hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl, Page
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

SLOW_SECONDS = 5
WHOLE_BYTES = 15_000_000

ELSEWHERE = hint(
    "elsewhere",
    gettext_noop(
        "The catalogue calls itself {public}; it was looked at as {asked}. Whether name, "
        "certificate and redirects are right can be told only at the public address."
    ),
)
CERTIFICATE = mistake(
    "certificate",
    gettext_noop("The certificate is not trusted: {reason}."),
    gettext_noop(
        "Have it issued for this name by an authority that browsers know, send the whole chain, "
        "and renew it in time. Nothing else could be looked at."
    ),
)
TOO_LARGE = mistake(
    "page-too-large",
    gettext_noop("A page of the catalogue has more than {bytes} bytes; the rest was not read."),
    gettext_noop(
        "Send it in pages of 100 datasets at most; CKAN reads no more than 50 MB of one."
    ),
)
WHOLE_TOO_LARGE = warning(
    "catalogue-too-large",
    gettext_noop("All pages together have {bytes} bytes; data.gouv.fr takes about 15 MB."),
    gettext_noop("Say less of each dataset, or harvest it in parts."),
    Portal.UDATA,
)
REDIRECT = mistake(
    "redirect",
    gettext_noop("The address of the catalogue redirects to {target}."),
    gettext_noop(
        "Give portals that address, or answer here: udata takes every redirect for an error."
    ),
    Portal.UDATA,
)
HTML = mistake(
    "html-to-portals",
    gettext_noop("Who takes anything (Accept: */*) does not get RDF here, and portals ask so."),
    gettext_noop("Answer */* with Turtle, or give portals an address that ends in .ttl."),
)
CONTENT_TYPE = mistake(
    "content-type",
    gettext_noop("The content type is “{found}”, but the content is {form}."),
    gettext_noop("Send “{wanted}”: CKAN and udata choose their reader by it."),
)
NO_CHARSET = mistake(
    "no-charset",
    gettext_noop("The content type “{found}” names no charset, so that udata reads “é” as “Ã©”."),
    gettext_noop("Send “{found}; charset=utf-8”."),
    Portal.UDATA,
)
CHARSET = mistake(
    "wrong-charset",
    gettext_noop("The content type says charset={found}; CKAN reads UTF-8 whatever it says."),
    gettext_noop("Write UTF-8, and say charset=utf-8."),
)
HEAD = mistake(
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
    """Status, redirects, types, sizes and times of the catalogue's own address."""
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
        yield from _head(crawl, response)
    yield from content_type(page)
    yield from _cost(crawl)
    yield from _https(crawl)


def content_type(page: Page) -> Iterator[Finding]:
    """Whether the content type is that of the content, and names UTF-8."""
    response, form = page.response, page.reading.rdf_format
    found = response.headers.get("content-type", "")
    if form and FORMATS.get(response.media_type) != form:
        usual = next(name for name, one in FORMATS.items() if one == form)
        wanted = f"{usual}; charset=utf-8" if usual.startswith("text/") else usual
        yield CONTENT_TYPE.at(page.url, found=found, form=form.name, wanted=wanted)
    elif response.media_type.startswith("text/") and not response.charset:
        yield NO_CHARSET.at(page.url, found=found)
    if response.charset not in ("", "utf-8", "utf8"):
        yield CHARSET.at(page.url, found=response.charset)


def _head(crawl: Crawl, response: Response) -> Iterator[Finding]:
    head = crawl.client.request(response.url, "HEAD")
    if head.failure is FetchFailure.NOT_REQUESTED:
        return
    size = head.headers.get("content-length", "")
    if head.summary != response.summary:
        yield HEAD.at(crawl.url, head=head.summary, get=response.summary)
    elif "content-encoding" not in head.headers and size not in ("", str(len(response.body))):
        said = f"{len(response.body)} bytes"
        yield HEAD.at(crawl.url, head=f"{size} bytes", get=said)


def _cost(crawl: Crawl) -> Iterator[Finding]:
    slowest = max(page.response.seconds for page in crawl.pages)
    if slowest > SLOW_SECONDS:
        yield SLOW.at(crawl.url, seconds=round(slowest))
    whole = sum(len(page.response.body) for page in crawl.pages)
    if whole > WHOLE_BYTES:
        yield WHOLE_TOO_LARGE.at(crawl.url, bytes=whole)


def _https(crawl: Crawl) -> Iterator[Finding]:
    public = crawl.origins.public
    if public.startswith("http:") and not is_internal(public):
        yield NO_HTTPS.at(public, public=public)
    scheme, host, port = parse_origin(crawl.url)
    if scheme == "https" and port == 443:
        yield from stays(crawl.client.request(f"http://{host}/"))


def stays(plain: Response) -> Iterator[Finding]:
    """Whether an answer without encryption leads to https; no answer at all is fine."""
    if plain.status and not plain.location.startswith("https:"):
        yield HTTP_STAYS.at(plain.url, address=plain.url, found=plain.summary)
