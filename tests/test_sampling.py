"""A sample and its rest are everything, the same at each run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sampling import part_of


@given(st.lists(st.integers()), st.integers(0, 5))
def test_a_sample_and_its_rest_are_everything(values: list[int], count: int) -> None:
    def parity(value: int) -> int:
        return value % 2

    sample, rest = (part_of(values, count, one, parity) for one in ("sample", "rest"))
    assert sorted(sample + rest) == sorted(values)
    for kind in {value % 2 for value in values}:
        there = [value for value in values if value % 2 == kind]
        assert len([value for value in sample if value % 2 == kind]) == min(count, len(there))
    assert part_of(values, count, "sample", parity) == sample


def test_the_values_left_out_are_run_by_the_marker_alone(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = soak: large suites\n")
    pytester.makepyfile(
        "from tests.sampling import sampled\n\n"
        "@sampled('one,other', [(n, n) for n in range(10)], 3)\n"
        "def test_it(one, other):\n    assert one == other\n"
    )
    for marker, count in (("soak", 7), ("not soak", 3)):
        result = pytester.runpytest_inprocess("-m", marker, "-p", "no:cacheprovider")
        result.assert_outcomes(passed=count, deselected=10 - count)
