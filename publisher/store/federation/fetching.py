"""One question to another endpoint: bounded in time and size, to the address that was judged."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx

from publisher.model.errors import ServiceFailed
from publisher.store.result_formats import RESULTS_JSON

if TYPE_CHECKING:
    from publisher.store.federation.guard import Guard, Target

MOST_BYTES = 8 * 2**20
LONGEST_IN_ADDRESS = 2000
FORM = "application/x-www-form-urlencoded"


class Fetcher:
    """Asks endpoints.

    Redirects are not followed, since they could lead anywhere; no cookie, no password and no
    setting of the environment goes with a request.

    Args:
        guard: says where a request may go.
        seconds: wall-clock time for one answer.
        most: bytes of an answer.
    """

    def __init__(self, guard: Guard, seconds: float, most: int = MOST_BYTES) -> None:
        self._guard = guard
        self._seconds = seconds
        self._most = most

    def ask(self, iri: str, query: str) -> bytes:
        """The solutions of a SELECT query, in SPARQL's JSON.

        Raises:
            ServiceNotAllowed: the endpoint is not among those allowed.
            ServiceFailed: it gave no whole answer.
        """
        target = self._guard.target(iri)
        try:
            return self._fetch(target, query)
        except httpx.TimeoutException:
            raise ServiceFailed(target.host, ServiceFailed.LATE) from None
        except httpx.HTTPError:
            raise ServiceFailed(target.host, ServiceFailed.UNREACHABLE) from None

    def _fetch(self, target: Target, query: str) -> bytes:
        end = time.monotonic() + self._seconds
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=self._seconds) as client,
            client.stream(
                "POST",
                _address(target),
                data={"query": query},
                headers={
                    "Host": _host(target),
                    "Accept": RESULTS_JSON.media_type,
                    "Accept-Encoding": "identity",
                    "User-Agent": "Terril",
                },
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            self._check(target, response)
            return self._read(target, response, end)

    def _check(self, target: Target, response: httpx.Response) -> None:
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.status_code != httpx.codes.OK or media_type not in (
            RESULTS_JSON.media_type,
            *RESULTS_JSON.aliases,
        ):
            raise ServiceFailed(target.host, ServiceFailed.NO_RESULTS)

    def _read(self, target: Target, response: httpx.Response, end: float) -> bytes:
        found = bytearray()
        for piece in response.iter_raw():
            found += piece
            if len(found) > self._most:
                raise ServiceFailed(target.host, ServiceFailed.TOO_MUCH)
            # The client's own limit is for each piece, and there may be many.
            if time.monotonic() > end:
                raise ServiceFailed(target.host, ServiceFailed.LATE)
        return bytes(found)


def _address(target: Target) -> str:
    host = f"[{target.address}]" if target.address.version == 6 else str(target.address)
    return f"{'https' if target.tls else 'http'}://{host}:{target.port}{target.path}"


def _host(target: Target) -> str:
    usual = 443 if target.tls else 80
    return target.host if target.port == usual else f"{target.host}:{target.port}"
