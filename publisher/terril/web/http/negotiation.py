"""What a client gets: the one of our offers that its Accept headers like best (RFC 9110, 12.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.http import parse_options_header

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be answered.

    Attributes:
        media_type: what we call it.
        aliases: other media types that ask for the same.
    """

    media_type: str
    aliases: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Every media type that asks for this offer."""
        return (self.media_type, *self.aliases)


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header; ``place`` counts from 0 in the header's order."""

    media_type: str
    quality: float
    place: int

    @property
    def precision(self) -> int:
        """0 for ``*/*``, 1 for ``text/*``, 2 for a full media type."""
        return 2 - self.media_type.count("*")

    def covers(self, offer: Offer) -> bool:
        """Whether the range means the offer; wildcards mean its own name only, not its aliases."""
        if self.precision == 2:
            return self.media_type in offer.names()
        main = self.media_type.partition("/")[0]
        return main in ("*", offer.media_type.partition("/")[0])


def parse_accept(header: str) -> list[Range]:
    """The media ranges of a header; what cannot be understood is left out.

    Parameters such as ``charset`` do not tell our offers apart and are ignored.
    """
    ranges = []
    for place, part in enumerate(header.split(",")):
        media_type, parameters = parse_options_header(part.strip())
        if media_type == "*":
            media_type = "*/*"
        if media_type.count("/") != 1:
            continue
        ranges.append(Range(media_type.lower(), _quality(parameters.get("q", "1")), place))
    return ranges


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def choose(header: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The offer that a client likes best; ``None`` if it takes none of them.

    Between offers of one quality, the one that the header names most precisely wins, then the
    one that it names first, then our own order.
    """
    ranges = parse_accept(header or "*/*")
    if not ranges:
        return offers[0]
    best: tuple[tuple[float, int, int], Offer] | None = None
    for offer in offers:
        match = _most_precise(ranges, offer)
        if match is None or match.quality == 0:
            continue
        rank = (match.quality, match.precision, -match.place)
        if best is None or rank > best[0]:
            best = (rank, offer)
    return best[1] if best else None


def _most_precise(ranges: Sequence[Range], offer: Offer) -> Range | None:
    covering = [one for one in ranges if one.covers(offer)]
    return max(covering, key=lambda one: (one.precision, one.quality), default=None)


def choose_language(header: str | None, offered: Sequence[str]) -> str:
    """The language that a reader likes best; our first where the header names none of ours.

    Source: RFC 4647, section 3.4, lookup: ``fr-CA`` takes ``fr``.
    """
    ranked = sorted(_language_ranges(header or ""), key=lambda pair: -pair[1])
    for tag, quality in ranked:
        if quality == 0:
            continue
        while tag:
            for language in offered:
                if tag.lower() == language.lower():
                    return language
            tag = tag.rpartition("-")[0]
    return offered[0]


def _language_ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        tag, parameters = parse_options_header(part.strip())
        if tag:
            found.append((tag, _quality(parameters.get("q", "1"))))
    return found
