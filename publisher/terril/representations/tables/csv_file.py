"""Write tables as CSV (RFC 4180), and metadata to convert them back (CSV on the Web)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from terril.model.languages import gettext
from terril.model.vocabulary import RDF, XSD
from terril.representations.tables.table_columns import IRI, Column, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from terril.representations.tables.table import Table

    Json: TypeAlias = "str | bool | list[Json] | dict[str, Json]"

# Metadata Vocabulary for Tabular Data, section 5.11.1.
WORDS = """
    anyURI base64Binary boolean byte date dateTime dateTimeStamp decimal double duration
    dayTimeDuration float gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer
    language long negativeInteger nonNegativeInteger nonPositiveInteger normalizedString
    positiveInteger QName short string time token unsignedByte unsignedInt unsignedLong
    unsignedShort yearMonthDuration
"""
BUILT_IN = {f"{XSD}{word}": word for word in WORDS.split()}
BUILT_IN |= {f"{RDF}HTML": "html", f"{RDF}XMLLiteral": "xml"}
NEEDS_QUOTES = re.compile('[,"\r\n]')
END_OF_LINE = "\r\n"
LINK_COLUMNS = ("iri", "label", "property_label", "property", "value_label", "value")


def write_csv(table: Table) -> bytes:
    """Return a table as UTF-8 CSV: a header, then a row for each thing."""
    rows = ([column.title for column in table.columns], *table.rows)
    return "".join(map(format_line, rows)).encode()


def format_line(cells: Iterable[str]) -> str:
    """Return a line of CSV, for one cell after the other without all rows in memory."""
    return ",".join(map(quote, cells)) + END_OF_LINE


def quote(text: str) -> str:
    """Return a cell of CSV (RFC 4180, section 2)."""
    if NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def get_link_titles(language: str) -> list[str]:
    """Return the header of the table of links."""
    name, prop, value = (gettext(word, language) for word in ("name", "property", "value"))
    return ["IRI", name, prop, f"{prop} (IRI)", value, f"{value} (IRI)"]


def write_metadata(
    columns: Iterable[Column],
    language: str,
    names: tuple[str, str],
    about: Mapping[str, str],
    licence: str,
) -> bytes:
    """Return the metadata to convert both CSV files back to RDF, as a table group in JSON.

    A list of IRIs in one cell cannot be converted, since ``valueUrl`` gives one IRI a cell
    (Generating RDF from Tabular Data on the Web, section 4.6); the table of links serves
    instead.

    Args:
        columns: of the table.
        language: tag of the language of the table.
        names: names of the file of things and of the file of links.
        about: title and description of the dataset, as ``dc:title`` and so on.
        licence: IRI of its licence.
    """
    group: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        **about,
        "dc:license": {"@id": licence},
        "tables": [
            {
                "url": names[0],
                "tableSchema": {
                    "aboutUrl": f"{{+{IRI}}}",
                    "primaryKey": IRI,
                    "columns": [_describe_column(column) for column in columns],
                },
            },
            {"url": names[1], "tableSchema": _describe_links(language)},
        ],
    }
    return json.dumps(group, ensure_ascii=False, indent=1).encode()


def _describe_column(column: Column) -> Json:
    key, found = column.key, _name_column(column.name, column.title)
    if key.form in (Form.ROW, Form.KIND, Form.LABEL):
        found["suppressOutput"] = True
    else:
        found["propertyUrl"] = key.property
    if column.about != IRI:
        found["aboutUrl"] = f"{{+{column.about}}}"
    if column.separator:
        found["separator"] = column.separator
    if key.form is Form.TEXT:
        found["lang"] = key.tag
    elif key.form is Form.LITERAL:
        found["datatype"] = BUILT_IN.get(key.tag) or {"@id": key.tag, "base": "string"}
    elif key.form is Form.LINK and column.separator:
        found["suppressOutput"] = True
    elif key.form is Form.LINK:
        found["valueUrl"] = f"{{+{column.name}}}"
    return found


def _name_column(name: str, title: str) -> dict[str, Json]:
    return {"name": name, "titles": title}


def _describe_links(language: str) -> Json:
    columns = [
        _name_column(*row) for row in zip(LINK_COLUMNS, get_link_titles(language), strict=True)
    ]
    for column in columns:
        column["suppressOutput"] = True
    value = columns[LINK_COLUMNS.index("value")]
    del value["suppressOutput"]
    value |= {"propertyUrl": "{+property}", "valueUrl": "{+value}"}
    return {"aboutUrl": "{+iri}", "columns": list(columns)}
