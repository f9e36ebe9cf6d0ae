"""Faults in the transfer of the catalogue, its pages and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench.servers import BASE
from tests.doctor.front import ReceivedRequest, Reply, Spoil
from tests.doctor.planting import (
    CATALOGUE,
    HTML,
    PREFIXES,
    TTL,
    Fault,
    alter_response,
    edit_catalogue,
    fail,
    replace_text,
)

VIEW = f"{CATALOGUE}?page=1"
SECOND = f"{CATALOGUE}.ttl?page=2"
PAGE = "a hydra:PartialCollectionView , hydra:PagedCollection ; hydra:totalItems 1"
NEXT = f"hydra:next <{SECOND}> ; hydra:nextPage <{SECOND}>"


def list_transfer_faults() -> Iterator[Fault]:
    """List a fault of each kind, by subject."""
    yield from _transport()
    yield from _form()
    yield from _paging()
    yield from _links()


def set_content_type(content_type: str) -> Spoil:
    return alter_response(TTL, lambda reply: reply.with_headers(content_type=content_type))


def _transport() -> Iterator[Fault]:
    yield Fault("no-charset", set_content_type("text/turtle"), TTL, "udata reads “é” as “Ã©”")
    yield Fault(
        "wrong-charset", set_content_type("text/turtle; charset=iso-8859-1"), TTL, "iso-8859-1"
    )
    yield Fault(
        "content-type", set_content_type("text/plain; charset=utf-8"), TTL, "Send “text/turtle"
    )
    yield Fault(
        "redirect", _redirect, TTL, "/catalogue. Give portals that address", path="catalogue.ttl"
    )
    yield Fault(
        "html-to-portals", _send_html_to_all, "/catalogue", "Accept: */*", path="catalogue"
    )
    yield Fault("head-differs", fail(TTL, 405, "HEAD"), TTL, "405 text/html")
    yield Fault(
        "page-too-large",
        alter_response(TTL, lambda reply: replace(reply, endless=True)),
        TTL,
        "more than 400000 bytes",
        path="catalogue.ttl",
    )
    plain = BASE.replace("https:", "http:")
    yield Fault(
        "no-https",
        alter_response(
            TTL, lambda reply: reply.with_body(reply.body.replace(BASE.encode(), plain.encode()))
        ),
        plain,
        "without encryption",
        also=("sitemap-elsewhere",),
    )


def _redirect(request: ReceivedRequest, reply: Reply) -> Reply:
    if request.name == TTL:
        return Reply(301, {"location": "/catalogue"})
    return reply


def _send_html_to_all(request: ReceivedRequest, reply: Reply) -> Reply:
    if request.name == "/catalogue" and request.accept == "*/*":
        return reply.with_headers(content_type=HTML).with_body(
            "<!doctype html><title>Catalogue</title>"
        )
    return reply


def _form() -> Iterator[Fault]:
    yield Fault("syntax", replace_text(TTL, " .\n", " ;\n"), TTL, "Mend line 2")
    yield Fault(
        "not-utf8",
        alter_response(
            TTL, lambda reply: reply.with_body(reply.body.decode().encode("latin-1", "replace"))
        ),
        TTL,
        "not written in UTF-8",
    )
    yield Fault(
        "remote-context",
        alter_response(
            "/catalogue.jsonld",
            lambda reply: reply.with_body('{"@context": "https://example.org/dcat.jsonld"}'),
        ),
        "catalogue.jsonld",
        "Write the context into the answer",
        path="catalogue.jsonld",
    )
    local = b"http://localhost:8000/"
    yield Fault(
        "inner-base",
        alter_response(
            TTL, lambda reply: reply.with_body(reply.body.replace(BASE.encode(), local))
        ),
        local.decode(),
        "Set the base",
        also=("sitemap-elsewhere",),
    )


def add_second_page(view: str, second: str, **headers: str) -> Spoil:
    """Give the catalogue another first view, and a second page."""
    first = edit_catalogue((f"{VIEW} *",), f"<{VIEW}> {view} .")
    base = {"content-type": "text/turtle; charset=utf-8"}

    def spoil(request: ReceivedRequest, reply: Reply) -> Reply:
        if request.path == f"{TTL}?page=2":
            body = (PREFIXES + second).encode()
            return Reply(200, base | {n.replace("_", "-"): v for n, v in headers.items()}, body)
        return first(request, reply)

    return spoil


def _paging() -> Iterator[Fault]:
    last = f"<{SECOND}> {PAGE} ."
    yield Fault(
        "paging-views",
        edit_catalogue(more=f"<{SECOND}> {PAGE} ; hydra:next <{SECOND}> ."),
        TTL,
        "describes 2 pages",
        also=("paging-loop", "paging-one-name"),
    )
    yield Fault(
        "paging-no-total", edit_catalogue((f"{VIEW} hydra:totalItems",)), TTL, "data.europa.eu"
    )
    yield Fault(
        "paging-total",
        add_second_page(PAGE.replace("1", "99"), ""),
        TTL,
        "It says 99 datasets in all; the pages have 1",
    )
    yield Fault(
        "paging-one-name",
        add_second_page(f"{PAGE} ; hydra:next <{SECOND}>", last),
        TTL,
        "by hydra:next",
    )
    yield Fault(
        "paging-loop",
        add_second_page(f"{PAGE} ; {NEXT}", f"<{SECOND}> {PAGE} ; {NEXT} ."),
        SECOND,
        "without end",
    )
    yield Fault(
        "paging-dead",
        add_second_page(f"{PAGE} ; {NEXT.replace('page=2', 'page=3')}", last),
        "page=3",
        "CKAN loses the whole run",
    )
    yield Fault(
        "paging-redirect", _redirect_second_page, SECOND, "udata takes every redirect for an error"
    )
    yield Fault(
        "paging-format",
        add_second_page(f"{PAGE} ; {NEXT}", "", content_type="application/ld+json"),
        SECOND,
        "read as if it were the first",
        also=("syntax",),
    )
    yield Fault(
        "paging-relative",
        add_second_page(f'{PAGE} ; hydra:next "?page=2" ; hydra:nextPage "?page=2"', last),
        "?page=2",
        "no full address",
    )
    yield Fault(
        "paging-type",
        add_second_page("a hydra:Something", last),
        TTL,
        "no hydra:PartialCollectionView",
    )
    again = '<D> a dcat:Dataset ; dct:title "Themes"@en .'.replace(
        "<D>", f"<{BASE}catalogue/themes>"
    )
    yield Fault(
        "paging-twice",
        add_second_page(f"{PAGE} ; {NEXT}", last + again),
        "catalogue/themes",
        "one page only",
    )


def _redirect_second_page(request: ReceivedRequest, reply: Reply) -> Reply:
    if request.path == f"{TTL}?page=2":
        return Reply(302, {"location": "/elsewhere.ttl"})
    return add_second_page(f"{PAGE} ; {NEXT}", "")(request, reply)


def _links() -> Iterator[Fault]:
    path = "/dump/latest/themes.csv"
    yield Fault(
        "silent-link",
        alter_response(path, lambda _: Reply(0, {})),
        "#themes.csv",
        "where nobody answers",
    )
    yield Fault("dead-link", fail(path, 404), "#themes.csv", "answered with “404 text/html”")
    yield Fault(
        "type-differs",
        alter_response(
            path, lambda reply: reply.with_headers(content_type="application/octet-stream")
        ),
        "#themes.csv",
        "is sent as application/octet-stream",
    )
    yield Fault(
        "checksum-differs",
        alter_response(path, lambda reply: reply.with_body(reply.body.swapcase())),
        "#themes.csv",
        "purge what a cache keeps",
    )
