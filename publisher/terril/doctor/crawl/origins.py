"""URLs of the examined site: the public ones of its catalogue and those that are requested."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from terril.net.guard import is_public

INTERNAL_NAMES = ("localhost", "local", "internal", "lan", "home.arpa", "test", "invalid")
DEFAULT_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host and port of a URL; the port is the scheme's default unless it is given."""

    scheme: str
    host: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Origins:
    """Base URLs of the site: as the public will see it and as it is examined.

    Attributes:
        public: base of the IRIs in the catalogue, ending in a slash.
        requested: base of the URLs that are requested, ending in a slash.
    """

    public: str
    requested: str

    @property
    def differ(self) -> bool:
        """True if the site is examined at another base than its public one."""
        return self.public != self.requested

    def to_request_url(self, iri: str) -> str:
        """Return the URL to request for an IRI or URL of the catalogue."""
        if self.differ and iri.startswith(self.public):
            return self.requested + iri.removeprefix(self.public)
        return iri

    def contains(self, iri: str) -> bool:
        """Return whether an IRI belongs to this site."""
        return iri.startswith((self.public, self.requested))


def derive_origins(requested: str, catalogue: str) -> Origins:
    """Derive the base URLs of a site by removing the common end of two URLs of its catalogue.

    ``http://127.0.0.1:8000/catalogue.ttl`` and ``https://town.example/catalogue`` give
    ``https://town.example/`` for ``http://127.0.0.1:8000/``.

    Args:
        requested: URL at which the catalogue was found.
        catalogue: IRI of the catalogue.
    """
    here, there = split_url(requested), split_url(catalogue)
    if not there.netloc:
        return Origins(_join_base(here, ()), _join_base(here, ()))
    requested_path, public_path = _split_path(here), _split_path(there)
    while (
        requested_path
        and public_path
        and _strip_extension(requested_path[-1]) == _strip_extension(public_path[-1])
    ):
        requested_path.pop()
        public_path.pop()
    if len(requested_path) == len(_split_path(here)):
        # Without a common end, the sites as a whole are compared.
        same = parse_origin(requested) == parse_origin(catalogue)
        return Origins(_join_base(here if same else there, ()), _join_base(here, ()))
    return Origins(_join_base(there, public_path), _join_base(here, requested_path))


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL; empty ones if it is invalid."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def join_url(base: str, target: str) -> str:
    """Resolve a link against the URL of its page; ``""`` if it is invalid."""
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def parse_origin(url: str) -> Origin:
    """Return scheme, host and port of a URL."""
    parts = split_url(url)
    port = _read_port(parts) or DEFAULT_PORTS.get(parts.scheme)
    return Origin(parts.scheme, parts.hostname or "", port)


def is_internal(iri: str) -> bool:
    """Return whether a URL names a host of a private network, without resolving the name."""
    host = parse_origin(iri).host.rstrip(".")
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        last = host.rpartition(".")[2]
        return host == "home.arpa" or last in INTERNAL_NAMES or (bool(host) and "." not in host)


def _read_port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _split_path(parts: SplitResult) -> list[str]:
    return [segment for segment in parts.path.split("/") if segment]


def _strip_extension(segment: str) -> str:
    return segment.partition(".")[0]


def _join_base(parts: SplitResult, segments: list[str] | tuple[()]) -> str:
    path = "".join(f"{segment}/" for segment in segments)
    return f"{parts.scheme}://{parts.netloc}/{path}"
