"""Send one query to another endpoint: bounded in time and size, to an address under guard."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from terril.model.errors import ServiceFailed
from terril.net.client import ExchangeError, ExchangeTimeoutError, HttpRequest, exchange
from terril.store.sparql import RESULTS_JSON

if TYPE_CHECKING:
    from terril.net.client import HttpResponse
    from terril.net.guard import Guard, Target

MOST_BYTES = 8 * 2**20
HEADERS = {
    "Accept": RESULTS_JSON.media_type,
    "Accept-Encoding": "identity",
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": "Terril",
}
OK = 200


class Fetcher:
    """A client of SPARQL endpoints.

    Redirects are not followed, since they could lead anywhere; no cookie, no password and no
    setting of the environment goes with a request.

    Args:
        guard: decides where a request may go.
        most: bytes of an answer.
    """

    def __init__(self, guard: Guard, most: int = MOST_BYTES) -> None:
        self._guard = guard
        self._most = most

    def query(self, iri: str, text: str, seconds: float) -> bytes:
        """Return the solutions of a SELECT query, in SPARQL's JSON.

        Args:
            iri: of the endpoint.
            text: of the query.
            seconds: wall-clock time from the connection to the last byte.

        Raises:
            ServiceNotAllowed: the endpoint is not among those allowed.
            ServiceFailed: it gave no whole answer.
        """
        end = time.monotonic() + seconds
        target = self._guard.find_target(iri)
        request = HttpRequest("POST", HEADERS, urlencode({"query": text}).encode())
        try:
            with exchange(request, target, end) as response:
                return self._read(target, response)
        except ExchangeTimeoutError:
            raise ServiceFailed(target.host, ServiceFailed.LATE) from None
        except ExchangeError:
            raise ServiceFailed(target.host, ServiceFailed.UNREACHABLE) from None

    def _read(self, target: Target, response: HttpResponse) -> bytes:
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        known = (RESULTS_JSON.media_type, *RESULTS_JSON.aliases)
        if response.status != OK or media_type not in known:
            raise ServiceFailed(target.host, ServiceFailed.NO_RESULTS)
        body, whole = response.read(self._most)
        if not whole:
            raise ServiceFailed(target.host, ServiceFailed.TOO_MUCH)
        return body
