"""Decide which servers a request may reach: named hosts, at addresses of the open internet.

Source: RFC 6890 (special-purpose addresses) and the registries of IANA that
:mod:`ipaddress` follows.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from terril.model.errors import ServiceFailed, ServiceNotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from urllib.parse import SplitResult

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a translator turns into IPv4 ones (RFC 6052, section 2.1)."""
SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        # A relay, a cloud's own address, site-local ones, documentation: not every version of
        # the standard library has these.
        ("192.88.99.0/24", "168.63.129.16/32", "fec0::/10", "3fff::/20"),
    )
)
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Words before an IPv4 address in an interface identifier (RFC 5214, section 6.1)."""
IPV4_BITS = 0xFFFFFFFF
TLS_PORT, PLAIN_PORT = 443, 80


@dataclass(frozen=True, slots=True)
class Target:
    """A server that a request may go to.

    Attributes:
        host: its name in lower-case ASCII.
        port: of TCP.
        address: the one that a guard judged, and that is connected to; ``None`` if the operator
            named the server, which may then be anywhere.
        path: of the request, with its query part.
        tls: whether the connection is encrypted.
    """

    host: str
    port: int
    address: Address | None
    path: str
    tls: bool


def is_public(address: Address) -> bool:
    """Return whether an address, and any IPv4 address in it, belongs to the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner_addresses(address)
        if inner and not all(is_public(one) for one in inner):
            return False
    if any(address in network for network in SPECIAL):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _inner_addresses(address: ipaddress.IPv6Address) -> Sequence[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that a packet to an IPv6 address may end at."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    identifier = int(address) >> 32 & IPV4_BITS
    if address in TRANSLATED or identifier in ISATAP:
        found.append(ipaddress.IPv4Address(int(address) & IPV4_BITS))
    return [one for one in found if one]


def resolve(host: str, port: int) -> list[Address]:
    """Return all addresses of a name; none if there is no such name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]


@dataclass(frozen=True, slots=True)
class Guard:
    """A policy for the hosts and addresses that requests may go to.

    Attributes:
        hosts: names that are allowed, in lower-case ASCII.
        is_allowed: judges an address.
        resolver: gives the addresses of a host at a port.
        plain: whether servers without TLS and at other ports are allowed as well.
    """

    hosts: frozenset[str]
    is_allowed: Callable[[Address], bool] = is_public
    resolver: Callable[[str, int], Sequence[Address]] = resolve
    plain: bool = False

    def find_target(self, iri: str) -> Target:
        """Return the server that a request for an IRI may go to.

        Every address of the name must pass: a name with one inner address is not trusted.

        Raises:
            ServiceNotAllowed: the host, or the way to it, is not among those allowed.
            ServiceFailed: the name has no address, or one that is not allowed.
        """
        target = self._parse(iri)
        addresses = list(self.resolver(target.host, target.port))
        if not addresses:
            raise ServiceFailed(target.host, ServiceFailed.UNREACHABLE)
        if not all(self.is_allowed(address) for address in addresses):
            raise ServiceFailed(target.host, ServiceFailed.NOT_PUBLIC)
        return replace(target, address=addresses[0])

    def _parse(self, iri: str) -> Target:
        try:
            parts = urlsplit(iri)
            target = _target(parts)
        except (ValueError, UnicodeError):
            raise self._refusal(iri) from None
        allowed = target.host in self.hosts and "@" not in parts.netloc
        usual = target.tls and parts.port in (None, TLS_PORT)
        if not allowed or not (usual or (self.plain and parts.scheme in ("http", "https"))):
            raise self._refusal(target.host or iri)
        return target

    def _refusal(self, iri: str) -> ServiceNotAllowed:
        return ServiceNotAllowed(iri[:80], ", ".join(sorted(self.hosts)))


def make_unguarded_target(url: str) -> Target:
    """Return the server of an address that the operator has set: it may be anywhere.

    Args:
        url: of HTTP, with a valid host and port.
    """
    return _target(urlsplit(url))


def _target(parts: SplitResult) -> Target:
    """Return the target of an address; raises ``ValueError`` for an invalid host or port."""
    host, tls = (parts.hostname or "").encode("idna").decode(), parts.scheme == "https"
    port = parts.port or (TLS_PORT if tls else PLAIN_PORT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, None, path, tls)
