"""A site cannot be examined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop


@dataclass(eq=False)
class SiteSilent(TerrilError):
    """A site does not answer; ``why`` is a sentence, ``reason`` the system's own word."""

    NOBODY: ClassVar[str] = gettext_noop(
        "Nobody answers at {url}: is it running, is the address right?"
    )
    LATE: ClassVar[str] = gettext_noop(
        "{url} has not answered in time: is it busy? --seconds lets it have more."
    )
    INNER: ClassVar[str] = gettext_noop(
        "{url} redirects to an address of an inner network; if you mean that one, give it instead."
    )

    url: str
    why: str
    reason: str = ""

    def message(self, language: str) -> str:
        """What happened and what to do, in a language."""
        told = gettext(self.why, language, url=self.url)
        return f"{told} ({self.reason})" if self.reason else told


@dataclass(eq=False)
class NoCatalogue(TerrilError):
    """There is no catalogue at an address, nor where catalogues usually are below it."""

    url: str
    found: str
    sentence = (
        "{url} is no catalogue ({found}), and none was found below it. Give the address that "
        "portals harvest, such as https://data.example.org/catalogue.ttl."
    )
