"""Tables as files: CSV for spreadsheets (RFC 4180), GeoJSON for maps (RFC 7946)."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publisher.representations.pages import Reader
    from publisher.representations.tables.rows import Row, Table


def write_csv(table: Table, reader: Reader) -> bytes:
    """UTF-8, a header, a row a thing; several values of a cell stand with “ | ” between."""
    file = io.StringIO()
    csv.writer(file).writerows(table.texts(reader))
    return file.getvalue().encode()


def write_geojson(table: Table, reader: Reader) -> bytes:
    """A feature for each thing, with the names of the columns as properties.

    The geometry says where the thing is or what it is at; it is null where nobody knows
    (RFC 7946, section 3.2).
    """
    head, *texts = table.texts(reader)
    features = [
        {
            "type": "Feature",
            "id": row.iri,
            "geometry": _geometry(row),
            "properties": dict(zip(head, cells, strict=True)),
        }
        for row, cells in zip(table.rows, texts, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def _geometry(row: Row) -> dict[str, object] | None:
    places = [[point.longitude, point.latitude] for point in row.points]
    if not places:
        return None
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "MultiPoint", "coordinates": places}
