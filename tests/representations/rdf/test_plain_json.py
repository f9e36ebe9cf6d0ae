"""Plain JSON for programs that know nothing of RDF, and headings for people."""

from __future__ import annotations

import json

import pytest

from terril.model.vocabulary import XSD
from terril.representations.pages.column_headings import WORDS, get_heading
from terril.representations.rdf import simplify_rows
from tests.paths import TESTS


def solutions(**row: dict[str, str]) -> bytes:
    return json.dumps({"head": {"vars": list(row)}, "results": {"bindings": [row]}}).encode()


@pytest.mark.parametrize(
    ("value", "datatype", "plain"),
    [
        ("12", "integer", 12),
        ("12.50", "decimal", 12.5),
        ("1e3", "double", 1000.0),
        ("INF", "double", "INF"),
        ("NaN", "float", "NaN"),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2026-06-30", "date", "2026-06-30"),
    ],
)
def test_a_value_is_as_plain_as_json_has_it(value: str, datatype: str, plain: object) -> None:
    term = {"type": "literal", "value": value, "datatype": f"{XSD}{datatype}"}
    assert json.loads(simplify_rows(solutions(found=term))) == [{"found": plain}]


def test_addresses_and_texts_are_strings() -> None:
    body = solutions(
        thing={"type": "uri", "value": "https://town.example/id/place/park"},
        name={"type": "literal", "value": "Parc", "xml:lang": "fr"},
    )
    expected = [{"thing": "https://town.example/id/place/park", "name": "Parc"}]
    assert json.loads(simplify_rows(body)) == expected


def test_rows_of_one_language_are_taken_where_rows_say_theirs() -> None:
    body = solutions(language={"type": "literal", "value": "fr"})
    assert json.loads(simplify_rows(body, "fr"))
    assert json.loads(simplify_rows(body, "en")) == []
    assert json.loads(simplify_rows(solutions(n={"type": "literal", "value": "x"}), "en"))


def test_a_variable_is_shown_in_words() -> None:
    assert get_heading("themeName", "fr") == "nom du thème"
    assert get_heading("themeName", "en") == "theme name"
    assert get_heading("somethingElse", "fr") == "something else"


def test_every_column_of_the_stored_queries_has_words() -> None:
    answers = TESTS / "queries"
    columns = {
        name
        for path in answers.glob("*/expected.csv")
        for name in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    }
    assert columns
    assert {get_heading(name, "en") for name in columns} <= set(WORDS)
