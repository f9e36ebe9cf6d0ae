"""Parse the names of dumps, such as ``places.fr.links.csv.gz``."""

from __future__ import annotations

from dataclasses import dataclass

from terril.model.formats import RDF_FORMATS

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
