"""Write JSON-LD that reads as plain JSON, in the compacted form of the town's context.

The context is embedded, reduced to the names that are used, so that no client has to fetch it.
The compacted form is written directly: a processor for any input and any context takes twenty
times as long (docs/decisions/57). What a context says beyond what is needed here is refused.
"""

from terril.representations.rdf.jsonld.compaction import Compactor, UnwritableJsonError
from terril.representations.rdf.jsonld.context import (
    Context,
    UnsupportedTermError,
    parse_context,
    read_context,
)
from terril.representations.rdf.jsonld.documents import compact_graph, compact_thing
from terril.representations.rdf.jsonld.nodes import GRAPH_TAIL, format_graph_head, format_nodes

__all__ = [
    "GRAPH_TAIL",
    "Compactor",
    "Context",
    "UnsupportedTermError",
    "UnwritableJsonError",
    "compact_graph",
    "compact_thing",
    "format_graph_head",
    "format_nodes",
    "parse_context",
    "read_context",
]
