"""Solutions as tables: with names for people, with shortened IRIs for those who write SPARQL."""

from __future__ import annotations

import json

from terril.model.addresses import Addresses
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.pages.answer_table import (
    ROWS_SHOWN,
    build_answer_table,
    build_sparql_table,
)
from terril.store.reader import StoreReader, build_memory_store

BASE = "https://town.example/"
PARK = f"{BASE}id/place/park"
AUDIENCE = Audience("en", "./")
PAGES = Pages(StoreReader(build_memory_store(())), Addresses(BASE), TownProfile({}, ("en", "fr")))


def solutions(*rows: dict[str, dict[str, str]], columns: tuple[str, ...]) -> bytes:
    """SPARQL JSON."""
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}}).encode()


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def text(value: str, language: str) -> dict[str, str]:
    return {"type": "literal", "value": value, "xml:lang": language}


def test_iris_of_a_sparql_table_are_shortened_and_lead_to_their_pages() -> None:
    body = solutions(
        {"a": uri(PARK), "b": uri("http://schema.org/name"), "c": text("Parc", "fr")},
        {"a": uri("https://other.example/x")},
        columns=("a", "b", "c"),
    )
    table = build_sparql_table(PAGES, body, AUDIENCE)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["place/park", "schema:name", "Parc"],
        ["https://other.example/x", "", ""],
    ]
    assert table.columns == table.headings == ("a", "b", "c")
    assert table.rows[0][0].href == "./doc/place/park"
    assert table.rows[0][2].language == "fr"


def test_the_answer_to_ask_is_a_table_of_one_cell() -> None:
    table = build_sparql_table(PAGES, b'{"head": {}, "boolean": true}', AUDIENCE)
    assert (table.columns, table.rows[0][0].text, table.total) == (("ASK",), "true", 1)


def test_both_tables_count_all_rows_and_show_the_first() -> None:
    rows = [{"n": text(str(number), "en")} for number in range(ROWS_SHOWN + 1)]
    body = solutions(*rows, columns=("n",))
    for build in (build_answer_table, build_sparql_table):
        table = build(PAGES, body, AUDIENCE)
        assert (len(table.rows), table.total) == (ROWS_SHOWN, ROWS_SHOWN + 1)


def test_only_an_answer_table_leaves_out_rows_in_other_languages() -> None:
    body = solutions(
        {"language": text("en", ""), "name": text("Park", "en")},
        {"language": text("fr", ""), "name": text("Parc", "fr")},
        columns=("language", "name"),
    )
    table = build_answer_table(PAGES, body, AUDIENCE)
    assert (table.columns, table.total, table.elsewhere) == (("name",), 1, 1)
    assert build_sparql_table(PAGES, body, AUDIENCE).total == 2
