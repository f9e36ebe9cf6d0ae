"""The model under ``/def/``: what its terms mean, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response
from pyoxigraph import Literal, NamedNode, Quad, Triple
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.model.languages import choose_text
from terril.model.vocabulary import LABELS, RDFS, SH, TERRIL
from terril.representations.pages.class_page import ClassTeller
from terril.representations.pages.facts import Fact, FactSheet, Value
from terril.store.descriptions import Description
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.representations.pages import Audience
    from terril.web.definitions import Definition
    from terril.web.opened import ServedRelease

CONTEXT = "context.jsonld"
NAMES = (*LABELS, NamedNode(f"{SH}name"))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the model as its page shows it; ``anchor`` is the fragment of its IRI."""

    iri: str
    anchor: str
    name: Value
    lead: tuple[Value, ...]
    facts: tuple[Fact, ...]


def index(opened: ServedRelease, extension: str | None) -> Response:
    """The documents of the model."""

    def triples() -> list[Triple]:
        whole = NamedNode(f"{opened.addresses.base}def/")
        return [
            Triple(whole, NamedNode(f"{RDFS}seeAlso"), NamedNode(one.iri))
            for one in opened.definitions.values()
        ]

    def page(reader: Audience, frame: PageFrame) -> str:
        documents = [
            (one.name, title_of(opened, one, reader).text, one.iri)
            for one in opened.definitions.values()
        ]
        documents.append((CONTEXT, "JSON-LD context", f"{opened.addresses.base}def/{CONTEXT}"))
        values = frame.values()
        teller = ClassTeller(opened.pages, opened.classes, reader)
        values["classes"], values["general"] = teller.cards()
        return opened.pages.write(
            "vocabulary/definitions.html", reader, documents=documents, **values
        )

    return answer(Document("def/index", triples, page), opened, extension)


def definition(opened: ServedRelease, name: str) -> Response:
    """One document of the model, negotiated; the JSON-LD context as it is."""
    if name == CONTEXT:
        return _context(opened)
    stem, extension = split_extension(name)
    if stem == "index":
        return index(opened, extension)
    found = opened.definitions.get(stem)
    if found is None:
        raise NotFound

    def page(reader: Audience, frame: PageFrame) -> str:
        title = title_of(opened, found, reader).text
        terms = [_term(opened, found, subject, reader) for subject in found.terms]
        values = {"iri": found.iri, "title": title, "terms": terms, **frame.values()}
        return opened.pages.write("vocabulary/definition.html", reader, **values)

    return answer(Document(f"def/{stem}", lambda: list(found.triples), page), opened, extension)


def title_of(opened: ServedRelease, found: Definition, reader: Audience) -> Value:
    """What a document of the model is called."""
    return _name(opened, found, NamedNode(found.iri), reader)


def version(opened: ServedRelease, name: str, number: str) -> Response:
    """A named version of a document: the one that the release holds, and no other."""
    found = opened.definitions.get(name)
    wanted = NamedNode(f"{TERRIL}{name}/{number}")
    if found is None or all(triple.object != wanted for triple in found.triples):
        raise NotFound
    response = Response(status=303)
    response.headers["Location"] = f"../{name}"
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _context(opened: ServedRelease) -> Response:
    etag = fingerprint(opened.release.id, CONTEXT)
    content = (opened.release.model_folder / CONTEXT).read_bytes()
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = "application/ld+json"
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _term(opened: ServedRelease, found: Definition, subject: NamedNode, reader: Audience) -> Term:
    quads = tuple(_quads(found, subject))
    sheet = FactSheet(Description(subject, quads, (), (), ()), opened.pages, reader)
    # Foreign terms may have equal fragments; nobody is led to them here.
    anchor = subject.value.partition("#")[2] if subject.value.startswith(TERRIL) else ""
    name = _name(opened, found, subject, reader)
    return Term(subject.value, anchor, name, tuple(sheet.lead()), sheet.facts())


def _quads(found: Definition, subject: NamedNode) -> Iterator[Quad]:
    graph = NamedNode(found.iri)
    for triple in found.terms[subject]:
        yield Quad(subject, triple.predicate, triple.object, graph)


def _name(opened: ServedRelease, found: Definition, subject: NamedNode, reader: Audience) -> Value:
    """The term's label, else the last part of its IRI."""
    for predicate in NAMES:
        texts = {
            triple.object.language or "": triple.object.value
            for triple in found.terms.get(subject, ())
            if triple.predicate == predicate and isinstance(triple.object, Literal)
        }
        best = choose_text(texts, opened.pages.taste(reader))
        if best:
            return Value(*best)
    return Value(subject.value.rpartition("#")[2].rpartition("/")[2])
