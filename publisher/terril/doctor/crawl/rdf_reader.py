"""RDF as harvesters read it: by its content type, with no address to complete others from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from terril.doctor.crawl.origins import split
from terril.doctor.crawl.statements import Statements

if TYPE_CHECKING:
    from terril.doctor.crawl.response import Answer

NO_BASE = "file:///relative/"
"""What relative addresses become, as with rdflib, which CKAN and udata read with."""
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
}
"""Content types that name a format of RDF."""
EXTENSIONS = {
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "n3": RdfFormat.N3,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
}
RDF = ", ".join(("text/turtle", "application/rdf+xml;q=0.9", "application/ld+json;q=0.8"))
"""What is asked for where ``*/*`` is not answered with RDF."""
HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says.

    Attributes:
        statements: empty if it cannot be read.
        form: the format that it is in, as its bytes show; ``None`` if it is no RDF.
        failed: why it cannot be read, ``""`` if it can.
        line: where, counted from 1; 0 if that is not known.
        invalid: why some address in it is none, though the rest can be read.
    """

    statements: Statements = field(default_factory=Statements)
    form: RdfFormat | None = None
    failed: str = ""
    line: int = 0
    invalid: str = ""

    @property
    def has_catalogue(self) -> bool:
        """Whether there is something to harvest in it."""
        return any(self.statements.typed(name) for name in ("dcat:Catalog", "dcat:Dataset"))


def read(answer: Answer) -> Reading:
    """What an answer says, whether or not its content type is right."""
    form = form_of(answer)
    if form is None:
        return Reading()
    try:
        return Reading(_parse(answer.body, form, lenient=False), form)
    except SyntaxError as error:
        strict, line = error.msg, error.lineno or 0
    try:
        return Reading(_parse(answer.body, form, lenient=True), form, invalid=strict, line=line)
    except SyntaxError:
        return Reading(Statements(), form, strict, line)


def form_of(answer: Answer) -> RdfFormat | None:
    """The format of RDF that an answer is in; ``None`` for a page or what is no text."""
    start = answer.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not answer.fine or start.startswith(HTML) or b"<html" in start:
        return None
    if answer.media_type in FORMATS:
        return FORMATS[answer.media_type]
    name = split(answer.url).path.rpartition("/")[2]
    if "." in name and name.rpartition(".")[2] in EXTENSIONS:
        return EXTENSIONS[name.rpartition(".")[2]]
    if start.startswith((b"<?xml", b"<rdf:rdf")):
        return RdfFormat.RDF_XML
    return RdfFormat.JSON_LD if start.startswith((b"{", b"[")) else RdfFormat.TURTLE


def _parse(body: bytes, form: RdfFormat, *, lenient: bool) -> Statements:
    return Statements(parse(body, form, base_iri=NO_BASE, lenient=lenient))
