"""Faults to plant: what is spoiled, and what the doctor is to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from bench.servers import BASE
from terril.doctor.crawl.statements import NAMESPACES, iri
from tests.doctor.front import Asked, Reply, Spoil

TTL = "/catalogue.ttl"
HTML = "text/html; charset=utf-8"
CATALOGUE = f"{BASE}catalogue"
DATASET = f"{BASE}catalogue/themes"
FILE = f"{DATASET}#themes.csv"
SERVICE = f"{BASE}query#service"
CONTACT = f"{CATALOGUE}#contact"
PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in NAMESPACES.items())
EU = "http://publications.europa.eu/resource/authority/"
# Looked at before it is public; checksums as DCAT-AP wants them; bounds that nobody said.
HINTS = {"elsewhere", "checksum-unread", "no-polygon"}
NAMES = {"C": CATALOGUE, "D": DATASET, "F": FILE, "S": SERVICE}


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes:
        code: what the doctor calls it.
        spoil: how it is planted.
        place: part of the place that the doctor names.
        says: part of its sentences.
        also: codes that follow from it.
        path: what the doctor is given, below the site.
    """

    code: str
    spoil: Spoil
    place: str
    says: str
    also: tuple[str, ...] = ()
    path: str = ""


def one_dataset(asked: Asked, reply: Reply) -> Reply:
    """The catalogue as if it had one dataset in three forms, which is looked at much faster."""
    if asked.name != "/catalogue.ttl" or reply.status != 200:
        return reply
    kept = []
    for triple in parse(reply.body, RdfFormat.TURTLE):
        others = any(_of_another(term) for term in (triple.subject, triple.object))
        if not others and triple.predicate.value != iri("hydra:totalItems"):
            kept.append(f"{triple.subject} {triple.predicate} {triple.object} .")
    count = f"<{iri('hydra:totalItems')}> 1 ."
    counts = [f"<{one}> {count}" for one in (CATALOGUE, f"{CATALOGUE}.ttl?page=1")]
    return reply.saying("\n".join((*kept, *counts)) + "\n")


def _of_another(term: object) -> bool:
    name = str(getattr(term, "value", ""))
    kept = (f"{DATASET}#themes.csv", f"{DATASET}#themes.ttl", f"{DATASET}#sparql")
    file = name.startswith(f"{DATASET}#") and not name.startswith(kept)
    return file or (name.startswith(f"{CATALOGUE}/") and not name.startswith(DATASET))


def at(path: str, change: Callable[[Reply], Reply], method: str = "") -> Spoil:
    """Spoils the answers at one path."""

    def spoil(asked: Asked, reply: Reply) -> Reply:
        fits = asked.name == path and method in ("", asked.method)
        return change(reply) if fits else reply

    return spoil


def text(path: str, before: str, after: str, count: int = 1) -> Spoil:
    """Replaces a piece of the text at one path."""

    def change(reply: Reply) -> Reply:
        told = reply.body.decode()
        assert not told or before in told, before
        return reply.saying(told.replace(before, after, count))

    return at(path, change)


def failing(path: str, status: int, method: str = "") -> Spoil:
    """Answers with a page of an error at one path."""
    return at(path, lambda _: Reply(status, {"content-type": HTML}, b"<html>Sorry"), method)


def on_home(before: str, after: str) -> Spoil:
    """Replaces a piece of the start page for people."""

    def spoil(asked: Asked, reply: Reply) -> Reply:
        if asked.path == "/" and "text/html" in asked.accept:
            return text("/", before, after)(asked, reply)
        return reply

    return spoil


def said(less: tuple[str, ...] = (), more: str = "") -> Spoil:
    """Takes statements from the catalogue, and adds others.

    Args:
        less: “D dct:title”: of the dataset, its title; “* rdfs:label”: of everything.
        more: Turtle in which <C>, <D>, <F> and <S> are catalogue, dataset, file and service.
    """
    return at("/catalogue.ttl", lambda reply: reply.saying(_changed(reply.body, less, more)))


@cache
def _changed(body: bytes, less: tuple[str, ...], more: str) -> str:
    gone = [one.split(" ") for one in less]
    kept = []
    for triple in parse(body, RdfFormat.TURTLE):
        subject = str(getattr(triple.subject, "value", ""))
        if not any(_fits(subject, triple.predicate, one) for one in gone):
            kept.append(f"{triple.subject} {triple.predicate} {triple.object} .")
    for short, name in NAMES.items():
        more = more.replace(f"<{short}>", f"<{name}>")
    return PREFIXES + "\n".join((*kept, more)) + "\n"


def _fits(subject: str, predicate: NamedNode, gone: list[str]) -> bool:
    of, _, prop = gone[0], None, gone[1] if len(gone) > 1 else "*"
    names = of == "*" or subject == NAMES.get(of, of)
    return names and (prop == "*" or predicate.value == iri(prop))
