"""Requests stay within their limits, and never go to inner hosts that nobody named."""

from __future__ import annotations

import gzip
import ipaddress

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat

from bench.engines import free_port
from terril.cli import main
from terril.doctor.crawl.client import Asker
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import Places, is_inner, places_of
from terril.doctor.crawl.rdf_reader import form_of
from terril.doctor.crawl.response import Answer
from terril.doctor.limits import Limits
from tests.doctor.front import Asked, Front, Reply, nothing

pytestmark = pytest.mark.http


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    front.spoil = nothing


def test_only_the_named_site_may_be_on_this_machine(front: Front) -> None:
    named = Asker(front.url, Limits())
    assert named.ask(f"{front.url}health").status == 200
    assert named.ask(f"http://127.0.0.1:{free_port()}/").trouble is FetchFailure.INNER
    foreign = Asker("https://192.0.2.1/", Limits())
    for url in (front.url, "http://localhost:8000/", "http://[::1]/", "http://169.254.169.254/"):
        assert foreign.ask(url).trouble is FetchFailure.INNER, url
    assert foreign.asked == 4


def test_a_redirect_to_an_inner_host_is_not_followed(front: Front) -> None:
    target = f"http://127.0.0.1:{free_port()}/"
    front.spoil = lambda *_: Reply(302, {"location": target})
    answer = Asker(front.url, Limits()).follow(front.url)
    assert answer.trouble is FetchFailure.INNER
    assert answer.hops == (front.url,)


def test_redirects_without_end_are_left(front: Front) -> None:
    front.spoil = lambda *_: Reply(302, {"location": front.url})
    answer = Asker(front.url, Limits()).follow(front.url)
    assert len(answer.hops) == 5
    assert answer.status == 302


@pytest.mark.parametrize("url", ["ftp://a.example/", "http://[::1/", "http://u:p@a.example/", ""])
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    assert Asker("http://127.0.0.1/", Limits()).ask(url).trouble is FetchFailure.UNREACHABLE


def test_an_answer_is_unpacked_no_further_than_allowed(front: Front) -> None:
    packed = gzip.compress(b"a" * 1_000_000)
    headers = {"content-encoding": "gzip", "content-type": "text/plain"}
    front.spoil = lambda *_: Reply(200, headers, packed)
    asker = Asker(front.url, Limits())
    assert len(asker.ask(front.url, most=2_000_000).body) == 1_000_000
    answer = asker.ask(front.url, most=10_000)
    assert len(answer.body) == 10_000
    assert answer.trouble is FetchFailure.TOO_LARGE
    front.spoil = lambda *_: Reply(200, headers, b"not packed")
    assert asker.ask(front.url).body == b"not packed"


def test_letters_beyond_ascii_are_sent_encoded(front: Front) -> None:
    seen: list[str] = []

    def spoil(asked: object, reply: Reply) -> Reply:
        seen.append(str(getattr(asked, "path", "")))
        return reply

    front.spoil = spoil
    Asker(front.url, Limits()).ask(f"{front.url}id/thème/a b")
    assert seen == ["/id/th%C3%A8me/a%20b"]


def test_the_charset_is_read_as_it_is_written() -> None:
    told = {"content-type": 'Text/Turtle; version=1 ; Charset="UTF-8"'}
    answer = Answer("http://a.example/", 200, told)
    assert (answer.media_type, answer.charset) == ("text/turtle", "utf-8")
    assert Answer("http://a.example/", 200, {"content-type": "text/turtle"}).charset == ""


@pytest.mark.parametrize(
    ("asked", "named", "public", "here"),
    [
        ("http://a:1/catalogue.ttl", "https://b/catalogue", "https://b/", "http://a:1/"),
        ("http://a/x/y/catalogue", "https://b/y/catalogue", "https://b/", "http://a/x/"),
        ("https://b/d.ttl", "https://b/#catalog", "https://b/", "https://b/"),
        ("http://a/d.ttl", "https://b/#catalog", "https://b/", "http://a/"),
        ("http://a/d.ttl", "_:b0", "http://a/", "http://a/"),
    ],
)
def test_what_a_site_calls_itself_is_told_from_its_catalogue(
    asked: str, named: str, public: str, here: str
) -> None:
    assert places_of(asked, named) == Places(public, here)


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://10.0.0.1/", "http://[fe80::1]/", "http://backend/",
            "https://printer.local/", "http://data.test:80/"],
)  # fmt: skip
def test_inner_names_are_known_by_their_spelling(url: str) -> None:
    assert is_inner(url)


def test_public_names_are_no_inner_ones() -> None:
    for url in ("https://data.gouv.fr/", "http://1.1.1.1/", "urn:x:y", "http://[::1", "mailto:a"):
        assert not is_inner(url), url
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
def test_a_format_is_known_by_type_then_name_then_beginning(
    content_type: str, path: str, body: bytes, form: RdfFormat | None
) -> None:
    answer = Answer(f"http://a.example{path}", 200, {"content-type": content_type}, body)
    assert form_of(answer) == form


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

    def spoil(asked: Asked, _: Reply) -> Reply:
        if asked.name == "/catalogue.ttl":
            link = '<http://[>; rel="alternate"; type="a/b", <//[>; rel=alternate'
            headers = {"content-type": "text/turtle; charset=utf-8", "link": link}
            return Reply(200, headers, (HOSTILE % (digits, digits)).encode())
        if asked.name == "/sitemap.xml":
            return Reply(200, {}, b'<?xml version="1.0" encoding="none-such"?><a/>')
        if asked.name == "/.well-known/void":
            return Reply(302, {"location": "http://[/"})
        return Reply(200, {"content-type": "text/html"}, page.encode())

    front.spoil = spoil
    done = CliRunner().invoke(main, ["doctor", front.url, "--lang", "en"])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "keyword" in done.output
