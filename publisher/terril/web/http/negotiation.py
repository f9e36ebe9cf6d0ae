"""Negotiate the media type, language and release of a response (RFC 9110, section 12.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.http import parse_options_header

from terril.model.languages import choose_interface_language, list_languages, select_tags
from terril.model.languages.matching import ANY
from terril.representations.pages import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

RELEASE = "release"
"""The parameter of an address that names the release to answer from."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type that the server offers.

    Attributes:
        media_type: as in the Content-Type of a response.
        aliases: other media types that request the same format.
    """

    media_type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One media range of an Accept header; ``place`` counts from 0 in the header's order."""

    media_type: str
    quality: float
    place: int

    @property
    def precision(self) -> int:
        """0 for ``*/*``, 1 for ``text/*``, 2 for a full media type."""
        return 2 - self.media_type.count("*")

    def covers(self, offer: Offer) -> bool:
        """Return whether the range matches the offer; wildcards do not match its aliases."""
        if self.precision == 2:
            return self.media_type in (offer.media_type, *offer.aliases)
        main = self.media_type.partition("/")[0]
        return main in ("*", offer.media_type.partition("/")[0])


def parse_accept(header: str) -> list[MediaRange]:
    """Return the media ranges of an Accept header; malformed ones are left out.

    Parameters such as ``charset`` are ignored: no two offers differ in them.
    """
    ranges = []
    for place, part in enumerate(header.split(",")):
        media_type, parameters = parse_options_header(part.strip())
        if media_type == "*":
            media_type = "*/*"
        if media_type.count("/") != 1:
            continue
        ranges.append(MediaRange(media_type.lower(), _quality(parameters.get("q", "1")), place))
    return ranges


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def choose(header: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a client prefers; ``None`` if it accepts none of them.

    Between offers of one quality, the one that the header names most precisely wins, then the
    one that it names first, then the first of the offers.
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


def _most_precise(ranges: Sequence[MediaRange], offer: Offer) -> MediaRange | None:
    covering = [one for one in ranges if one.covers(offer)]
    return max(covering, key=lambda one: (one.precision, one.quality), default=None)


def choose_language(header: str | None, offered: Sequence[str]) -> str:
    """Return the language that a reader prefers; the first one if the header names none.

    The range ``*`` is passed over (RFC 4647, section 3.4): any language will do then.
    """
    ranked = sorted(_language_ranges(header or ""), key=lambda pair: -pair[1])
    wanted = [tag for tag, quality in ranked if quality and tag != ANY]
    return (*select_tags(offered, wanted), *offered)[0]


def _language_ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        tag, parameters = parse_options_header(part.strip())
        if tag:
            found.append((tag, _quality(parameters.get("q", "1"))))
    return found


def read_audience() -> Audience:
    """Return the reader's language (``?lang=``, else Accept-Language) and depth below the root."""
    root = "../" * (request.path.count("/") - 1) or "./"
    chosen = request.args.get("lang", "")
    release = request.args.get(RELEASE, "")
    if language := choose_interface_language(chosen):
        return Audience(language, root, chosen=True, release=release)
    accepted = choose_language(request.headers.get("Accept-Language"), list_languages())
    return Audience(accepted, root, release=release)


def read_release() -> str:
    """Return the id of the release that a request names; ``""`` for the current one."""
    if request.method == "POST":
        # Read before the form is: parsing the form leaves nothing of the body.
        request.get_data()
    return request.values.get(RELEASE, "")


def read_release_parameter() -> dict[str, str]:
    """Return the parameter that keeps links in the release that the client has chosen."""
    return {RELEASE: request.args[RELEASE]} if RELEASE in request.args else {}
