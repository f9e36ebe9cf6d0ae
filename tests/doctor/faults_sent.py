"""Faults in how a site answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.doctor.front import Asked, Reply, Spoil
from tests.doctor.planting import CATALOGUE, PREFIXES, Fault, at, on_home, said, text
from tests.http.conftest import BASE

TTL = "/catalogue.ttl"
VIEW = f"{CATALOGUE}.ttl?page=1"
SECOND = f"{CATALOGUE}.ttl?page=2"
PAGE = "a hydra:PartialCollectionView , hydra:PagedCollection ; hydra:totalItems 1"
NEXT = f"hydra:next <{SECOND}> ; hydra:nextPage <{SECOND}>"
HTML = "text/html; charset=utf-8"


def sent_faults() -> Iterator[Fault]:
    """A fault of each kind, by subject."""
    yield from _transport()
    yield from _form()
    yield from _paging()
    yield from _links()
    yield from _negotiation()
    yield from _endpoint()
    yield from _proxy()
    yield from _crawling()


def typed(content_type: str) -> Spoil:
    return at(TTL, lambda reply: reply.having(content_type=content_type))


def failing(path: str, status: int, method: str = "") -> Spoil:
    return at(path, lambda _: Reply(status, {"content-type": HTML}, b"<html>Sorry"), method)


def _transport() -> Iterator[Fault]:
    yield Fault("no-charset", typed("text/turtle"), TTL, "udata reads “é” as “Ã©”")
    yield Fault("wrong-charset", typed("text/turtle; charset=iso-8859-1"), TTL, "iso-8859-1")
    yield Fault("content-type", typed("text/plain; charset=utf-8"), TTL, "Send “text/turtle")
    yield Fault(
        "redirect", _redirected, TTL, "/catalogue. Give portals that address", path="catalogue.ttl"
    )
    yield Fault("html-to-portals", _html_to_all, "/catalogue", "Accept: */*", path="catalogue")
    yield Fault("head-differs", failing(TTL, 405, "HEAD"), TTL, "405 text/html")
    yield Fault(
        "page-too-large",
        at(TTL, lambda reply: replace(reply, endless=True)),
        TTL,
        "more than 400000 bytes",
        path="catalogue.ttl",
    )
    plain = BASE.replace("https:", "http:")
    yield Fault(
        "no-https",
        at(TTL, lambda reply: reply.saying(reply.body.replace(BASE.encode(), plain.encode()))),
        plain,
        "without encryption",
        also=("sitemap-elsewhere",),
    )


def _redirected(asked: Asked, reply: Reply) -> Reply:
    if asked.name == TTL:
        return Reply(301, {"location": "/catalogue"})
    return reply


def _html_to_all(asked: Asked, reply: Reply) -> Reply:
    if asked.name == "/catalogue" and asked.accept == "*/*":
        return reply.having(content_type=HTML).saying("<!doctype html><title>Catalogue</title>")
    return reply


def _form() -> Iterator[Fault]:
    yield Fault("syntax", text(TTL, " .\n", " ;\n"), TTL, "Mend line 2")
    yield Fault(
        "not-utf8",
        at(TTL, lambda reply: reply.saying(reply.body.decode().encode("latin-1", "replace"))),
        TTL,
        "not written in UTF-8",
    )
    yield Fault(
        "remote-context",
        at(
            "/catalogue.jsonld",
            lambda reply: reply.saying('{"@context": "https://example.org/dcat.jsonld"}'),
        ),
        "catalogue.jsonld",
        "Write the context into the answer",
        path="catalogue.jsonld",
    )
    local = b"http://localhost:8000/"
    yield Fault(
        "inner-base",
        at(TTL, lambda reply: reply.saying(reply.body.replace(BASE.encode(), local))),
        local.decode(),
        "Set the base",
        also=("sitemap-elsewhere",),
    )


def paged(view: str, second: str, **headers: str) -> Spoil:
    """The catalogue with another first view, and a second page."""
    first = said((f"{VIEW} *",), f"<{VIEW}> {view} .")
    base = {"content-type": "text/turtle; charset=utf-8"}

    def spoil(asked: Asked, reply: Reply) -> Reply:
        if asked.path == f"{TTL}?page=2":
            body = (PREFIXES + second).encode()
            return Reply(200, base | {n.replace("_", "-"): v for n, v in headers.items()}, body)
        return first(asked, reply)

    return spoil


def _paging() -> Iterator[Fault]:
    last = f"<{SECOND}> {PAGE} ."
    yield Fault(
        "paging-views",
        said(more=f"<{SECOND}> {PAGE} ; hydra:next <{SECOND}> ."),
        TTL,
        "describes 2 pages",
        also=("paging-loop", "paging-one-name"),
    )
    yield Fault("paging-no-total", said((f"{VIEW} hydra:totalItems",)), TTL, "data.europa.eu")
    yield Fault(
        "paging-total",
        paged(PAGE.replace("1", "99"), ""),
        TTL,
        "It says 99 datasets in all; the pages have 1",
    )
    yield Fault(
        "paging-one-name", paged(f"{PAGE} ; hydra:next <{SECOND}>", last), TTL, "by hydra:next"
    )
    yield Fault(
        "paging-loop",
        paged(f"{PAGE} ; {NEXT}", f"<{SECOND}> {PAGE} ; {NEXT} ."),
        SECOND,
        "without end",
    )
    yield Fault(
        "paging-dead",
        paged(f"{PAGE} ; {NEXT.replace('page=2', 'page=3')}", last),
        "page=3",
        "CKAN loses the whole run",
    )
    yield Fault(
        "paging-redirect", _second_redirects, SECOND, "udata takes every redirect for an error"
    )
    yield Fault(
        "paging-format",
        paged(f"{PAGE} ; {NEXT}", "", content_type="application/ld+json"),
        SECOND,
        "read as if it were the first",
        also=("syntax",),
    )
    yield Fault(
        "paging-relative",
        paged(f'{PAGE} ; hydra:next "?page=2" ; hydra:nextPage "?page=2"', last),
        "?page=2",
        "no full address",
    )
    yield Fault(
        "paging-type", paged("a hydra:Something", last), TTL, "no hydra:PartialCollectionView"
    )
    again = '<D> a dcat:Dataset ; dct:title "Themes"@en .'.replace(
        "<D>", f"<{BASE}catalogue/themes>"
    )
    yield Fault(
        "paging-twice",
        paged(f"{PAGE} ; {NEXT}", last + again),
        "catalogue/themes",
        "one page only",
    )


def _second_redirects(asked: Asked, reply: Reply) -> Reply:
    if asked.path == f"{TTL}?page=2":
        return Reply(302, {"location": "/elsewhere.ttl"})
    return paged(f"{PAGE} ; {NEXT}", "")(asked, reply)


def _links() -> Iterator[Fault]:
    path = "/dump/latest/themes.csv"
    yield Fault(
        "silent-link", at(path, lambda _: Reply(0, {})), "#themes.csv", "where nobody answers"
    )
    yield Fault("dead-link", failing(path, 404), "#themes.csv", "answered with “404 text/html”")
    yield Fault(
        "type-differs",
        at(path, lambda reply: reply.having(content_type="application/octet-stream")),
        "#themes.csv",
        "is sent as application/octet-stream",
    )
    yield Fault(
        "checksum-differs",
        at(path, lambda reply: reply.saying(reply.body.swapcase())),
        "#themes.csv",
        "purge what a cache keeps",
    )


def _negotiation() -> Iterator[Fault]:
    yield Fault("not-negotiated", _only_turtle, CATALOGUE, "Who asks for text/html gets")
    yield Fault(
        "no-vary", at("/catalogue", lambda reply: reply.having(vary=None)), CATALOGUE, "Vary"
    )
    yield Fault("alternate-dead", failing("/catalogue.rdf", 404), TTL, "catalogue.rdf")
    thing = "/id/organization/ville"
    yield Fault(
        "thing-answers",
        at(thing, lambda _: Reply(200, {"content-type": "text/turtle"}, b"")),
        thing,
        "not with 303",
    )
    yield Fault("thing-dead", failing("/doc/organization/ville", 404), thing, "404 text/html")
    yield Fault("dataset-dead", failing("/catalogue/themes", 404), "catalogue/themes", "404")


def _only_turtle(asked: Asked, reply: Reply) -> Reply:
    if asked.name == "/catalogue":
        return Reply(200, {"content-type": "text/turtle; charset=utf-8"}, b"")
    return reply


def _endpoint() -> Iterator[Fault]:
    answer = {"content-type": "application/sparql-results+json"}
    yield Fault("endpoint-silent", failing("/sparql", 502), "/sparql", "502", also=("dead-link",
        "cors-closed", "cors-preflight"))  # fmt: skip
    yield Fault("endpoint-no-post", _no_post, "/sparql", "403 text/html")
    yield Fault(
        "endpoint-type",
        at("/sparql", lambda reply: reply.having(content_type="application/json"), "GET"),
        "/sparql",
        "gets 200 application/json",
    )
    yield Fault("endpoint-updates", _updates(answer), "/sparql", "Refuse SPARQL Update")
    yield Fault(
        "no-endpoint", said(("* dct:conformsTo",)), "catalogue.ttl", "names no SPARQL endpoint"
    )
    origin = "access_control_allow_origin"
    yield Fault("cors-closed", at(TTL, lambda r: r.having(**{origin: None})), TTL, "“”")
    yield Fault("cors-twice", at(TTL, lambda r: r.having(**{origin: "*, *"})), TTL, "“*, *”")
    yield Fault("cors-preflight", failing("/sparql", 405, "OPTIONS"), "/sparql", "405")


def _no_post(asked: Asked, reply: Reply) -> Reply:
    if asked.method == "POST" and b"query=" in asked.content:
        return Reply(403, {"content-type": HTML}, b"<html>Forbidden")
    return reply


def _updates(headers: dict[str, str]) -> Spoil:
    def spoil(asked: Asked, reply: Reply) -> Reply:
        took = asked.method == "POST" and b"update=" in asked.content
        return Reply(204, headers) if took else reply

    return spoil


def _proxy() -> Iterator[Fault]:
    body = "</body>"
    yield Fault(
        "http-link",
        on_home(body, '<img src="http://data.loos-en-gohelle.fr/logo.png" alt=""></body>'),
        "/",
        "http://data.loos-en-gohelle.fr/logo.png",
    )
    yield Fault(
        "wrong-host",
        on_home(body, '<a href="http://backend:8000/doc/a">A</a></body>'),
        "/",
        "http://backend:8000/doc/a",
    )
    yield Fault(
        "redirect-elsewhere",
        at(
            "/id/organization/ville",
            lambda _: Reply(303, {"location": "http://backend:8000/doc/organization/ville"}),
        ),
        "/id/organization/ville",
        "http://backend:8000/doc/organization/ville",
        also=("thing-dead",),
    )


def _crawling() -> Iterator[Fault]:
    robots = b"User-agent: *\nDisallow: /\n"
    yield Fault(
        "robots-lock-out", at("/robots.txt", lambda r: r.saying(robots)), "robots.txt", "ckan"
    )
    yield Fault("no-sitemap", failing("/sitemap.xml", 404), "sitemap.xml", "404")
    yield Fault(
        "sitemap-elsewhere",
        at(
            "/sitemap.xml",
            lambda r: r.saying(r.body.replace(BASE.encode(), b"http://backend:8000/")),
        ),
        "sitemap.xml",
        "http://backend:8000/",
    )
    yield Fault("no-void", failing("/.well-known/void", 404), "/.well-known/void", "404")
    yield Fault("feed-dead", failing("/changes.atom", 502), "changes.atom", "502")
