"""The table of RDF formats, where a row adds a format everywhere, and the names of dumps."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF format.

    Attributes:
        name: for people.
        extension: of files and addresses, without the dot.
        media_type: of responses, without parameters.
        aliases: further media types of this format in an Accept header.
        syntax: the format of pyoxigraph.
        graphs: whether the format has named graphs.
        text: whether the media type is textual and so carries ``charset=utf-8``.
        extensions: further extensions of source files in this format.
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

# In the order of preference of the server, for clients without one.
RDF_FORMATS: tuple[Format, ...] = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, N_QUADS)


def find_format(name: str) -> Format | None:
    """Return the format of a file by its name; ``None`` for a file that is not RDF."""
    ending = name.rpartition(".")[2].lower()
    for row in RDF_FORMATS:
        if ending == row.extension or ending in row.extensions:
            return row
    return None


# The same bytes as JSON-LD, under the media type that programs without RDF request.
JSON = Format("JSON", "json", "application/json", RdfFormat.JSON_LD)

# The formats of a document about a thing, in the order of preference of the server.
DOCUMENT_FORMATS: tuple[Format, ...] = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, JSON)

GZIP = "gz"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COMPRESSIBLE = {row.extension: row.media_type for row in RDF_FORMATS} | {
    "csv": "text/csv",
    "links.csv": "text/csv",
    "geojson": "application/geo+json",
}
MEDIA_TYPES = COMPRESSIBLE | {"csv-metadata.json": "application/csvm+json", "xlsx": XLSX}


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of a dataset.

    Attributes:
        name: of the file.
        dataset: name of the dataset.
        language: tag of the language of its labels; ``""`` for RDF, which has all, and for
            tables in the first language of the town.
        extension: of its format, a key of ``MEDIA_TYPES``.
        compressed: whether it is compressed with gzip (RFC 1952).
    """

    name: str
    dataset: str
    language: str
    extension: str
    compressed: bool

    @property
    def media_type(self) -> str:
        """The media type of its content, compressed or not, without parameters."""
        return MEDIA_TYPES[self.extension]

    @property
    def metadata(self) -> str:
        """The name of the file with the metadata of a table (CSV on the Web)."""
        language = f".{self.language}" if self.language else ""
        return f"{self.dataset}{language}.csv-metadata.json"


def parse_dump_name(name: str) -> DumpFile | None:
    """Return the dump of this name; ``None`` if it is not the name of a dump."""
    plain = name.removesuffix(f".{GZIP}")
    dataset, dot, rest = plain.partition(".")
    if not dataset or not dot:
        return None
    for language, extension in (("", rest), rest.partition(".")[::2]):
        if extension in MEDIA_TYPES:
            return DumpFile(name, dataset, language, extension, compressed=plain != name)
    return None


def has_gzip_copy(name: str) -> bool:
    """Return whether a dump also has a gzip copy; a workbook is compressed already."""
    file = parse_dump_name(name)
    return file is not None and file.extension in COMPRESSIBLE
