"""One slip is what the distance of optimal string alignment says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from terril.intake.vocabularies.misspelt_namespaces import differ_by_one_slip

WORDS = st.text("ab/", max_size=6)


@given(WORDS, WORDS)
def test_one_slip_is_a_distance_of_at_most_one(one: str, other: str) -> None:
    assert differ_by_one_slip(one, other) == (OSA.distance(one, other) <= 1)
