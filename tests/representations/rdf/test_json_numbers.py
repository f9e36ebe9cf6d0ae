"""A number of JSON has the digits of its literal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.model.vocabulary import XSD
from terril.representations.rdf import convert_number, dump_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("5", "unsignedByte"),
        ("-9007199254740992", "long"),
        ("1.50", "decimal"),
        ("0.12345678901234567890123", "decimal"),
        ("1.0E3", "double"),
        ("1e300", "double"),
        ("-0.0", "float"),
    ],
)
def test_a_number_is_written_as_it_is(text: str, datatype: str) -> None:
    assert dump_json({"n": [convert_number(text, f"{XSD}{datatype}")]}) == f'{{"n": [\n{text}\n]}}'


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("007", "integer"),
        ("+5", "integer"),
        ("9007199254740993", "integer"),
        ("9" * 5000, "integer"),
        ("5.0", "integer"),
        ("five", "integer"),
        (".5", "decimal"),
        ("5.", "decimal"),
        ("1e400", "double"),
        ("-1E309", "double"),
        ("INF", "double"),
        ("NaN", "double"),
        ("5", "string"),
        ("true", "boolean"),
    ],
)
def test_what_json_has_no_number_for_is_none(text: str, datatype: str) -> None:
    assert convert_number(text, f"{XSD}{datatype}") is None


@given(VALUES)
def test_all_else_is_ordinary_json(value: object) -> None:
    assert json.loads(dump_json(value)) == value
