"""Faults in the other responses of a site: negotiation, endpoint, proxy, robots and feeds."""

from __future__ import annotations

from collections.abc import Iterator

from bench.servers import BASE
from tests.doctor.front import ReceivedRequest, Reply, Spoil
from tests.doctor.planting import (
    CATALOGUE,
    HTML,
    TTL,
    Fault,
    alter_response,
    edit_catalogue,
    fail,
    replace_on_home,
)


def list_live_faults() -> Iterator[Fault]:
    """List a fault of each kind, by subject."""
    yield from _negotiation()
    yield from _endpoint()
    yield from _proxy()
    yield from _crawling()


def _negotiation() -> Iterator[Fault]:
    yield Fault("not-negotiated", _send_only_turtle, CATALOGUE, "Who asks for text/html gets")
    yield Fault(
        "no-vary",
        alter_response("/catalogue", lambda reply: reply.with_headers(vary=None)),
        CATALOGUE,
        "Vary",
    )
    yield Fault("alternate-dead", fail("/catalogue.rdf", 404), TTL, "catalogue.rdf")
    thing = "/id/organization/projet-terril"
    yield Fault(
        "thing-answers",
        alter_response(thing, lambda _: Reply(200, {"content-type": "text/turtle"}, b"")),
        thing,
        "not with 303",
    )
    yield Fault("thing-dead", fail("/doc/organization/projet-terril", 404), thing, "404 text/html")
    yield Fault("dataset-dead", fail("/catalogue/themes", 404), "catalogue/themes", "404")


def _send_only_turtle(request: ReceivedRequest, reply: Reply) -> Reply:
    if request.name == "/catalogue":
        return Reply(200, {"content-type": "text/turtle; charset=utf-8"}, b"")
    return reply


def _endpoint() -> Iterator[Fault]:
    answer = {"content-type": "application/sparql-results+json"}
    yield Fault("endpoint-silent", fail("/sparql", 502), "/sparql", "502", also=("dead-link",
        "cors-closed", "cors-preflight"))  # fmt: skip
    yield Fault("endpoint-no-post", _refuse_post, "/sparql", "403 text/html")
    yield Fault(
        "endpoint-type",
        alter_response(
            "/sparql", lambda reply: reply.with_headers(content_type="application/json"), "GET"
        ),
        "/sparql",
        "gets 200 application/json",
    )
    yield Fault("endpoint-updates", _accept_updates(answer), "/sparql", "Refuse SPARQL Update")
    yield Fault(
        "no-endpoint",
        edit_catalogue(("* dct:conformsTo",)),
        "catalogue.ttl",
        "names no SPARQL endpoint",
    )
    origin = "access_control_allow_origin"
    yield Fault(
        "cors-closed", alter_response(TTL, lambda r: r.with_headers(**{origin: None})), TTL, "“”"
    )
    yield Fault(
        "cors-twice",
        alter_response(TTL, lambda r: r.with_headers(**{origin: "*, *"})),
        TTL,
        "“*, *”",
    )
    yield Fault("cors-preflight", fail("/sparql", 405, "OPTIONS"), "/sparql", "405")


def _refuse_post(request: ReceivedRequest, reply: Reply) -> Reply:
    if request.method == "POST" and b"query=" in request.content:
        return Reply(403, {"content-type": HTML}, b"<html>Forbidden")
    return reply


def _accept_updates(headers: dict[str, str]) -> Spoil:
    def spoil(request: ReceivedRequest, reply: Reply) -> Reply:
        took = request.method == "POST" and b"update=" in request.content
        return Reply(204, headers) if took else reply

    return spoil


def _proxy() -> Iterator[Fault]:
    body = "</body>"
    yield Fault(
        "http-link",
        replace_on_home(body, '<img src="http://data.loos-en-gohelle.fr/logo.png" alt=""></body>'),
        "/",
        "http://data.loos-en-gohelle.fr/logo.png",
    )
    yield Fault(
        "wrong-host",
        replace_on_home(body, '<a href="http://backend:8000/doc/a">A</a></body>'),
        "/",
        "http://backend:8000/doc/a",
    )
    yield Fault(
        "redirect-elsewhere",
        alter_response(
            "/id/organization/projet-terril",
            lambda _: Reply(
                303, {"location": "http://backend:8000/doc/organization/projet-terril"}
            ),
        ),
        "/id/organization/projet-terril",
        "http://backend:8000/doc/organization/projet-terril",
        also=("thing-dead",),
    )


def _crawling() -> Iterator[Fault]:
    robots = b"User-agent: *\nDisallow: /\n"
    yield Fault(
        "robots-lock-out",
        alter_response("/robots.txt", lambda r: r.with_body(robots)),
        "robots.txt",
        "ckan",
    )
    yield Fault("no-sitemap", fail("/sitemap.xml", 404), "sitemap.xml", "404")
    yield Fault(
        "sitemap-elsewhere",
        alter_response(
            "/sitemap.xml",
            lambda r: r.with_body(r.body.replace(BASE.encode(), b"http://backend:8000/")),
        ),
        "sitemap.xml",
        "http://backend:8000/",
    )
    yield Fault("no-void", fail("/.well-known/void", 404), "/.well-known/void", "404")
    yield Fault("feed-dead", fail("/changes.atom", 502), "changes.atom", "502")
