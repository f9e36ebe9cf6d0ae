"""Requests stay within their limits, and reach no internal host but the named one."""

from __future__ import annotations

import gzip
import ipaddress

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat

from bench.engines import free_port
from terril.cli import main
from terril.doctor.crawl.client import CrawlClient
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import (
    Origins,
    derive_origins,
    is_internal,
)
from terril.doctor.crawl.rdf_reader import detect_format
from terril.doctor.crawl.response import Response
from terril.doctor.limits import CrawlLimits
from tests.doctor.front import Front, ReceivedRequest, Reply

pytestmark = pytest.mark.http


def test_only_the_named_site_may_be_on_this_machine(front: Front) -> None:
    named = CrawlClient(front.url, CrawlLimits())
    assert named.request(f"{front.url}health").status == 200
    assert named.request(f"http://127.0.0.1:{free_port()}/").failure is FetchFailure.INTERNAL
    foreign = CrawlClient("https://192.0.2.1/", CrawlLimits())
    for url in (front.url, "http://localhost:8000/", "http://[::1]/", "http://169.254.169.254/"):
        assert foreign.request(url).failure is FetchFailure.INTERNAL, url
    assert foreign.request_count == 4


def test_a_redirect_to_an_internal_host_is_not_followed(front: Front) -> None:
    target = f"http://127.0.0.1:{free_port()}/"
    front.spoil = lambda *_: Reply(302, {"location": target})
    response = CrawlClient(front.url, CrawlLimits()).follow(front.url)
    assert response.failure is FetchFailure.INTERNAL
    assert response.hops == (front.url,)


def test_an_endless_chain_of_redirects_is_abandoned(front: Front) -> None:
    front.spoil = lambda *_: Reply(302, {"location": front.url})
    response = CrawlClient(front.url, CrawlLimits()).follow(front.url)
    assert len(response.hops) == 5
    assert response.status == 302


@pytest.mark.parametrize("url", ["ftp://a.example/", "http://[::1/", "http://u:p@a.example/", ""])
def test_a_url_that_is_not_http_is_not_requested(url: str) -> None:
    assert (
        CrawlClient("http://127.0.0.1/", CrawlLimits()).request(url).failure
        is FetchFailure.UNREACHABLE
    )


def test_a_response_is_decompressed_only_up_to_the_limit(front: Front) -> None:
    packed = gzip.compress(b"a" * 1_000_000)
    headers = {"content-encoding": "gzip", "content-type": "text/plain"}
    front.spoil = lambda *_: Reply(200, headers, packed)
    client = CrawlClient(front.url, CrawlLimits())
    assert len(client.request(front.url, max_bytes=2_000_000).body) == 1_000_000
    response = client.request(front.url, max_bytes=10_000)
    assert len(response.body) == 10_000
    assert response.failure is FetchFailure.TOO_LARGE
    front.spoil = lambda *_: Reply(200, headers, b"not packed")
    assert client.request(front.url).body == b"not packed"


def test_characters_beyond_ascii_are_percent_encoded(front: Front) -> None:
    seen: list[str] = []

    def spoil(request: object, reply: Reply) -> Reply:
        seen.append(str(getattr(request, "path", "")))
        return reply

    front.spoil = spoil
    CrawlClient(front.url, CrawlLimits()).request(f"{front.url}id/thème/a b")
    assert seen == ["/id/th%C3%A8me/a%20b"]


def test_the_charset_is_read_in_any_case() -> None:
    headers = {"content-type": 'Text/Turtle; version=1 ; Charset="UTF-8"'}
    response = Response("http://a.example/", 200, headers)
    assert (response.media_type, response.charset) == ("text/turtle", "utf-8")
    assert Response("http://a.example/", 200, {"content-type": "text/turtle"}).charset == ""


@pytest.mark.parametrize(
    ("requested", "catalogue", "public", "base"),
    [
        ("http://a:1/catalogue.ttl", "https://b/catalogue", "https://b/", "http://a:1/"),
        ("http://a/x/y/catalogue", "https://b/y/catalogue", "https://b/", "http://a/x/"),
        ("https://b/d.ttl", "https://b/#catalog", "https://b/", "https://b/"),
        ("http://a/d.ttl", "https://b/#catalog", "https://b/", "http://a/"),
        ("http://a/d.ttl", "_:b0", "http://a/", "http://a/"),
    ],
)
def test_the_public_base_is_derived_from_the_catalogue(
    requested: str, catalogue: str, public: str, base: str
) -> None:
    assert derive_origins(requested, catalogue) == Origins(public, base)


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://10.0.0.1/", "http://[fe80::1]/", "http://backend/",
            "https://printer.local/", "http://data.test:80/"],
)  # fmt: skip
def test_internal_hosts_are_recognized_by_their_names(url: str) -> None:
    assert is_internal(url)


def test_public_hosts_are_not_internal() -> None:
    for url in ("https://data.gouv.fr/", "http://1.1.1.1/", "urn:x:y", "http://[::1", "mailto:a"):
        assert not is_internal(url), url
    assert ipaddress.ip_address("1.1.1.1").is_global


@pytest.mark.parametrize(
    ("content_type", "path", "body", "form"),
    [
        ("text/turtle", "/d", b"<a> <b> <c> .", RdfFormat.TURTLE),
        ("text/plain", "/d.nt", b"", RdfFormat.N_TRIPLES),
        ("application/xml", "/d", b"<?xml version='1.0'?><rdf:RDF/>", RdfFormat.RDF_XML),
        ("application/octet-stream", "/d", b" {}", RdfFormat.JSON_LD),
        ("", "/d", b"@prefix : <http://a.example/> .", RdfFormat.TURTLE),
        ("text/turtle", "/d.ttl", b"<!DOCTYPE html><p>Sorry", None),
    ],
)
def test_the_format_is_detected_by_type_then_extension_then_content(
    content_type: str, path: str, body: bytes, form: RdfFormat | None
) -> None:
    response = Response(f"http://a.example{path}", 200, {"content-type": content_type}, body)
    assert detect_format(response) == form


HOSTILE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
<http://[/catalog> a dcat:Catalog ; dct:publisher <http://[x/p> ;
  dcat:dataset <http://a.example/d> .
<http://a.example/d> a dcat:Dataset ; dct:title "\\u001B[2Jgone" ; dcat:keyword "\\u001B[31m" ;
  dcat:landingPage <http://a:99999999/> ; dcat:distribution <http://a.example/f> .
<http://a.example/f> dcat:downloadURL <http://[y> , <http://xn--zzzzzzzz99999/> ;
  dcat:byteSize "²" , "%s" ; spdx:checksum [ spdx:algorithm <x> ; spdx:checksumValue 1 ] .
<http://[v> a hydra:PagedCollection ; hydra:next "http://[next" ; hydra:totalItems "%s" .
"""


def test_a_hostile_site_breaks_neither_the_doctor_nor_the_terminal(front: Front) -> None:
    page = '<a href="http://[">a</a><a href="//[::">b</a><img src="\x1b[2J"><a href="http://a:b/">'
    digits = "9" * 5000

    def spoil(request: ReceivedRequest, _: Reply) -> Reply:
        if request.name == "/catalogue.ttl":
            link = '<http://[>; rel="alternate"; type="a/b", <//[>; rel=alternate'
            headers = {"content-type": "text/turtle; charset=utf-8", "link": link}
            return Reply(200, headers, (HOSTILE % (digits, digits)).encode())
        if request.name == "/sitemap.xml":
            return Reply(200, {}, b'<?xml version="1.0" encoding="none-such"?><a/>')
        if request.name == "/.well-known/void":
            return Reply(302, {"location": "http://[/"})
        return Reply(200, {"content-type": "text/html"}, page.encode())

    front.spoil = spoil
    done = CliRunner().invoke(main, ["doctor", front.url, "--lang", "en"])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1, done.output
    assert "\x1b" not in done.output
    assert "keyword" in done.output
