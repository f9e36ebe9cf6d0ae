"""What a site answers, as the checks look at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join

if TYPE_CHECKING:
    from collections.abc import Mapping

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        url: where it came from; for a redirect that was followed, the last address.
        status: of HTTP; 0 if there was no answer.
        headers: names in small letters.
        body: as much as was read.
        seconds: from the connection to the last byte.
        trouble: why it is not whole, if so.
        reason: the system's own word for it.
        hops: addresses that redirected, in order.
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0
    trouble: FetchFailure | None = None
    reason: str = ""
    hops: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether it is a whole answer of success."""
        return self.status in range(200, 300) and self.trouble is None

    @property
    def media_type(self) -> str:
        """Without parameters, in small letters; ``""`` if there is none."""
        told = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return told if told.isascii() and told.isprintable() else "?"

    @property
    def charset(self) -> str:
        """Of the content type, in small letters; ``""`` if there is none."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip('"').lower()
        return ""

    @property
    def location(self) -> str:
        """Where it redirects to, as an absolute address; ``""`` if it does not."""
        target = self.headers.get("location", "")
        return join(self.url, target) if self.status in REDIRECTS and target else ""

    @property
    def what(self) -> str | FetchFailure:
        """The answer in a word or two."""
        if self.trouble and self.trouble is not FetchFailure.TOO_LARGE:
            return self.reason or self.trouble
        return f"{self.status} {self.media_type}".strip()
