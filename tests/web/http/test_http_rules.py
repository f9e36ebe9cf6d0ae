"""The HTTP rules that every document keeps."""

from __future__ import annotations

import http.client
import re

import httpx
import pytest

from bench.servers import BASE, Server

pytestmark = pytest.mark.http

DOC = "/doc/theme/energie"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        (BROWSER, "text/html; charset=utf-8"),
        ("text/html, */*", "text/html; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/turtle;q=0.1, application/ld+json;q=0.2", "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "application/ld+json"),
        ("text/turtle; charset=utf-8", "text/turtle; charset=utf-8"),
        ("text/html;q=0.3, text/turtle;q=0.4", "text/turtle; charset=utf-8"),
        ("TEXT/TURTLE", "text/turtle; charset=utf-8"),
        ("nonsense", "text/turtle; charset=utf-8"),
    ],
)
def test_the_client_gets_its_preferred_format(
    site: httpx.Client, accept: str | None, expected: str
) -> None:
    request = site.build_request("GET", DOC)
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    answer = site.send(request)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == expected
    assert {"Accept", "Accept-Language"} <= vary(answer)
    assert answer.headers["Content-Location"].startswith("energie.")


def vary(answer: httpx.Response) -> set[str]:
    return {word.strip() for word in answer.headers["Vary"].split(",")}


def test_an_unknown_format_is_406_with_the_available_ones(site: httpx.Client) -> None:
    answer = site.get(DOC, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 406
    assert 'rel="alternate"' in answer.headers["Link"]


def test_a_variant_names_its_alternates_and_the_canonical_document(site: httpx.Client) -> None:
    links = site.get(f"{DOC}.ttl").headers["Link"]
    assert '<energie.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert '<energie.html>; rel="alternate"; type="text/html"' in links
    assert f'<{BASE}doc/theme/energie>; rel="canonical"' in links
    assert f'<{BASE}id/theme/energie>; rel="describes"' in links
    page = site.get(f"{DOC}.html").headers["Link"]
    assert '<energie.ttl>; rel="describedby"' in page


def test_a_thing_names_its_document(site: httpx.Client) -> None:
    answer = site.get("/id/theme/energie")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "../../doc/theme/energie"
    assert 'rel="describedby"' in answer.headers["Link"]


def test_variants_have_different_strong_tags(site: httpx.Client) -> None:
    tags = [site.get(f"{DOC}.{ext}").headers["ETag"] for ext in ("ttl", "jsonld", "rdf", "nt")]
    tags += [
        site.get(f"{DOC}.html", headers={"Accept-Language": tag}).headers["ETag"]
        for tag in ("fr", "en")
    ]
    assert len(set(tags)) == 6
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "identity"])
def test_a_compressed_answer_has_its_own_tag_and_is_revalidated(
    site: httpx.Client, coding: str
) -> None:
    headers = {"Accept-Encoding": coding}
    answer = site.send(site.build_request("GET", f"{DOC}.ttl", headers=headers), stream=True)
    raw = b"".join(answer.iter_raw())
    assert answer.headers.get("Content-Encoding", "identity") == coding
    assert len(raw) == int(answer.headers["Content-Length"])
    assert "Accept-Encoding" in vary(answer)
    again = site.get(f"{DOC}.ttl", headers={**headers, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize(
    "path", ["/", DOC, f"{DOC}.html", "/theme", "/def/town", "/id/theme/energie"]
)
def test_head_is_get_without_the_body(site: httpx.Client, path: str) -> None:
    got, head = site.get(path), site.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    different = {
        name
        for name in got.headers
        if name != "date" and got.headers[name] != head.headers.get(name)
    }
    assert not different


def test_options_lists_the_allowed_methods(site: httpx.Client) -> None:
    answer = site.options(DOC, headers={"Origin": "https://portal.example"})
    assert answer.status_code == 204
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert site.options("/sparql").headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize("path", [DOC, "/doc/theme/nothing", "/sparql?query=x"])
def test_every_answer_may_be_read_by_scripts_of_other_sites(site: httpx.Client, path: str) -> None:
    answer = site.get(path, headers={"Origin": "https://portal.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Terril-Release"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_document_cannot_be_written(site: httpx.Client, method: str) -> None:
    answer = site.request(method, DOC)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/doc/theme/nothing",
        "/doc/nothing/energie",
        "/id/theme/nothing",
        "/nothing",
        "/def/nothing",
        "/doc/theme/energie.pdf",
        "/doc/theme/%00",
        "/doc/theme/a%20b",
        "/doc/theme/%3Cscript%3E",
        "/doc/theme/{}|^`",
        "/doc/theme/..%2F..%2F..%2Fetc%2Fpasswd",
        "/dump/latest/..%2Fmanifest.json",
        "/static/..%2Fapp.py",
        "/theme?page=99",
        "/theme?page=-1",
        "/theme?page=%C2%B2",
    ],
)
def test_an_unknown_address_is_404_and_reveals_nothing_internal(
    site: httpx.Client, path: str
) -> None:
    answer = site.get(path)
    assert answer.status_code == 404, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text
    assert "publisher/terril" not in answer.text


def test_an_error_is_a_page_for_a_browser_in_its_language(site: httpx.Client) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"}
    answer = site.get("/doc/theme/nothing", headers=headers)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in answer.text
    assert "Il n’y a rien à cette adresse" in answer.text


def test_the_language_of_a_page_is_negotiated_or_chosen(site: httpx.Client) -> None:
    french = site.get(f"{DOC}.html", headers={"Accept-Language": "fr"})
    assert french.headers["Content-Language"] == "fr"
    assert french.headers["Content-Location"] == "energie.html?lang=fr"
    chosen = site.get(f"{DOC}.html?lang=en", headers={"Accept-Language": "fr"})
    assert chosen.headers["Content-Language"] == "en"


def test_a_redirect_stays_on_the_requested_host(site: httpx.Client) -> None:
    for headers in ({"Host": "data.town.example"}, {"X-Forwarded-Host": "evil.example"}):
        location = site.get("/id/theme/energie", headers=headers).headers["Location"]
        assert location == "../../doc/theme/energie"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/id/theme/energie",
        "/id//evil.example/x",
        "/id/theme//evil.example",
        "/id/theme/%FF%FE",
    ],
)
def test_an_invalid_path_does_not_redirect_elsewhere(server: Server, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 404
    assert answer.headers["Location"] is None
    connection.close()


def test_a_redirect_keeps_the_query_and_the_format(site: httpx.Client) -> None:
    answer = site.get("/id/theme/energie.ttl?lang=fr")
    assert answer.headers["Location"] == "../../doc/theme/energie.ttl?lang=fr"


def test_a_dump_has_ranges_and_never_redirects(site: httpx.Client) -> None:
    whole = site.get("/dump/latest/town.nt", headers={"Accept-Encoding": "identity"})
    assert whole.status_code == 200
    headers = {"Range": "bytes=0-99", "Accept-Encoding": "identity"}
    part = site.get("/dump/latest/town.nt", headers=headers)
    assert part.status_code == 206
    assert part.content == whole.content[:100]
    compressed = site.get("/dump/latest/town.nt", headers={"Range": "bytes=0-99"})
    assert compressed.content == whole.content[:100]
    assert "Content-Encoding" not in compressed.headers
    release = whole.headers["Terril-Release"]
    frozen = site.get(f"/dump/{release}/town.nt", headers={"Accept-Encoding": "identity"})
    assert frozen.content == whole.content
    assert "immutable" in frozen.headers["Cache-Control"]
    tag = {"If-None-Match": frozen.headers["ETag"]}
    assert site.get(f"/dump/{release}/town.nt", headers=tag).status_code == 304


def test_pages_load_nothing_from_elsewhere(site: httpx.Client) -> None:
    for path in ("/", "/theme", DOC, "/sparql", "/def/", "/def/town"):
        page = site.get(path, headers={"Accept": "text/html"}).text
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\">)", page)
        assert not scripts or path == "/sparql"
        assert 'src="http' not in page
        assert 'rel="stylesheet" href="http' not in page
        assert "<img" not in page


def test_health_names_the_served_release(server: Server, site: httpx.Client) -> None:
    current = (server.town / "releases" / "current").resolve().name
    answer = site.get("/health")
    assert answer.json()["status"] == "ok"
    assert answer.json()["release"] == current
