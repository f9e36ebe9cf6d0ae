"""Checks of the values of ``town.toml`` that a type and a pattern cannot state."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta
from pyoxigraph import NamedNode

from terril.model.languages import gettext_noop

HostName = Annotated[
    str, Meta(max_length=253, pattern=r"^([a-z0-9-]{1,63}[.])+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")]

MINIMUM_CONTRAST = 4.5
"""Contrast ratio of text and background (WCAG 2.2, success criterion 1.4.3)."""


class InvalidSetting(ValueError):
    """A value that its setting cannot take.

    Attributes:
        key: of the setting in its table.
        reason: a sentence to be translated.
        fields: for the ``{fields}`` of the sentence.
    """

    def __init__(self, key: str, reason: str, **fields: object) -> None:
        super().__init__(reason.format(**fields))
        self.key = key
        self.reason = reason
        self.fields = fields


def check_http_address(key: str, address: str) -> None:
    """Check that an address is an absolute IRI of the web; it stays as it is written.

    Raises:
        InvalidSetting: it is not.
    """
    try:
        NamedNode(address)
        parts = urlsplit(address)
        valid = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise InvalidSetting(
            key, gettext_noop("it is no address that begins with https:// or http://.")
        )


def compute_contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of ``#rrggbb`` with white, from 1 to 21.

    Source: WCAG 2.2, definitions of relative luminance and contrast ratio.
    """
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    # sRGB to linear light, by the same definition.
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
