"""One question to another endpoint: bounded in time and size, to the address that was judged."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpcore

from terril.model.errors import ServiceFailed
from terril.net.deadline import DeadlineBackend
from terril.store.sparql.result_formats import RESULTS_JSON

if TYPE_CHECKING:
    from terril.net.guard import Guard, Target

MOST_BYTES = 8 * 2**20
FORM = b"application/x-www-form-urlencoded"
OK = 200


class Fetcher:
    """Asks endpoints.

    Redirects are not followed, since they could lead anywhere; no cookie, no password and no
    setting of the environment goes with a request.

    Args:
        guard: says where a request may go.
        most: bytes of an answer.
    """

    def __init__(self, guard: Guard, most: int = MOST_BYTES) -> None:
        self._guard = guard
        self._most = most

    def ask(self, iri: str, query: str, seconds: float) -> bytes:
        """The solutions of a SELECT query, in SPARQL's JSON.

        Args:
            iri: of the endpoint.
            query: what is asked.
            seconds: wall-clock time from the connection to the last byte.

        Raises:
            ServiceNotAllowed: the endpoint is not among those allowed.
            ServiceFailed: it gave no whole answer.
        """
        end = time.monotonic() + seconds
        target = self._guard.target(iri)
        try:
            return self._fetch(target, query, end)
        except httpcore.TimeoutException:
            raise ServiceFailed(target.host, ServiceFailed.LATE) from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            raise ServiceFailed(target.host, ServiceFailed.UNREACHABLE) from None

    def _fetch(self, target: Target, query: str, end: float) -> bytes:
        backend = DeadlineBackend(str(target.address), end)
        scheme = "https" if target.tls else "http"
        with (
            httpcore.ConnectionPool(network_backend=backend, http2=False) as pool,
            pool.stream(
                "POST",
                f"{scheme}://{target.host}:{target.port}{target.path}",
                headers=[
                    (b"Host", _host(target).encode()),
                    (b"Accept", RESULTS_JSON.media_type.encode()),
                    (b"Accept-Encoding", b"identity"),
                    (b"Content-Type", FORM),
                    (b"User-Agent", b"Terril"),
                ],
                content=urlencode({"query": query}).encode(),
            ) as response,
        ):
            self._check(target, response)
            return self._read(target, response)

    def _check(self, target: Target, response: httpcore.Response) -> None:
        headers = {name.lower(): value for name, value in response.headers}
        media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        known = (RESULTS_JSON.media_type, *RESULTS_JSON.aliases)
        if response.status != OK or media_type.decode("latin-1") not in known:
            raise ServiceFailed(target.host, ServiceFailed.NO_RESULTS)

    def _read(self, target: Target, response: httpcore.Response) -> bytes:
        found = bytearray()
        for piece in response.iter_stream():
            found += piece
            if len(found) > self._most:
                raise ServiceFailed(target.host, ServiceFailed.TOO_MUCH)
        return bytes(found)


def _host(target: Target) -> str:
    usual = 443 if target.tls else 80
    return target.host if target.port == usual else f"{target.host}:{target.port}"
