"""Write RDF/XML that every reader reads back as the same triples, or not at all.

Sources: RDF 1.1 XML Syntax; XML 1.0, sections 2.2 (characters) and 2.11 (line ends).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from terril.model.vocabulary import RDF, TYPE
from terril.model.xml_characters import can_name_element, find_unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STAND_IN = NamedNode(f"{RDF}type-of")
"""Stands for ``rdf:type`` where the class cannot be an element: an attribute then names it."""
RESERVED_PREFIXES = ("xml", "its")
"""Beginnings of prefixes that XML reserves, and the one that the serializer itself declares."""


class UnwritableXmlError(ValueError):
    """Triples that RDF/XML cannot carry; the argument is the text or IRI in question."""


def find_obstacle(rows: Iterable[Triple | Quad]) -> str | None:
    """Return the first text or IRI that RDF/XML cannot carry; ``None`` if it carries all."""
    nameable: set[str] = set()
    for row in rows:
        predicate, value = row.predicate.value, row.object
        if predicate not in nameable:
            if not can_name_element(predicate):
                return predicate
            nameable.add(predicate)
        if isinstance(value, NamedNode | BlankNode):
            continue
        if not isinstance(value, Literal) or value.direction is not None:
            return str(value)
        if find_unwritable(value.value) is not None:
            return value.value
    return None


def write_rdf_xml(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Serialize triples.

    Args:
        triples: distinct triples.
        prefixes: namespaces by prefix.

    Raises:
        UnwritableXmlError: a name, character or term cannot be carried.
    """
    obstacle = find_obstacle(triples)
    if obstacle is not None:
        raise UnwritableXmlError(obstacle)
    usable = select_xml_prefixes(prefixes)
    written = serialize(map(_replace_type, triples), format=RdfFormat.RDF_XML, prefixes=usable)
    return repair_rdf_xml(written or b"")


def select_xml_prefixes(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that an XML document may declare."""
    return {
        prefix: namespace
        for prefix, namespace in prefixes.items()
        if not prefix.startswith(RESERVED_PREFIXES)
    }


def repair_rdf_xml(written: bytes) -> bytes:
    """Return what the serializer wrote, with the right element for ``rdf:type`` and line ends."""
    element = STAND_IN.value.removeprefix(RDF).encode()
    # In texts “<” is escaped, and a carriage return would be read as a line feed.
    return written.replace(b"<rdf:%b " % element, b"<rdf:type ").replace(b"\r", b"&#13;")


def _replace_type(triple: Triple) -> Triple:
    if triple.predicate != TYPE:
        return triple
    named = isinstance(triple.object, NamedNode) and can_name_element(triple.object.value)
    return triple if named else Triple(triple.subject, STAND_IN, triple.object)
