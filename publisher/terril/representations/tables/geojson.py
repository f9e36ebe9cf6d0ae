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
HEAD = '{"type": "FeatureCollection", "features": [\n'
NO_FEATURES = '{"type": "FeatureCollection", "features": []}'
FEATURE_SEPARATOR = ",\n"
TAIL = "\n]}"
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
    marks = name_marks([column.title for column in table.columns], table.language)
    features = []
    for row in table.rows:
        found = positions.get(row[0], ())
        others = [one.place for one in found if one.place != row[0]]
        names = SEPARATOR.join(map(label, others)), SEPARATOR.join(others)
        properties = dict(zip(marks, (name or None for name in names), strict=True))
        members = {**_get_properties(table, row), **properties}
        geometry = write_geometry([(one.latitude, one.longitude) for one in found])
        features.append(write_feature(row[0], geometry, dump_json(members)[1:-1]))
    content = HEAD + FEATURE_SEPARATOR.join(features) + TAIL if features else NO_FEATURES
    return content.encode()


def name_marks(titles: Sequence[str], language: str) -> tuple[str, str]:
    """Return the names of the properties that name a place, given the titles of all columns."""
    name, iri = (gettext(words, language) for words in MARKS)
    first = make_unique(name, titles, " ")
    return first, make_unique(iri, [*titles, first], " ")


def write_feature(iri: str, geometry: str, properties: str) -> str:
    """Return a feature; geometry and properties are JSON, the latter without their braces."""
    start = f'{{"type": "Feature", "id": {dump_json(iri)}, "geometry": {geometry}'
    return f'{start}, "properties": {{{properties}}}}}'


def write_geometry(places: Sequence[tuple[float, float]]) -> str:
    """Return points as JSON, given their latitudes and longitudes; ``null`` for none."""
    points = [[longitude, latitude] for latitude, longitude in places]
    if not points:
        return dump_json(None)
    if len(points) == 1:
        return dump_json({"type": "Point", "coordinates": points[0]})
    return dump_json({"type": "MultiPoint", "coordinates": points})


def _get_properties(table: Table, row: Sequence[str]) -> dict[str, str | None]:
    return {
        column.title: _convert(column, cell)
        for column, cell in zip(table.columns, row, strict=True)
    }


def _convert(column: Column, cell: str) -> str | None:
    number = None if column.separator else convert_number(cell, column.key.tag)
    return number or cell or None
