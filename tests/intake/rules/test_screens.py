"""The rules find the same behind the screens as in all statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from terril.intake.rules.expectations import read_expectations
from terril.intake.rules.screens.literal_screen import UNDOUBTED
from terril.intake.rules.statements.lexical_forms import find_lexical_fault
from terril.model.triples import find_respelt
from terril.model.vocabulary import XSD
from tests.intake.rules.conftest import read_model
from tests.intake.rules.random_towns import FILES, Statement, make_sources
from tests.intake.rules.screening import SortedFiles

Files = Sequence[Sequence[Statement]]


def compare(files: Files, languages: tuple[str, ...], size: int) -> None:
    expected = read_expectations(read_model(), languages, ("source", "more"))
    with TemporaryDirectory() as folder:
        town = SortedFiles(make_sources(files), Path(folder), expected, size)
        assert town.find_screened() == town.find_plain()


@given(FILES, st.sampled_from([("fr",), ("fr", "en"), ()]), st.sampled_from([1, 3, 100]))
def test_screened_rules_find_what_plain_rules_find(
    files: Files, languages: tuple[str, ...], size: int
) -> None:
    compare(files, languages, size)


@pytest.mark.soak
@settings(max_examples=2000)
@given(FILES, st.sampled_from([("fr",), ("fr", "en"), ()]), st.sampled_from([1, 3, 100]))
def test_screened_rules_find_what_plain_rules_find_in_many_towns(
    files: Files, languages: tuple[str, ...], size: int
) -> None:
    compare(files, languages, size)


@given(st.data(), st.sampled_from(sorted(UNDOUBTED)))
def test_undoubted_forms_are_valid_and_never_respelt(data: st.DataObject, name: str) -> None:
    text = data.draw(st.from_regex(re.compile(UNDOUBTED[name], re.ASCII), fullmatch=True))
    assert find_lexical_fault(text, XSD + name) is None
    assert find_respelt([Literal(text, datatype=NamedNode(XSD + name))]) == {}
