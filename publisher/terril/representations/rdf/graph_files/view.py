"""Write some subjects of a segment in each format, without head and tail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import RdfFormat, parse, serialize

from terril.model.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG
from terril.model.xml_characters import can_name_element
from terril.representations.rdf.graph_files.prefixes import list_iris
from terril.representations.rdf.jsonld import Compactor, UnwritableJsonError, format_nodes
from terril.representations.rdf.rdf_xml import (
    STAND_IN,
    UnwritableXmlError,
    find_obstacle,
    repair_rdf_xml,
    select_xml_prefixes,
)
from terril.representations.rdf.serialization import RDF_TYPE, select_namespaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.representations.rdf.jsonld import Context

Subjects: TypeAlias = "Sequence[tuple[str, Mapping[str, Sequence[str]]]]"
"""N-Triples text of each subject, with the objects of each predicate; sorted."""
SUSPECT = ("\\u", "\\U", "\\b", "\\f", "\ufffe", "\uffff", "<<", "--")
"""Signs of what XML may lack: characters that N-Triples escapes, and terms of RDF 1.2."""
XML_END = b"</rdf:RDF>"


class Text(NamedTuple):
    """Subjects in one format.

    Attributes:
        content: without head and tail.
        names: prefixes, or terms and prefixes of JSON-LD, that it uses.
    """

    content: bytes
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """Subjects with those of their statements that a file has.

    Attributes:
        subjects: the subjects.
        quads: their lines of N-Quads, for formats with named graphs.
        addresses: addresses of the town.
        context: the JSON-LD context.
    """

    subjects: Subjects
    quads: str
    addresses: Addresses
    context: Context

    def write(self, row: Format) -> Text | None:
        """Return the subjects in a format; ``None`` if it cannot carry them."""
        if row == N_TRIPLES:
            return Text(self._lines.encode())
        if row == N_QUADS:
            return Text(self.quads.encode())
        try:
            if row == JSON_LD:
                return self._write_json()
            if row == RDF_XML:
                return self._write_xml()
        except (UnwritableJsonError, UnwritableXmlError):
            return None
        return self._write_trig() if row == TRIG else self._write_turtle()

    @cached_property
    def _lines(self) -> str:
        return "".join(
            f"{subject} {predicate} {value} .\n"
            for subject, values in self.subjects
            for predicate, objects in values.items()
            for value in objects
        )

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return select_namespaces(list_iris(self.subjects), self.addresses)

    def _write_turtle(self) -> Text:
        # The lines are those of a parser: they need no second examination.
        quads = parse(self._lines, format=RdfFormat.N_TRIPLES, lenient=True)
        written = serialize(quads, format=RdfFormat.TURTLE, prefixes=self._prefixes) or b""
        return self._cut_prefixes(written)

    def _write_trig(self) -> Text:
        """Return one block for each graph; lines are sorted by subject."""
        lines = sorted(self.quads.split("\n")[:-1], key=_get_graph)
        quads = parse("\n".join(lines), format=RdfFormat.N_QUADS, lenient=True)
        written = serialize(quads, format=RdfFormat.TRIG, prefixes=self._prefixes) or b""
        return self._cut_prefixes(written)

    def _cut_prefixes(self, written: bytes) -> Text:
        content = written.split(b"\n", len(self._prefixes))[-1]
        return Text(content, tuple(self._prefixes))

    def _write_xml(self) -> Text:
        lines = self._replace_types()
        if any(sign in lines for sign in SUSPECT):
            triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
            if (obstacle := find_obstacle(triples)) is not None:
                raise UnwritableXmlError(obstacle)
        prefixes = select_xml_prefixes(self._prefixes)
        quads = parse(lines, format=RdfFormat.N_TRIPLES, lenient=True)
        written = serialize(quads, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""
        body = written.split(b"\n", 2)[-1].removesuffix(XML_END)
        return Text(repair_rdf_xml(body), tuple(prefixes))

    def _replace_types(self) -> str:
        """Return the lines with another predicate where the class cannot name an element.

        Raises:
            UnwritableXmlError: a predicate cannot.
        """
        lines = self._lines
        predicates = {predicate for _, values in self.subjects for predicate in values}
        for predicate in sorted(predicates):
            if not can_name_element(predicate[1:-1]):
                raise UnwritableXmlError(predicate[1:-1])
        types = {one for _, values in self.subjects for one in values.get(RDF_TYPE, ())}
        for one in types:
            if one[0] != "<" or not can_name_element(one[1:-1]):
                lines = lines.replace(f" {RDF_TYPE} {one} .\n", f" {STAND_IN} {one} .\n")
        return lines

    def _write_json(self) -> Text:
        compactor = Compactor(self.context)
        content = format_nodes(self.subjects, compactor).encode()
        return Text(content, tuple(compactor.names))


def _get_graph(line: str) -> str:
    return line[line.rindex(" ", 0, -2) :]
