"""Answer the challenges of HTTP digest authentication (RFC 7616) with the standard library."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEME = "digest "


class DigestLogin:
    """A user and a password, and the last challenge of one server.

    Args:
        url: beginning of the addresses that the password is for.
        user: name of the user.
        password: of the user.
    """

    def __init__(self, url: str, user: str, password: str) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, user, password)
        self._handler = AbstractDigestAuthHandler(passwords)
        self._challenge: Mapping[str, str] = {}

    def accept(self, challenges: Iterable[str]) -> bool:
        """Keep the digest challenge among values of ``WWW-Authenticate``; return if any."""
        for challenge in challenges:
            if challenge.lower().startswith(SCHEME):
                fields = parse_http_list(challenge[len(SCHEME) :])
                self._challenge = parse_keqv_list([one for one in fields if "=" in one])
                return True
        return False

    def headers(self, method: str, url: str, content: bytes) -> dict[str, str]:
        """Return the headers that answer the last challenge; none before the first."""
        if not self._challenge:
            return {}
        request = Request(url, content or None, method=method)  # noqa: S310  # never opened
        try:
            answer = self._handler.get_authorization(request, self._challenge)
        except ValueError:
            # An algorithm that the library does not have.
            return {}
        return {"Authorization": f"Digest {answer}"} if answer else {}
