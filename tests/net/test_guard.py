"""The guard's verdict on hosts and addresses: a function, tested without any connection."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.net.guard import Address, Guard, is_public

HOSTS = frozenset({"sparql.town.example"})
PUBLIC = ip_address("93.184.216.34")

INNER = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104  # never bound: a guard says no to it
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:c0a8:101::1",
    "2001:0:7f00:1::80ff:fffe",
    "fec0::1",
    "192.88.99.1",
    "3fff::1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a9fe:a9fe",
    "168.63.129.16",
    "fd00:ec2::254",
    "::127.0.0.1",
]
OUTER = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]

REFUSED = [
    "http://sparql.town.example/sparql",
    "https://sparql.town.example:8080/sparql",
    "https://other.town.example/sparql",
    "https://sparql.town.example.evil.example/sparql",
    "https://evil.example/sparql.town.example",
    "https://sparql.town.example@evil.example/sparql",
    "https://user:word@sparql.town.example/sparql",
    "https://sparql.town.example./sparql",
    "https://127.0.0.1/sparql",
    "https://2130706433/sparql",
    "https://0x7f.0.0.1/sparql",
    "https://0177.0.0.1/sparql",
    "https://[::1]/sparql",
    "https://[::ffff:127.0.0.1]/sparql",
    "https://localhost/sparql",
    "https:///sparql",
    "https://[/sparql",
    "https://sparql.town.example:port/sparql",
    "ftp://sparql.town.example/sparql",
    "file:///etc/passwd",
    "gopher://sparql.town.example/",
    "urn:x",
    "",
]


def names(*found: str) -> Guard:
    addresses = [ip_address(one) for one in found]

    def resolved(host: str, port: int) -> list[Address]:
        assert (host, port) == ("sparql.town.example", 443)
        return addresses

    return Guard(HOSTS, resolver=resolved)


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OUTER)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("iri", REFUSED)
def test_only_named_hosts_over_tls_are_allowed(iri: str) -> None:
    def nobody(host: str, port: int) -> list[Address]:
        raise AssertionError((host, port))

    with pytest.raises(ServiceNotAllowed) as caught:
        Guard(HOSTS, resolver=nobody).find_target(iri)
    assert "sparql.town.example" in caught.value.message("en")


@pytest.mark.parametrize("address", INNER)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    for guard in (names(address), names(str(PUBLIC), address), names(address, str(PUBLIC))):
        with pytest.raises(ServiceFailed) as caught:
            guard.find_target("https://sparql.town.example/sparql")
        assert caught.value.reason == ServiceFailed.NOT_PUBLIC
        assert address not in caught.value.message("fr")


def test_a_name_without_an_address_is_an_error() -> None:
    with pytest.raises(ServiceFailed) as caught:
        names().find_target("https://sparql.town.example/sparql")
    assert caught.value.reason == ServiceFailed.UNREACHABLE


def test_the_address_that_was_judged_is_the_one_that_is_connected_to() -> None:
    target = names(str(PUBLIC)).find_target("https://SPARQL.town.example/sparql?default=1")
    assert (target.host, target.port) == ("sparql.town.example", 443)
    assert (target.address, target.tls) == (PUBLIC, True)
    assert target.path == "/sparql?default=1"
