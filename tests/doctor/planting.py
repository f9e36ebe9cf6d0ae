"""Build faults: how they are planted, and what the doctor must report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from bench.servers import BASE
from terril.doctor.crawl.statements import NAMESPACES, expand_iri
from tests.doctor.front import ReceivedRequest, Reply, Spoil

TTL = "/catalogue.ttl"
HTML = "text/html; charset=utf-8"
CATALOGUE = f"{BASE}catalogue"
DATASET = f"{BASE}catalogue/themes"
FILE = f"{DATASET}#themes.csv"
SERVICE = f"{BASE}query#service"
CONTACT = f"{CATALOGUE}#contact"
PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in NAMESPACES.items())
EU = "http://publications.europa.eu/resource/authority/"
# Examined before it is public; bounds that nobody stated.
HINTS = {"elsewhere", "no-polygon"}
NAMES = {"C": CATALOGUE, "D": DATASET, "F": FILE, "S": SERVICE}


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes:
        code: code of the rule that it breaks.
        spoil: how it is planted.
        place: part of the place in the finding.
        sentence: part of the message.
        also: codes of further findings that it causes.
        path: path of the examined URL, below the site.
    """

    code: str
    spoil: Spoil
    place: str
    sentence: str
    also: tuple[str, ...] = ()
    path: str = ""


def keep_one_dataset(request: ReceivedRequest, reply: Reply) -> Reply:
    """Reduce the catalogue to one dataset in three forms, which is examined much faster."""
    if request.name != "/catalogue.ttl" or reply.status != 200:
        return reply
    kept = []
    for triple in parse(reply.body, RdfFormat.TURTLE):
        others = any(_belongs_to_others(term) for term in (triple.subject, triple.object))
        if not others and triple.predicate.value != expand_iri("hydra:totalItems"):
            kept.append(f"{triple.subject} {triple.predicate} {triple.object} .")
    count = f"<{expand_iri('hydra:totalItems')}> 1 ."
    counts = [f"<{one}> {count}" for one in (CATALOGUE, f"{CATALOGUE}?page=1")]
    return reply.with_body("\n".join((*kept, *counts)) + "\n")


def _belongs_to_others(term: object) -> bool:
    name = str(getattr(term, "value", ""))
    kept = (f"{DATASET}#themes.csv", f"{DATASET}#themes.ttl", f"{DATASET}#sparql")
    file = name.startswith(f"{DATASET}#") and not name.startswith(kept)
    return file or (name.startswith(f"{CATALOGUE}/") and not name.startswith(DATASET))


def alter_response(path: str, change: Callable[[Reply], Reply], method: str = "") -> Spoil:
    """Change the responses at one path."""

    def spoil(request: ReceivedRequest, reply: Reply) -> Reply:
        fits = request.name == path and method in ("", request.method)
        return change(reply) if fits else reply

    return spoil


def replace_text(path: str, before: str, after: str, count: int = 1) -> Spoil:
    """Replace a piece of the text at one path."""

    def change(reply: Reply) -> Reply:
        body = reply.body.decode()
        assert not body or before in body, before
        return reply.with_body(body.replace(before, after, count))

    return alter_response(path, change)


def fail(path: str, status: int, method: str = "") -> Spoil:
    """Respond with an error page at one path."""
    return alter_response(
        path, lambda _: Reply(status, {"content-type": HTML}, b"<html>Sorry"), method
    )


def replace_on_home(before: str, after: str) -> Spoil:
    """Replace a piece of the HTML home page."""

    def spoil(request: ReceivedRequest, reply: Reply) -> Reply:
        if request.path == "/" and "text/html" in request.accept:
            return replace_text("/", before, after)(request, reply)
        return reply

    return spoil


def edit_catalogue(less: tuple[str, ...] = (), more: str = "") -> Spoil:
    """Remove statements from the catalogue, and add others.

    Args:
        less: “D dct:title”: of the dataset, its title; “* rdfs:label”: of everything.
        more: Turtle in which <C>, <D>, <F> and <S> are catalogue, dataset, file and service.
    """
    return alter_response(
        "/catalogue.ttl", lambda reply: reply.with_body(_edit(reply.body, less, more))
    )


@cache
def _edit(body: bytes, less: tuple[str, ...], more: str) -> str:
    gone = [one.split(" ") for one in less]
    kept = []
    for triple in parse(body, RdfFormat.TURTLE):
        subject = str(getattr(triple.subject, "value", ""))
        if not any(_matches(subject, triple.predicate, one) for one in gone):
            kept.append(f"{triple.subject} {triple.predicate} {triple.object} .")
    for short, name in NAMES.items():
        more = more.replace(f"<{short}>", f"<{name}>")
    return PREFIXES + "\n".join((*kept, more)) + "\n"


def _matches(subject: str, predicate: NamedNode, gone: list[str]) -> bool:
    of, _, prop = gone[0], None, gone[1] if len(gone) > 1 else "*"
    names = of == "*" or subject == NAMES.get(of, of)
    return names and (prop == "*" or predicate.value == expand_iri(prop))
