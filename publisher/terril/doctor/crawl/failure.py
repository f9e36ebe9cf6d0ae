"""Why a site gives no whole answer."""

from __future__ import annotations

from enum import Enum

from terril.model.languages import gettext_noop


class FetchFailure(Enum):
    """What went wrong; the values are what people read."""

    UNREACHABLE = gettext_noop("no connection")
    LATE = gettext_noop("no answer in time")
    CERTIFICATE = gettext_noop("certificate not trusted")
    TOO_LARGE = gettext_noop("too much to read")
    INNER = gettext_noop("address of an inner network")
    NOT_ASKED = gettext_noop("not asked")
