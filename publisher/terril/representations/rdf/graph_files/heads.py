"""Write what is in front of the pieces of a file, and behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from terril.model.formats import JSON_LD, RDF_XML, TRIG, TURTLE, find_format
from terril.representations.pieces import Frame
from terril.representations.rdf.graph_files.prefixes import define_prefixes
from terril.representations.rdf.graph_files.view import XML_END
from terril.representations.rdf.jsonld import GRAPH_TAIL, format_graph_head

if TYPE_CHECKING:
    from terril.model.addresses import Addresses
    from terril.representations.rdf.jsonld import Context

# The serializer writes no head without a statement.
ANY = NamedNode("urn:x-any:thing")
STATEMENT = Triple(ANY, ANY, ANY)


def make_frame(file: str, names: set[str], addresses: Addresses, context: Context) -> Frame:
    """Return head and tail of a file.

    Args:
        file: its name.
        names: prefixes and terms that the file uses.
        addresses: addresses of the town.
        context: the JSON-LD context.
    """
    row = find_format(file)
    if row == JSON_LD:
        return Frame(format_graph_head(context, names), GRAPH_TAIL, b",\n")
    if row not in (TURTLE, TRIG, RDF_XML):
        return Frame()
    prefixes = define_prefixes(names, addresses)
    if row == RDF_XML:
        written = serialize([STATEMENT], format=RdfFormat.RDF_XML, prefixes=prefixes) or b""
        return Frame(b"".join(written.splitlines(keepends=True)[:2]), XML_END)
    written = serialize([STATEMENT], format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    return Frame(b"".join(written.splitlines(keepends=True)[: len(prefixes)]))
