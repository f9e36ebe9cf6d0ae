"""Serialize triples."""

from terril.representations.rdf.json_numbers import JsonNumber, convert_number, dump_json
from terril.representations.rdf.jsonld import CompactedGraph, compact_graph, compact_thing
from terril.representations.rdf.plain_json import simplify_rows
from terril.representations.rdf.rdf_xml import UnwritableXmlError, find_obstacle
from terril.representations.rdf.serialization import write_quads, write_rdf

__all__ = [
    "CompactedGraph",
    "JsonNumber",
    "UnwritableXmlError",
    "compact_graph",
    "compact_thing",
    "convert_number",
    "dump_json",
    "find_obstacle",
    "simplify_rows",
    "write_quads",
    "write_rdf",
]
