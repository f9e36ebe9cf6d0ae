"""Define the formats of answers: solutions and booleans here, graphs from the one RDF table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import QueryResultsFormat

from terril.model.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A way to write the solutions of SELECT and the boolean of ASK.

    Attributes:
        name: what people call it.
        extension: of files and addresses, without the dot.
        media_type: what we answer, without parameters.
        syntax: what pyoxigraph writes it with.
        aliases: further media types that mean this format in an Accept header.
        text: ``True`` if the media type is textual and so carries ``charset=utf-8``.
    """

    name: str
    extension: str
    media_type: str
    syntax: QueryResultsFormat
    aliases: tuple[str, ...] = ()
    text: bool = False


RESULTS_JSON = ResultFormat(
    "JSON",
    "srj",
    "application/sparql-results+json",
    QueryResultsFormat.JSON,
    ("application/json",),
)
RESULTS_XML = ResultFormat(
    "XML",
    "srx",
    "application/sparql-results+xml",
    QueryResultsFormat.XML,
    ("application/xml", "text/xml"),
)
RESULTS_CSV = ResultFormat("CSV", "csv", "text/csv", QueryResultsFormat.CSV, text=True)
RESULTS_TSV = ResultFormat(
    "TSV", "tsv", "text/tab-separated-values", QueryResultsFormat.TSV, text=True
)

# In both tables the order is the publisher's own preference where a client has none.
BINDINGS_FORMATS: tuple[ResultFormat, ...] = (
    RESULTS_JSON,
    RESULTS_XML,
    RESULTS_CSV,
    RESULTS_TSV,
)
GRAPH_FORMATS: tuple[Format, ...] = (
    TURTLE,
    N_TRIPLES,
    RDF_XML,
    # A client that knows JSON alone, as many harvesters do, gets the JSON that there is.
    replace(JSON_LD, aliases=("application/json",)),
)

AnswerFormat: TypeAlias = ResultFormat | Format


def list_formats(*, graph: bool) -> Sequence[AnswerFormat]:
    """Return the formats that the answer to a query can be written in."""
    return GRAPH_FORMATS if graph else BINDINGS_FORMATS


def find_format(media_type: str) -> AnswerFormat:
    """Return the format of a media type.

    Raises:
        ValueError: no answer is ever written as that.
    """
    rows: tuple[AnswerFormat, ...] = (*BINDINGS_FORMATS, *GRAPH_FORMATS)
    for row in rows:
        if row.media_type == media_type:
            return row
    raise ValueError(media_type)
