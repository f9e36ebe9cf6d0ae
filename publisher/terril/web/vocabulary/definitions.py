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
from terril.representations.pages.class_page import ClassPresenter
from terril.representations.pages.fact_sheet import FactSheet
from terril.representations.pages.facts import Fact, Value
from terril.store.descriptions import Description
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.representations.pages import Audience
    from terril.town.model_documents import ModelDocument
    from terril.town.served_release import ServedRelease

CONTEXT = "context.jsonld"
NAMES = (*LABELS, NamedNode(f"{SH}name"))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the model as its page shows it; ``anchor`` is the fragment of its IRI."""

    iri: str
    anchor: str
    name: Value
    description: tuple[Value, ...]
    facts: tuple[Fact, ...]


def index(served: ServedRelease, extension: str | None) -> Response:
    """The documents of the model."""

    def triples() -> list[Triple]:
        whole = NamedNode(f"{served.addresses.base}def/")
        return [
            Triple(whole, NamedNode(f"{RDFS}seeAlso"), NamedNode(one.iri))
            for one in served.model_documents.values()
        ]

    def page(audience: Audience, frame: PageFrame) -> str:
        documents = [
            (one.name, title_of(served, one, audience).text, one.iri)
            for one in served.model_documents.values()
        ]
        documents.append((CONTEXT, "JSON-LD context", f"{served.addresses.base}def/{CONTEXT}"))
        values = frame.values()
        teller = ClassPresenter(served.pages, served.classes, audience)
        values["classes"], values["general"] = teller.cards()
        return served.pages.write(
            "vocabulary/definitions.html", audience, documents=documents, **values
        )

    return answer(Document("def/index", triples, page), served, extension)


def definition(served: ServedRelease, name: str) -> Response:
    """One document of the model, negotiated; the JSON-LD context as it is."""
    if name == CONTEXT:
        return _context(served)
    stem, extension = split_extension(name)
    if stem == "index":
        return index(served, extension)
    found = served.model_documents.get(stem)
    if found is None:
        raise NotFound

    def page(audience: Audience, frame: PageFrame) -> str:
        title = title_of(served, found, audience).text
        terms = [_term(served, found, subject, audience) for subject in found.terms]
        values = {"iri": found.iri, "title": title, "terms": terms, **frame.values()}
        return served.pages.write("vocabulary/definition.html", audience, **values)

    return answer(Document(f"def/{stem}", lambda: list(found.triples), page), served, extension)


def title_of(served: ServedRelease, found: ModelDocument, audience: Audience) -> Value:
    """What a document of the model is called."""
    return _name(served, found, NamedNode(found.iri), audience)


def version(served: ServedRelease, name: str, number: str) -> Response:
    """A named version of a document: the one that the release holds, and no other."""
    found = served.model_documents.get(name)
    wanted = NamedNode(f"{TERRIL}{name}/{number}")
    if found is None or all(triple.object != wanted for triple in found.triples):
        raise NotFound
    response = Response(status=303)
    response.headers["Location"] = f"../{name}"
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _context(served: ServedRelease) -> Response:
    etag = fingerprint(served.release.id, CONTEXT)
    content = (served.release.model_folder / CONTEXT).read_bytes()
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = "application/ld+json"
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _term(
    served: ServedRelease, found: ModelDocument, subject: NamedNode, audience: Audience
) -> Term:
    quads = tuple(_quads(found, subject))
    sheet = FactSheet(Description(subject, quads, (), (), ()), served.pages, audience)
    # Foreign terms may have equal fragments; nobody is led to them here.
    anchor = subject.value.partition("#")[2] if subject.value.startswith(TERRIL) else ""
    name = _name(served, found, subject, audience)
    return Term(subject.value, anchor, name, tuple(sheet.get_description()), sheet.get_facts())


def _quads(found: ModelDocument, subject: NamedNode) -> Iterator[Quad]:
    graph = NamedNode(found.iri)
    for triple in found.terms[subject]:
        yield Quad(subject, triple.predicate, triple.object, graph)


def _name(
    served: ServedRelease, found: ModelDocument, subject: NamedNode, audience: Audience
) -> Value:
    """The term's label, else the last part of its IRI."""
    for predicate in NAMES:
        texts = {
            triple.object.language or "": triple.object.value
            for triple in found.terms.get(subject, ())
            if triple.predicate == predicate and isinstance(triple.object, Literal)
        }
        best = choose_text(texts, served.pages.get_languages(audience))
        if best:
            return Value(*best)
    return Value(subject.value.rpartition("#")[2].rpartition("/")[2])
