"""Write tables as GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.representations.rdf import convert_number, dump_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.drawings import Point
    from terril.representations.tables.table import Table
    from terril.representations.tables.table_columns import Column


def write_geojson(table: Table, points: Mapping[str, Sequence[Point]]) -> bytes:
    """Return a feature for each row, with the titles of the columns as property names.

    The geometry of a thing without coordinates is null (RFC 7946, section 3.2).

    Args:
        table: the things.
        points: coordinates of the things, by IRI.
    """
    features = [
        {
            "type": "Feature",
            "id": row[0],
            "geometry": _build_geometry(points.get(row[0], ())),
            "properties": _get_properties(table, row),
        }
        for row in table.rows
    ]
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


def _build_geometry(points: Sequence[Point]) -> dict[str, object] | None:
    places = [[point.longitude, point.latitude] for point in points]
    if not places:
        return None
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "MultiPoint", "coordinates": places}
