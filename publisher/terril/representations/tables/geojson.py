"""Write tables as GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop
from terril.representations.rdf import convert_number, dump_json
from terril.representations.tables.table_columns import make_unique

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from terril.representations.pages.coordinates import Position
    from terril.representations.tables.table import Table
    from terril.representations.tables.table_columns import Column

SEPARATOR = " | "
MARKS = gettext_noop("position of"), gettext_noop("position of (IRI)")


def write_geojson(
    table: Table, positions: Mapping[str, Sequence[Position]], label: Callable[[str], str]
) -> bytes:
    """Return a feature for each row, with the titles of the columns as property names.

    The geometry of a thing without a position is null (RFC 7946, section 3.2). Two further
    properties name the place whose position the geometry is; they are null if it is the thing's
    own.

    Args:
        table: the things.
        positions: positions of the things, by IRI.
        label: returns the name of a place in the language of the table, given its IRI.
    """
    titles = [column.title for column in table.columns]
    marks: list[str] = []
    for words in MARKS:
        title = gettext(words, table.language)
        marks.append(make_unique(title, [*titles, *marks], " "))
    features = []
    for row in table.rows:
        found = positions.get(row[0], ())
        others = [one.place for one in found if one.place != row[0]]
        names = SEPARATOR.join(map(label, others)), SEPARATOR.join(others)
        properties = dict(zip(marks, (name or None for name in names), strict=True))
        features.append(
            {
                "type": "Feature",
                "id": row[0],
                "geometry": _build_geometry(found),
                "properties": {**_get_properties(table, row), **properties},
            }
        )
    collection = {"type": "FeatureCollection", "features": features}
    return dump_json(collection).encode()


def _get_properties(table: Table, row: Sequence[str]) -> dict[str, str | None]:
    return {
        column.title: _convert(column, cell)
        for column, cell in zip(table.columns, row, strict=True)
    }


def _convert(column: Column, cell: str) -> str | None:
    number = None if column.separator else convert_number(cell, column.key.tag)
    return number or cell or None


def _build_geometry(positions: Sequence[Position]) -> dict[str, object] | None:
    places = [[one.longitude, one.latitude] for one in positions]
    if not places:
        return None
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "MultiPoint", "coordinates": places}
