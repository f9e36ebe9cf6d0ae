"""A text that is typed into a stored question stays a value."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.http


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_value_never_becomes_part_of_the_question(inner_site: httpx.Client, text: str) -> None:
    for name, parameter in (("things-by-name", "word"), ("organizations-on-a-site", "site")):
        answer = inner_site.get(f"/query/{name}", params={parameter: text, "format": "json"})
        assert answer.status_code in (200, 400), text
        if answer.status_code == 200 and name == "organizations-on-a-site" and text:
            assert answer.json() == []
