"""Digest authentication against the example of RFC 2617, section 3.5, and against challenges."""

from __future__ import annotations

import hashlib
import re

import pytest

from terril.net.digest import DigestLogin

URL = "http://www.nowhere.org/dir/index.html"
CHALLENGE = (
    'Digest realm="testrealm@host.com", qop="auth,auth-int", '
    'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
)


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()  # noqa: S324  # what the RFC prescribes


def test_a_challenge_is_answered_again_and_again_with_a_growing_count() -> None:
    login = DigestLogin(URL, "Mufasa", "Circle Of Life")
    assert login.headers("GET", URL, b"") == {}
    assert login.accept(["Basic realm=x", CHALLENGE])
    for count in ("00000001", "00000002"):
        answer = login.headers("GET", URL, b"")["Authorization"]
        fields = dict(re.findall(r'(\w+)="?([^",]*)"?', answer.removeprefix("Digest ")))
        assert fields["nc"] == count
        assert fields["opaque"] == "5ccc069c403ebaf9f0171e9517f40e41"
        first = md5("Mufasa:testrealm@host.com:Circle Of Life")
        assert first == "939e7578ed9e3c518a452acee763bce9"
        middle = f"{fields['nonce']}:{count}:{fields['cnonce']}:auth"
        assert fields["response"] == md5(f"{first}:{middle}:{md5('GET:/dir/index.html')}")


@pytest.mark.parametrize("challenges", [[], ['Basic realm="x"'], ["Bearer"]])
def test_other_challenges_are_not_accepted(challenges: list[str]) -> None:
    login = DigestLogin(URL, "user", "password")
    assert not login.accept(challenges)
    assert login.headers("GET", URL, b"") == {}


@pytest.mark.parametrize(
    "challenge", ["Digest x", 'Digest nonce="n"', f"{CHALLENGE}, algorithm=Y"]
)
def test_a_challenge_that_cannot_be_answered_gives_no_header(challenge: str) -> None:
    login = DigestLogin(URL, "user", "password")
    assert login.accept([challenge])
    assert login.headers("POST", URL, b"content") == {}
