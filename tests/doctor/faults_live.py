"""Faults in how the rest of a site answers: negotiation, endpoint, proxy, robots and feeds."""

from __future__ import annotations

from collections.abc import Iterator

from bench.servers import BASE
from tests.doctor.front import Asked, Reply, Spoil
from tests.doctor.planting import CATALOGUE, HTML, TTL, Fault, at, failing, on_home, said


def live_faults() -> Iterator[Fault]:
    """A fault of each kind, by subject."""
    yield from _negotiation()
    yield from _endpoint()
    yield from _proxy()
    yield from _crawling()


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
