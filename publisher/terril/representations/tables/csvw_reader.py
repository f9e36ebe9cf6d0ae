"""Read the columns of a published table from its metadata, so that no table is built again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from terril.representations.tables.csv_file import BUILT_IN
from terril.representations.tables.table_columns import IRI, KIND, Column, Form, Key

if TYPE_CHECKING:
    from collections.abc import Mapping

DATATYPES = {word: iri for iri, word in BUILT_IN.items()}
REFERENCE = slice(len("{+"), -len("}"))


def read_columns(metadata: bytes) -> list[Column]:
    """Return the columns of a table from what :func:`write_metadata` wrote.

    The key of a column of a part has no ``part``, which only a new table needs.

    Raises:
        ValueError: the metadata is not of this form.
    """
    try:
        described = json.loads(metadata)["tables"][0]["tableSchema"]["columns"]
        return [_read_column(one, described[n + 1 : n + 2]) for n, one in enumerate(described)]
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("no metadata of a table") from error


def _read_column(written: Mapping[str, Any], following: list[Mapping[str, Any]]) -> Column:
    about = written.get("aboutUrl", "")[REFERENCE] or IRI
    return Column(
        written["name"],
        written["titles"],
        _read_key(written, following),
        about,
        written.get("separator", ""),
    )


def _read_key(written: Mapping[str, Any], following: list[Mapping[str, Any]]) -> Key:
    if written["name"] in (IRI, KIND):
        return Key("", "", Form.ROW if written["name"] == IRI else Form.KIND)
    if "propertyUrl" not in written:
        # The names of other things stand before their IRIs.
        return Key("", following[0]["propertyUrl"], Form.LABEL)
    prop = written["propertyUrl"]
    if "lang" in written:
        return Key("", prop, Form.TEXT, written["lang"])
    datatype = written.get("datatype")
    if datatype is None:
        return Key("", prop, Form.LINK)
    tag = DATATYPES[datatype] if isinstance(datatype, str) else datatype["@id"]
    return Key("", prop, Form.LITERAL, tag)
