"""Report files of ``data/`` that are not read: data as errors, everything else as warnings."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from terril.intake.losses.likely_formats import find_likely_format
from terril.model.findings import Finding, Location, Severity
from terril.model.formats import RDF_FORMATS, find_format
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from pathlib import Path

    from terril.model.formats import Format

TABLE = gettext_noop(
    "This is a table, and tables are not read yet, so nothing in it is published. Terril reads "
    "{formats}: write its rows as Turtle (docs/files.md shows how), or keep it outside data/."
)
OTHER_DATA = gettext_noop(
    "This looks like data, but files that end in .{ending} are not read, so nothing in it is "
    "published. Terril reads {formats}: save it in one of these formats (see docs/files.md), or "
    "keep it outside data/."
)
OTHER_NAME = gettext_noop(
    "This file holds {format}, but its name does not end in .{extension}, so nothing in it is "
    "read. Call it {name}. Some systems hide the last part of a name unless they are set to show "
    "it."
)
NOT_USED = gettext_noop(
    "This file is not used: only files that end in {endings} are read. If it is not meant as "
    "data, move it outside data/."
)
TABLES = frozenset(
    ("csv", "tsv", "tab", "xls", "xlsx", "xlsm", "xlsb", "ods", "fods", "numbers", "parquet")
)
OTHER_ENDINGS = frozenset(
    (
        *("geojson", "topojson", "kml", "kmz", "gpx", "gml", "shp", "dbf", "gpkg", "osm", "pbf"),
        *("n3", "hdt", "trix", "rj", "yaml", "yml", "jsonl", "ndjson", "ics", "ical", "vcf"),
        *("sqlite", "sqlite3", "db", "mdb", "accdb", "sql"),
        *("zip", "gz", "bz2", "xz", "zst", "7z", "rar", "tar", "tgz"),
    )
)
EXAMINED_BYTES = 1 << 16
"""The length of the start of a file of unknown kind in which a statement is looked for."""


def is_ignored(path: PurePath) -> bool:
    """Return whether a file or folder is left out without a finding."""
    # Editors, office programs and file managers leave hidden files, locks and copies.
    name = path.name
    return name.startswith((".", "~$")) or name.endswith("~") or path.suffix.lower() == ".md"


def report_unread_file(folder: Path, name: PurePath) -> Finding:
    """Return the finding about a file below ``data/`` whose name is not one of an RDF format.

    Args:
        folder: of the town.
        name: of the file, relative to it.
    """
    ending = name.suffix.lower().removeprefix(".")
    place = Location(name)
    if ending in TABLES:
        return Finding("table", translate_all(TABLE, formats=_list_formats()), place=place)
    if syntax := _find_other_format(folder / name):
        return Finding("other-name", _write_other_name(name, syntax), place=place)
    if ending in OTHER_ENDINGS:
        message = translate_all(OTHER_DATA, ending=ending, formats=_list_formats())
        return Finding("other-format", message, place=place)
    message = translate_all(NOT_USED, endings=_list_endings())
    return Finding("left-out", message, Severity.WARNING, place)


def _find_other_format(path: Path) -> Format | None:
    try:
        with path.open("rb") as file:
            content = file.read(EXAMINED_BYTES)
    except OSError:
        return None
    return find_likely_format(content)


def _write_other_name(name: PurePath, syntax: Format) -> dict[str, str]:
    stem = PurePath(name.stem)
    right = stem if find_format(stem.name) else PurePath(f"{stem.name}.{syntax.extension}")
    return translate_all(
        OTHER_NAME, format=syntax.name, extension=syntax.extension, name=right.name
    )


def _list_formats() -> str:
    return ", ".join(row.name for row in RDF_FORMATS)


def _list_endings() -> str:
    return ", ".join(f".{row.extension}" for row in RDF_FORMATS)
