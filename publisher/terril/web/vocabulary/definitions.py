"""Serve the model under ``/def/``: the definitions of its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response
from pyoxigraph import Literal, NamedNode, Quad
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import choose_text
from terril.model.triples import Node, term
from terril.model.vocabulary import LABELS, MODEL_LICENCE, TERRIL
from terril.representations.pages.class_page import ClassPresenter
from terril.representations.pages.fact_sheet import FactSheet
from terril.representations.pages.facts import Fact, Value
from terril.store.descriptions import Description
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from terril.release.release import Release
    from terril.representations.pages import Audience, Pages
    from terril.town.model_documents import ModelDocument
    from terril.town.served_release import ServedRelease

CONTEXT = "context.jsonld"
NAMES = (*LABELS, term("sh:name"))


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term of the model as its page shows it; ``anchor`` is the fragment of its IRI."""

    iri: str
    anchor: str
    name: Value
    description: tuple[Value, ...]
    facts: tuple[Fact, ...]


def index(served: ServedRelease, extension: str | None = None) -> Response:
    """Return the list of the documents of the model."""
    base = served.addresses.base

    def triples() -> list[Triple]:
        node = Node(f"{base}def/")
        node.add_iri("rdfs:seeAlso", *(one.iri for one in served.model_documents.values()))
        return node.triples

    def page(audience: Audience, frame: PageFrame) -> str:
        documents = [
            (one.name, get_title(served.pages, one, audience).text, one.iri)
            for one in served.model_documents.values()
        ]
        documents.append((CONTEXT, "JSON-LD context", f"{base}def/{CONTEXT}"))
        values = frame.values()
        presenter = ClassPresenter(served.pages, served.classes, audience)
        values["classes"], values["general"] = presenter.cards()
        return served.pages.write(
            "vocabulary/definitions.html", audience, documents=documents, **values
        )

    return answer(Document("def/index", triples, page, licence=MODEL_LICENCE), served, extension)


def definition(served: ServedRelease, name: str) -> Response:
    """Return one document of the model, negotiated, or the JSON-LD context as it is."""
    if name == CONTEXT:
        return _answer_context(served.release)
    stem, extension = split_extension(name)
    if stem == "index":
        return index(served, extension)
    found = served.model_documents.get(stem)
    if found is None:
        raise NotFound

    def page(audience: Audience, frame: PageFrame) -> str:
        title = get_title(served.pages, found, audience).text
        terms = [_describe_term(served.pages, found, one, audience) for one in found.terms]
        values = {"iri": found.iri, "title": title, "terms": terms, **frame.values()}
        return served.pages.write("vocabulary/definition.html", audience, **values)

    document = Document(f"def/{stem}", lambda: list(found.triples), page, licence=MODEL_LICENCE)
    return answer(document, served, extension)


def version(served: ServedRelease, name: str, number: str) -> Response:
    """Redirect from a version of a document to the document, if the release has that version."""
    found = served.model_documents.get(name)
    wanted = f"{TERRIL}{name}/{number}"
    objects = (triple.object for triple in found.triples) if found else ()
    if all(not isinstance(one, NamedNode) or one.value != wanted for one in objects):
        raise NotFound
    response = Response(status=303)
    response.headers["Location"] = f"../{name}"
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def get_title(pages: Pages, document: ModelDocument, audience: Audience) -> Value:
    """Return the title of a document of the model."""
    return _get_name(pages, document, NamedNode(document.iri), audience)


def _answer_context(release: Release) -> Response:
    etag = compute_fingerprint(release.id, CONTEXT)
    content = (release.model_folder / CONTEXT).read_bytes()
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = "application/ld+json"
    response.headers["Link"] = f'<{MODEL_LICENCE}>; rel="license"'
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _describe_term(
    pages: Pages, document: ModelDocument, subject: NamedNode, audience: Audience
) -> TermEntry:
    graph = NamedNode(document.iri)
    quads = tuple(Quad(subject, t.predicate, t.object, graph) for t in document.terms[subject])
    sheet = FactSheet(Description(subject, quads, (), (), ()), pages, audience)
    # Terms of other vocabularies may share a fragment; no link leads to them on this page.
    anchor = subject.value.partition("#")[2] if subject.value.startswith(TERRIL) else ""
    name = _get_name(pages, document, subject, audience)
    return TermEntry(
        subject.value, anchor, name, tuple(sheet.get_description()), sheet.get_facts()
    )


def _get_name(
    pages: Pages, document: ModelDocument, subject: NamedNode, audience: Audience
) -> Value:
    """Return the label of a term, or else the last part of its IRI."""
    for predicate in NAMES:
        texts = {
            triple.object.language or "": triple.object.value
            for triple in document.terms.get(subject, ())
            if triple.predicate == predicate and isinstance(triple.object, Literal)
        }
        best = choose_text(texts, pages.get_languages(audience))
        if best:
            return Value(*best)
    return Value(subject.value.rpartition("#")[2].rpartition("/")[2])
