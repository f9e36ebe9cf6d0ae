"""Where a site is asked, and what it calls itself."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from terril.net.guard import is_public

INNER_NAMES = ("localhost", "local", "internal", "lan", "home.arpa", "test", "invalid")


@dataclass(frozen=True, slots=True)
class Places:
    """The beginning of the site's addresses, as the public will see them and as they are asked.

    Attributes:
        public: beginning of the IRIs in the catalogue, with a slash at its end.
        asked: beginning of the addresses that requests go to, with a slash at its end.
    """

    public: str
    asked: str

    @property
    def moved(self) -> bool:
        """Whether the site is looked at elsewhere than where it will be."""
        return self.public != self.asked

    def wire(self, iri: str) -> str:
        """The address that is asked for an IRI or an address of the catalogue."""
        if self.moved and iri.startswith(self.public):
            return self.asked + iri.removeprefix(self.public)
        return iri

    def own(self, iri: str) -> bool:
        """Whether an address is one of this site."""
        return iri.startswith((self.public, self.asked))


def places_of(asked: str, named: str) -> Places:
    """What the address of a catalogue and its IRI have in common, taken off at their ends.

    ``http://127.0.0.1:8000/catalogue.ttl`` and ``https://town.example/catalogue`` give
    ``https://town.example/`` for ``http://127.0.0.1:8000/``.
    """
    here, there = split(asked), split(named)
    if not there.netloc:
        return Places(_root(here, ()), _root(here, ()))
    ours, theirs = _segments(here), _segments(there)
    while ours and theirs and _stem(ours[-1]) == _stem(theirs[-1]):
        ours.pop()
        theirs.pop()
    if len(ours) == len(_segments(here)):
        # Nothing in common: the site as a whole is compared.
        same = origin(asked) == origin(named)
        return Places(_root(here if same else there, ()), _root(here, ()))
    return Places(_root(there, theirs), _root(here, ours))


def split(url: str) -> SplitResult:
    """The parts of an address; empty ones if it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def join(base: str, target: str) -> str:
    """Where a link on a page leads; ``""`` if it is no address."""
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an address."""
    parts = split(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", _port(parts) or usual


def is_inner(iri: str) -> bool:
    """Whether an address leads to one's own machine or network by its very name."""
    host = (split(iri).hostname or "").rstrip(".")
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        last = host.rpartition(".")[2]
        return host == "home.arpa" or last in INNER_NAMES or (bool(host) and "." not in host)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _segments(parts: SplitResult) -> list[str]:
    return [one for one in parts.path.split("/") if one]


def _stem(segment: str) -> str:
    return segment.partition(".")[0]


def _root(parts: SplitResult, segments: list[str] | tuple[()]) -> str:
    return f"{parts.scheme}://{parts.netloc}/" + "".join(f"{one}/" for one in segments)
