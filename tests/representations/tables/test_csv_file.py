"""Lines of CSV that are written one by one are those of Python's own module."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from terril.representations.tables.csv_file import format_line
from tests.odd_values import ANY_TEXT


@given(st.lists(ANY_TEXT | st.just(""), min_size=2, max_size=5))
def test_a_line_is_that_of_the_standard_library(cells: list[str]) -> None:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    assert format_line(cells) == file.getvalue()
