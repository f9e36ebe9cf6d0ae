"""Names are found in texts of unknown syntax as a search for each of them finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from terril.intake.rules.examination.mentions import Mentions
from tests.intake.rules.conftest import BASE

NAMES = st.text("ab-é.%", max_size=4)
PIECES = st.sampled_from(
    (
        f"{BASE}id/place/",
        f"<{BASE}id/place/",
        "place:",
        ":",
        "/",
        "#",
        " ",
        "\n",
        "a",
        "b",
        "a-",
        "é",
    )
)
TEXTS = st.lists(st.one_of(PIECES, NAMES), max_size=12).map("".join)


@given(st.lists(TEXTS, max_size=2), NAMES)
def test_an_iri_is_mentioned_in_full_or_by_its_name(texts: list[str], name: str) -> None:
    iri = f"{BASE}id/place/{name}"
    mention = rf"{re.escape(iri)}|[:/#]{re.escape(name)}(?![\w-])"
    expected = re.search(mention, "\n".join(texts)) is not None
    assert (iri in Mentions(texts)) == expected


def test_the_beginning_of_a_longer_iri_counts() -> None:
    mentions = Mentions([f"<{BASE}id/place/station-north>"])
    assert f"{BASE}id/place/station" in mentions
    assert f"{BASE}id/place/north" not in mentions
