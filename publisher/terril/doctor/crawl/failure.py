"""Reasons why a request gets no complete response."""

from __future__ import annotations

from enum import Enum

from terril.model.languages import gettext_noop


class FetchFailure(Enum):
    """Reason of a failed request; the values are shown to users, translated."""

    UNREACHABLE = gettext_noop("no connection")
    TIMEOUT = gettext_noop("no answer in time")
    CERTIFICATE = gettext_noop("certificate not trusted")
    TOO_LARGE = gettext_noop("too much to read")
    INTERNAL = gettext_noop("address of an inner network")
    NOT_REQUESTED = gettext_noop("not asked")
