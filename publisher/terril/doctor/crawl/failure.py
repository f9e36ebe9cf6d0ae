"""Why a site gives no whole answer."""

from __future__ import annotations

from enum import Enum

from terril.model.languages import mark


class Trouble(Enum):
    """What went wrong; the values are what people read."""

    UNREACHABLE = mark("no connection")
    LATE = mark("no answer in time")
    CERTIFICATE = mark("certificate not trusted")
    TOO_LARGE = mark("too much to read")
    INNER = mark("address of an inner network")
    NOT_ASKED = mark("not asked")
