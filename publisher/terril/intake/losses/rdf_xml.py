"""Find what an RDF/XML text holds and its statements do not, with a parser of XML alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from terril.intake.losses.loss import (
    DIRECTION,
    XML_ATTRIBUTE,
    XML_DATATYPE,
    XML_END,
    XML_NAME,
    XML_PARSE_TYPE,
    Loss,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
XML = "http://www.w3.org/XML/1998/namespace "
ITS_DIRECTION = "http://www.w3.org/2005/11/its dir"
PARSE_TYPES = ("Literal", "Resource", "Collection", "Triple")
XML_ATTRIBUTES = ("lang", "base", "space", "id")
# RDF 1.1 XML Syntax, section 5.1, and RDF Schema 1.1; what the syntax forbids is refused before.
SYNTAX = ("about", "ID", "nodeID", "resource", "datatype", "parseType", "li", "RDF", "Description")
CLASSES = ("Alt", "Bag", "Seq", "List", "Property", "Statement", "XMLLiteral", "HTML", "JSON")
PROPERTIES = ("first", "rest", "nil", "object", "predicate", "subject", "type", "value", "reifies")
OTHERS = (
    "langString",
    "dirLangString",
    "language",
    "direction",
    "CompoundLiteral",
    "PlainLiteral",
)
# RDF 1.2 XML Syntax; these are reported by the rule of RDF 1.2.
LATER = ("version", "annotation", "annotationNodeID", "reifies")
NAMES = (*SYNTAX, *CLASSES, *PROPERTIES, *OTHERS, *LATER)


ENCODING = "utf-8"
"""The only one that is read; what an XML declaration names has no effect, and may not exist."""


def find_xml_losses(content: bytes) -> list[Loss]:
    """Return the losses of an RDF/XML document, in the order of the text."""
    return _Reader(content).read()


class _Reader:
    """A reader of elements; inside an XML literal everything is text."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._losses: list[Loss] = []
        self._open: list[Mapping[str, str]] = []
        self._parser = expat.ParserCreate(ENCODING, namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = lambda _name: self._open.pop()

    def read(self) -> list[Loss]:
        try:
            self._parser.Parse(self._content, True)
        except expat.ExpatError as error:
            if self._content.strip():
                reason = expat.errors.messages[error.code]
                self._add(XML_END, reason, self._parser.ErrorByteIndex)
        return self._losses

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        literal = any(one.get(f"{RDF}parseType") == "Literal" for one in self._open)
        if not literal:
            self._check(name, attributes)
        self._open.append(attributes)

    def _check(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open and f"{RDF}datatype" in self._open[-1]:
            self._add(XML_DATATYPE, self._open[-1][f"{RDF}datatype"])
        for word in (name, *attributes):
            if word.startswith(RDF) and not _is_known(local := word.removeprefix(RDF)):
                self._add(XML_NAME, local, known=NAMES)
        for word in attributes:
            if word.startswith(XML) and (local := word.removeprefix(XML)) not in XML_ATTRIBUTES:
                self._add(XML_ATTRIBUTE, local, known=XML_ATTRIBUTES)
        kind = attributes.get(f"{RDF}parseType", PARSE_TYPES[0])
        if kind not in PARSE_TYPES:
            self._add(XML_PARSE_TYPE, kind, known=PARSE_TYPES)
        if ITS_DIRECTION in attributes:
            self._add(DIRECTION, attributes[ITS_DIRECTION])

    def _add(
        self, rule: str, word: str, byte: int | None = None, known: tuple[str, ...] = ()
    ) -> None:
        index = self._parser.CurrentByteIndex if byte is None else byte
        start = len(self._content[:index].decode("utf-8-sig", errors="replace"))
        self._losses.append(Loss(rule, word, start, known))


def _is_known(local: str) -> bool:
    return local in NAMES or (local.startswith("_") and local[1:].isdigit())


def expands_beyond_measure(content: bytes) -> bool:
    """Return whether the entities of an XML text multiply its length beyond expat's limit."""
    if b"<!ENTITY" not in content:
        return False
    parser = expat.ParserCreate(ENCODING)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return "amplification" in expat.errors.messages[error.code]
    return False
