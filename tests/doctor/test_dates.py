"""The doctor reports dates that no calendar has, wherever it reads dates."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from terril.doctor.checks.catalogue.periods_and_places import is_impossible
from terril.model.vocabulary import XSD


@pytest.mark.parametrize(
    ("text", "datatype", "impossible"),
    [
        ("2026-02-30", "date", True),
        ("2026-02-28", "date", False),
        ("2026-02-30T10:00:00Z", "dateTime", True),
        ("2026-02-28T25:00:00Z", "dateTime", True),
        ("2026-13", "gYearMonth", True),
        ("2026-02-30", "string", True),
        ("2026-02-30T10:00:00", "string", True),
        ("2026", "gYear", False),
        ("last spring", "string", False),
        ("last spring", "date", False),
    ],
)
def test_a_date_is_impossible_if_it_is_well_written_and_does_not_exist(
    text: str, datatype: str, impossible: bool
) -> None:
    value = Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))
    assert is_impossible(value) == impossible
