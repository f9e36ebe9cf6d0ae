"""Negotiation of formats and languages."""

from __future__ import annotations

from collections.abc import Sequence

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
        ("*, fr;q=0.5", "fr"),
        ("en;q=0.2, fr;q=0.8", "fr"),
    ],
)
def test_the_preferred_language_is_chosen(header: str | None, expected: str) -> None:
    assert choose_language(header, ("en", "fr")) == expected


TAGS = ("fr", "en", "nl", "de", "fr-CA", "en-GB", "fr-Latn-FR", "EN", "*")
QUALITIES = ("", "0", "0.0", "0.3", "0.5", "0.8", "1", "nonsense")
RANGE = st.tuples(st.sampled_from(TAGS), st.sampled_from(QUALITIES))


def look_up(tag: str, offered: Sequence[str]) -> str | None:
    """Return the longest offered language that a range begins with (RFC 4647, section 3.4)."""
    wanted = tag.lower().split("-")
    fitting = [one for one in offered if wanted[: one.count("-") + 1] == one.lower().split("-")]
    return max(fitting, key=len, default=None)


@given(
    st.lists(RANGE, max_size=5),
    st.sampled_from([("fr", "en"), ("en", "fr"), ("fr", "fr-CA", "en")]),
)
def test_a_language_is_chosen_by_quality_then_by_place(
    ranges: list[tuple[str, str]], offered: tuple[str, ...]
) -> None:
    header = ", ".join(f"{tag};q={quality}" if quality else tag for tag, quality in ranges)
    liked: dict[str, tuple[float, int]] = {}
    for place, (tag, written) in enumerate(ranges):
        quality = {"": 1.0, "nonsense": 0.0}.get(written)
        quality = float(written) if quality is None else quality
        language = look_up(tag, offered)
        if language and quality > 0:
            liked[language] = max(liked.get(language, (0.0, 0)), (quality, -place))
    expected = max(liked, key=lambda one: liked[one]) if liked else offered[0]
    assert choose_language(header, offered) == expected


@pytest.mark.parametrize(
    "header", ["fr;q=0", "de, fr;q=0", "fr;q=0, de;q=0.5", "fr;q=0.0", "*, fr;q=0", "fr-CA;q=0"]
)
def test_a_refused_language_is_not_chosen(header: str) -> None:
    assert choose_language(header, ("en", "fr")) == "en"
