"""Serialize triples."""

from terril.representations.rdf.jsonld import CompactedGraph, compact_graph, compact_thing
from terril.representations.rdf.plain_json import simplify_rows
from terril.representations.rdf.serialization import write_quads, write_rdf

__all__ = [
    "CompactedGraph",
    "compact_graph",
    "compact_thing",
    "simplify_rows",
    "write_quads",
    "write_rdf",
]
