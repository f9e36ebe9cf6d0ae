"""Parse RDF as harvesters do: by its content type, without a base IRI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from terril.doctor.crawl.origins import split_url
from terril.doctor.crawl.statements import Statements

if TYPE_CHECKING:
    from terril.doctor.crawl.response import Response

NO_BASE = "file:///relative/"
"""Base of relative IRIs, as in rdflib, which CKAN and udata read with."""
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
}
"""Formats of RDF by content type."""
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
"""Value of Accept where ``*/*`` does not return RDF."""
HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class RdfReading:
    """The result of parsing a response as RDF.

    Attributes:
        statements: empty if parsing failed.
        rdf_format: format detected from type, name and bytes; ``None`` if it is not RDF.
        error: the syntax error, ``""`` if there is none.
        line: line of the error, counted from 1; 0 if it is unknown.
        invalid_iri: the error of an invalid IRI, if the rest can be parsed.
    """

    statements: Statements = field(default_factory=Statements)
    rdf_format: RdfFormat | None = None
    error: str = ""
    line: int = 0
    invalid_iri: str = ""

    @property
    def has_catalogue(self) -> bool:
        """True if the response describes a catalogue or a dataset."""
        return any(self.statements.instances(name) for name in ("dcat:Catalog", "dcat:Dataset"))


def read_rdf(response: Response) -> RdfReading:
    """Parse a response as RDF, even if its content type is wrong."""
    rdf_format = detect_format(response)
    if rdf_format is None:
        return RdfReading()
    try:
        return RdfReading(_parse(response.body, rdf_format, lenient=False), rdf_format)
    except SyntaxError as error:
        message, line = error.msg, error.lineno or 0
    try:
        statements = _parse(response.body, rdf_format, lenient=True)
    except SyntaxError:
        return RdfReading(Statements(), rdf_format, message, line)
    return RdfReading(statements, rdf_format, line=line, invalid_iri=message)


def detect_format(response: Response) -> RdfFormat | None:
    """Return the RDF format of a response; ``None`` for HTML and failed requests."""
    start = response.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not response.ok or start.startswith(HTML) or b"<html" in start:
        return None
    if response.media_type in FORMATS:
        return FORMATS[response.media_type]
    name = split_url(response.url).path.rpartition("/")[2]
    if "." in name and name.rpartition(".")[2] in EXTENSIONS:
        return EXTENSIONS[name.rpartition(".")[2]]
    if start.startswith((b"<?xml", b"<rdf:rdf")):
        return RdfFormat.RDF_XML
    return RdfFormat.JSON_LD if start.startswith((b"{", b"[")) else RdfFormat.TURTLE


def _parse(body: bytes, rdf_format: RdfFormat, *, lenient: bool) -> Statements:
    return Statements(parse(body, rdf_format, base_iri=NO_BASE, lenient=lenient))
