"""Write graphs to a remote store, by the Graph Store Protocol or by SPARQL Update."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from terril.model.errors import StoreRefusesLoading, StoreSilent
from terril.net.client import ExchangeError, HttpRequest, exchange
from terril.net.digest import DigestLogin
from terril.net.guard import make_unguarded_target
from terril.net.tls import create_tls_context
from terril.store.remote.client import AGENT
from terril.store.remote.dialects import DIALECTS
from terril.store.remote.remote_store import read_credentials

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.store.remote.remote_store import RemoteStore

N_TRIPLES = "application/n-triples"
FORM = "application/x-www-form-urlencoded"
CONNECT_SECONDS = 10.0
EXCHANGE_SECONDS = 600.0
ANSWER_BYTES = 64 * 2**10
UNAUTHORIZED, NOT_FOUND = 401, 404


class GraphWriter(Protocol):
    """A writer of graphs, by their IRI in the store; raises ``StoreError``."""

    def add(self, graph: str, triples: str) -> None:
        """Add triples, as N-Triples, to a graph, which is created if it does not exist."""

    def drop(self, graph: str) -> None:
        """Drop a graph, if it exists."""


def choose_writer(store: RemoteStore) -> GraphWriter:
    """Return the fastest writer for a store: the Graph Store Protocol needs no update parsed."""
    return GraphStoreWriter(store) if store.graph_store else UpdateWriter(store)


class GraphStoreWriter:
    """A writer by the SPARQL 1.1 Graph Store HTTP Protocol, sections 5.4 and 5.5."""

    def __init__(self, store: RemoteStore) -> None:
        self._sender = _Sender(store, store.graph_store)
        self._loading = DIALECTS[store.engine].loading

    def add(self, graph: str, triples: str) -> None:
        """Add triples, as N-Triples, to a graph, which is created if it does not exist."""
        parameters = {"graph": graph, **self._loading}
        self._sender.send("POST", parameters, triples.encode(), {"Content-Type": N_TRIPLES})

    def drop(self, graph: str) -> None:
        """Drop a graph, if it exists."""
        self._sender.send("DELETE", {"graph": graph}, also_good=NOT_FOUND)


class UpdateWriter:
    """A writer by SPARQL 1.1 Update, sections 3.1.1 and 3.2.2."""

    def __init__(self, store: RemoteStore) -> None:
        self._sender = _Sender(store, store.update)

    def add(self, graph: str, triples: str) -> None:
        """Add triples, as N-Triples, to a graph, which is created if it does not exist."""
        self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}")

    def drop(self, graph: str) -> None:
        """Drop a graph, if it exists."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, text: str) -> None:
        self._sender.send("POST", {}, urlencode({"update": text}).encode(), {"Content-Type": FORM})


class _Sender:
    """A client of one address of a store, with the credentials of the environment."""

    def __init__(self, store: RemoteStore, address: str) -> None:
        self._address = address
        self._headers = {"Accept": "*/*", "User-Agent": AGENT, **_authorization(store)}
        self._digest = _digest_login(store, address)
        self._tls = create_tls_context() if make_unguarded_target(address).tls else None

    def send(
        self,
        method: str,
        parameters: Mapping[str, str],
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        also_good: int = 0,
    ) -> None:
        """Send a request and wait until the store has carried it out.

        Raises:
            StoreSilent: it gave no answer.
            StoreRefusesLoading: it answered with an error.
        """
        separator = "&" if "?" in self._address else "?"
        url = self._address + (separator + urlencode(parameters) if parameters else "")
        try:
            status, reason = self._send_with_login(method, url, content, headers or {})
        except ExchangeError as error:
            detail = str(error) or type(error.__cause__).__name__
            raise StoreSilent(self._address, detail) from error
        if status not in range(200, 300) and status != also_good:
            raise StoreRefusesLoading(self._address, f"{status} {reason}")

    def _send_with_login(
        self, method: str, url: str, content: bytes, headers: Mapping[str, str]
    ) -> tuple[int, str]:
        """Return status and reason phrase; a digest challenge of the store is answered once."""
        status, reason, challenges = self._exchange(method, url, content, headers)
        if self._digest and status == UNAUTHORIZED and self._digest.accept(challenges):
            status, reason, _ = self._exchange(method, url, content, headers)
        return status, reason

    def _exchange(
        self, method: str, url: str, content: bytes, headers: Mapping[str, str]
    ) -> tuple[int, str, list[str]]:
        login = self._digest.headers(method, url, content) if self._digest else {}
        request = HttpRequest(method, {**self._headers, **headers, **login}, content)
        end = time.monotonic() + EXCHANGE_SECONDS
        with exchange(
            request,
            make_unguarded_target(url),
            end,
            tls=self._tls,
            connect_seconds=CONNECT_SECONDS,
        ) as response:
            response.read(ANSWER_BYTES)
            return response.status, response.reason, response.values("www-authenticate")


def _authorization(store: RemoteStore) -> dict[str, str]:
    """Return the header of a login that needs no challenge (RFC 7617, RFC 6750)."""
    login, known = DIALECTS[store.engine].login, read_credentials()
    if known is None or login == "digest":
        return {}
    if login == "bearer":
        return {"Authorization": f"Bearer {known[1]}"}
    return {"Authorization": f"Basic {base64.b64encode(':'.join(known).encode()).decode()}"}


def _digest_login(store: RemoteStore, address: str) -> DigestLogin | None:
    known = read_credentials()
    if known is None or DIALECTS[store.engine].login != "digest":
        return None
    return DigestLogin(address, *known)
