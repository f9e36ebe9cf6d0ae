"""HTTP responses as the checks read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join_url

if TYPE_CHECKING:
    from collections.abc import Mapping

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Response:
    """The response to a request, or the reason why there is none.

    Attributes:
        url: URL that was requested; after redirects that were followed, the last one.
        status: HTTP status; 0 without a response.
        headers: by lower-case name.
        body: as many bytes as were read.
        seconds: from the connection to the last byte.
        failure: why the response is missing or incomplete, ``None`` if it is complete.
        reason: the operating system's or library's description of the failure.
        hops: URLs that redirected, in order.
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0
    failure: FetchFailure | None = None
    reason: str = ""
    hops: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True if the response is complete and successful (2xx)."""
        return self.status in range(200, 300) and self.failure is None

    @property
    def skipped(self) -> bool:
        """True if no request was sent, since the limits were reached."""
        return self.failure is FetchFailure.NOT_REQUESTED

    @property
    def media_type(self) -> str:
        """The content type without parameters, in lower case; ``""`` without a header."""
        media_type = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        # Control characters of a foreign server must not reach the terminal.
        return media_type if media_type.isascii() and media_type.isprintable() else "?"

    @property
    def charset(self) -> str:
        """The charset of the content type, in lower case; ``""`` if it names none."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip('"').lower()
        return ""

    @property
    def location(self) -> str:
        """The absolute URL that the response redirects to; ``""`` if it is no redirect."""
        target = self.headers.get("location", "")
        return join_url(self.url, target) if self.status in REDIRECTS and target else ""

    @property
    def summary(self) -> str | FetchFailure:
        """Status and media type, or the reason of the failure."""
        if self.failure and self.failure is not FetchFailure.TOO_LARGE:
            return self.reason or self.failure
        return f"{self.status} {self.media_type}".strip()
