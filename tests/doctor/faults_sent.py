"""Faults in how the catalogue, its pages and its files are sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench.servers import BASE
from tests.doctor.front import Asked, Reply, Spoil
from tests.doctor.planting import (
    CATALOGUE,
    HTML,
    PREFIXES,
    TTL,
    Fault,
    at,
    failing,
    said,
    text,
)

VIEW = f"{CATALOGUE}.ttl?page=1"
SECOND = f"{CATALOGUE}.ttl?page=2"
PAGE = "a hydra:PartialCollectionView , hydra:PagedCollection ; hydra:totalItems 1"
NEXT = f"hydra:next <{SECOND}> ; hydra:nextPage <{SECOND}>"


def sent_faults() -> Iterator[Fault]:
    """A fault of each kind, by subject."""
    yield from _transport()
    yield from _form()
    yield from _paging()
    yield from _links()


def typed(content_type: str) -> Spoil:
    return at(TTL, lambda reply: reply.having(content_type=content_type))


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
