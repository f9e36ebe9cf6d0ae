"""The one table of RDF formats: a row here is a format everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write RDF.

    Attributes:
        name: what people call it.
        extension: of files and addresses, without the dot.
        media_type: what we answer, without parameters.
        aliases: further media types that mean this format in an Accept header.
        syntax: what pyoxigraph reads and writes it with.
        graphs: whether the format keeps named graphs apart.
        text: whether the media type is textual and so carries ``charset=utf-8``.
        extensions: further file extensions that mean this format when reading.
    """

    name: str
    extension: str
    media_type: str
    syntax: RdfFormat
    aliases: tuple[str, ...] = ()
    graphs: bool = False
    text: bool = False
    extensions: tuple[str, ...] = ()


TURTLE = Format(
    "Turtle",
    "ttl",
    "text/turtle",
    RdfFormat.TURTLE,
    ("application/x-turtle",),
    text=True,
    extensions=("turtle",),
)
JSON_LD = Format(
    "JSON-LD",
    "jsonld",
    "application/ld+json",
    RdfFormat.JSON_LD,
    extensions=("json",),
)
RDF_XML = Format(
    "RDF/XML",
    "rdf",
    "application/rdf+xml",
    RdfFormat.RDF_XML,
    ("application/xml", "text/xml"),
    extensions=("xml", "owl"),
)
N_TRIPLES = Format(
    "N-Triples",
    "nt",
    "application/n-triples",
    RdfFormat.N_TRIPLES,
    ("text/plain",),
)
TRIG = Format("TriG", "trig", "application/trig", RdfFormat.TRIG, graphs=True)
N_QUADS = Format("N-Quads", "nq", "application/n-quads", RdfFormat.N_QUADS, graphs=True)

# The order is the publisher's own preference where a client has none.
RDF_FORMATS: tuple[Format, ...] = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, N_QUADS)


def format_of_file(name: str) -> Format | None:
    """The format that a file's name promises; ``None`` for a file that is not RDF."""
    ending = name.rpartition(".")[2].lower()
    for row in RDF_FORMATS:
        if ending == row.extension or ending in row.extensions:
            return row
    return None


# The same bytes as JSON-LD, under the name that programs without RDF ask for.
JSON = Format("JSON", "json", "application/json", RdfFormat.JSON_LD)

# What a document about a thing is offered in, as the publisher would choose.
DOCUMENT_FORMATS: tuple[Format, ...] = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, JSON)
