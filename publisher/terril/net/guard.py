"""Which servers a query may reach: named hosts, over TLS, at addresses of the open internet.

Source: RFC 6890 (special-purpose addresses) and the registries of IANA that
:mod:`ipaddress` follows.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from terril.model.errors import ServiceFailed, ServiceNotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a translator turns into IPv4 ones (RFC 6052, section 2.1)."""
NOT_FOR_US = tuple(
    map(
        ipaddress.ip_network,
        # A relay, a cloud's own address, site-local ones, documentation: what not every
        # version of the standard library knows.
        ("192.88.99.0/24", "168.63.129.16/32", "fec0::/10", "3fff::/20"),
    )
)
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""What stands before an IPv4 address in an interface identifier (RFC 5214, section 6.1)."""
IPV4_BITS = 0xFFFFFFFF
TLS_PORT = 443


@dataclass(frozen=True, slots=True)
class Target:
    """A server that may be asked.

    Attributes:
        host: its name in small ASCII letters.
        port: of TCP.
        address: the one that was judged, and that is connected to.
        path: what is asked of it, with its query part.
        tls: whether the connection is encrypted.
    """

    host: str
    port: int
    address: Address
    path: str
    tls: bool


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, whatever is embedded in it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner and not all(is_public(one) for one in inner):
            return False
    if any(address in network for network in NOT_FOR_US):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _embedded(address: ipaddress.IPv6Address) -> Sequence[ipaddress.IPv4Address]:
    """The IPv4 addresses that a packet to an IPv6 address may end at."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    identifier = int(address) >> 32 & IPV4_BITS
    if address in TRANSLATED or identifier in ISATAP:
        found.append(ipaddress.IPv4Address(int(address) & IPV4_BITS))
    return [one for one in found if one]


def resolve(host: str, port: int) -> list[Address]:
    """All addresses of a name; none if there is no such name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]


@dataclass(frozen=True, slots=True)
class Guard:
    """Says to which address a request for an IRI may go.

    Attributes:
        hosts: names that are allowed, in small ASCII letters.
        judge: whether an address may be connected to.
        names: the addresses of a host at a port.
        plain: whether servers without TLS and at other ports are allowed as well.
    """

    hosts: frozenset[str]
    judge: Callable[[Address], bool] = is_public
    names: Callable[[str, int], Sequence[Address]] = resolve
    plain: bool = False

    def target(self, iri: str) -> Target:
        """Where to connect.

        Every address of the name must pass: a name with one inner address is not trusted.

        Raises:
            ServiceNotAllowed: the host, or the way to it, is not among those allowed.
            ServiceFailed: the name leads nowhere, or to an address that is not public.
        """
        host, port, path, tls = self._taken_apart(iri)
        addresses = list(self.names(host, port))
        if not addresses:
            raise ServiceFailed(host, ServiceFailed.UNREACHABLE)
        if not all(self.judge(address) for address in addresses):
            raise ServiceFailed(host, ServiceFailed.NOT_PUBLIC)
        return Target(host, port, addresses[0], path, tls)

    def _taken_apart(self, iri: str) -> tuple[str, int, str, bool]:
        try:
            parts = urlsplit(iri)
            host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        except (ValueError, UnicodeError):
            raise self._refused(iri) from None
        tls = parts.scheme == "https"
        usual = tls and port in (None, TLS_PORT)
        named = host in self.hosts and "@" not in parts.netloc
        if not named or not (usual or (self.plain and parts.scheme in ("http", "https"))):
            raise self._refused(host or iri)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return host, port or (TLS_PORT if tls else 80), path, tls

    def _refused(self, wanted: str) -> ServiceNotAllowed:
        return ServiceNotAllowed(wanted[:80], ", ".join(sorted(self.hosts)))
