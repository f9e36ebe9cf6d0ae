"""Serialize triples."""

from terril.representations.rdf.json_numbers import JsonNumber, convert_number, dump_json
from terril.representations.rdf.jsonld import (
    Context,
    UnwritableJsonError,
    compact_graph,
    compact_thing,
    read_context,
)
from terril.representations.rdf.plain_json import simplify_rows
from terril.representations.rdf.rdf_xml import UnwritableXmlError, find_obstacle
from terril.representations.rdf.serialization import write_rdf

__all__ = [
    "Context",
    "JsonNumber",
    "UnwritableJsonError",
    "UnwritableXmlError",
    "compact_graph",
    "compact_thing",
    "convert_number",
    "dump_json",
    "find_obstacle",
    "read_context",
    "simplify_rows",
    "write_rdf",
]
