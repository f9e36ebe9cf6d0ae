"""Negotiation of formats and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.web.http.negotiation import Offer, choose, choose_language, parse_accept

TURTLE = Offer("text/turtle")
JSON_LD = Offer("application/ld+json", ("application/x-json-ld",))
HTML = Offer("text/html", ("application/xhtml+xml",))
OFFERS = (TURTLE, JSON_LD, HTML)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, TURTLE),
        ("", TURTLE),
        ("*/*", TURTLE),
        ("*", TURTLE),
        ("text/*", TURTLE),
        ("application/*", JSON_LD),
        ("text/html", HTML),
        ("application/xhtml+xml", HTML),
        ("application/x-json-ld", JSON_LD),
        ("text/html, text/turtle", HTML),
        ("text/turtle, text/html", TURTLE),
        ("text/html;q=0.5, text/turtle;q=0.9", TURTLE),
        ("text/html, */*", HTML),
        ("*/*, text/html", HTML),
        ("text/turtle;q=0, */*", JSON_LD),
        ("text/*;q=0.5, text/html;q=0", TURTLE),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle;q=nonsense", None),
        ("text/turtle;q=7", TURTLE),
    ],
)
def test_the_preferred_offer_is_chosen(header: str | None, expected: Offer | None) -> None:
    assert choose(header, OFFERS) is expected


@given(st.text(max_size=200))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert choose(header, OFFERS) in (*OFFERS, None)
    assert choose_language(header, ("fr", "en")) in ("fr", "en")


@given(
    st.permutations(OFFERS),
    st.lists(st.floats(0.1, 1).map(lambda q: round(q, 2)), min_size=3, max_size=3, unique=True),
)
def test_the_highest_quality_wins_whatever_the_order(
    offers: list[Offer], qualities: list[float]
) -> None:
    header = ", ".join(
        f"{offer.media_type};q={quality}" for offer, quality in zip(offers, qualities, strict=True)
    )
    best = offers[qualities.index(max(qualities))]
    assert choose(header, OFFERS) is best


def test_parameters_other_than_quality_do_not_matter() -> None:
    ranges = parse_accept('text/turtle;charset=utf-8;q=0.3, text/html;profile="a,b"')
    assert ranges[0].media_type == "text/turtle"
    assert ranges[0].quality == 0.3


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "en"),
        ("fr", "fr"),
        ("fr-CA, en;q=0.5", "fr"),
        ("de, fr;q=0.5, en;q=0.4", "fr"),
        ("de", "en"),
        ("fr;q=0, en", "en"),
        ("*", "en"),
        ("en;q=0.2, fr;q=0.8", "fr"),
    ],
)
def test_the_preferred_language_is_chosen(header: str | None, expected: str) -> None:
    assert choose_language(header, ("en", "fr")) == expected
