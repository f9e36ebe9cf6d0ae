"""Graphs written to a remote store: by the Graph Store Protocol, or by SPARQL Update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

import httpx

from terril.model.errors import StoreRefusesLoading, StoreSilent
from terril.store.remote.client import AGENT
from terril.store.remote.dialects import DIALECTS
from terril.store.remote.remote_store import credentials

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Triple

    from terril.store.remote.remote_store import RemoteStore

N_TRIPLES = "application/n-triples"
FORM = "application/x-www-form-urlencoded"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 600.0


class GraphWriter(Protocol):
    """What changes graphs of a store, by their IRI in it; raises ``StoreError``."""

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""

    def close(self) -> None:
        """Give the connection back."""


def writer_for(store: RemoteStore) -> GraphWriter:
    """The best way to write to a store: where there is one, without an update to be parsed."""
    return GraphStoreWriter(store) if store.graph_store else UpdateWriter(store)


class GraphStoreWriter:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol, sections 5.4 and 5.5."""

    def __init__(self, store: RemoteStore) -> None:
        self._sender = _Sender(store, store.graph_store)
        self._loading = DIALECTS[store.engine].loading
        self.close = self._sender.close

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""
        content = _lines(triples).encode()
        parameters = {"graph": graph, **self._loading}
        self._sender.send("POST", parameters, content, {"Content-Type": N_TRIPLES})

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""
        self._sender.send("DELETE", {"graph": graph}, also_good=httpx.codes.NOT_FOUND)


class UpdateWriter:
    """Writes by SPARQL 1.1 Update, sections 3.1.1 and 3.2.2."""

    def __init__(self, store: RemoteStore) -> None:
        self._sender = _Sender(store, store.update)
        self.close = self._sender.close

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""
        self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{_lines(triples)}}} }}")

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, text: str) -> None:
        self._sender.send("POST", {}, urlencode({"update": text}).encode(), {"Content-Type": FORM})


class _Sender:
    """Sends requests to one address of a store, with the credentials of the environment."""

    def __init__(self, store: RemoteStore, address: str) -> None:
        self._address = address
        self._client = httpx.Client(
            auth=_auth(store),
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            headers=_headers(store),
        )

    def send(
        self,
        method: str,
        parameters: Mapping[str, str],
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        also_good: int = 0,
    ) -> None:
        """Return when the store has done what was asked.

        Raises:
            StoreSilent: it gave no answer.
            StoreRefusesLoading: it answered with an error.
        """
        try:
            answer = self._client.request(
                method, self._address, params=parameters, content=content, headers=headers
            )
        except httpx.HTTPError as error:
            raise StoreSilent(self._address, str(error) or type(error).__name__) from error
        if not answer.is_success and answer.status_code != also_good:
            status = f"{answer.status_code} {answer.reason_phrase}"
            raise StoreRefusesLoading(self._address, status)

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()


def _auth(store: RemoteStore) -> httpx.Auth | None:
    login, known = DIALECTS[store.engine].login, credentials()
    if known is None or login == "bearer":
        return None
    return (httpx.DigestAuth if login == "digest" else httpx.BasicAuth)(*known)


def _headers(store: RemoteStore) -> dict[str, str]:
    headers = {"User-Agent": AGENT}
    known = credentials()
    if known and DIALECTS[store.engine].login == "bearer":
        headers["Authorization"] = f"Bearer {known[1]}"
    return headers


def _lines(triples: Sequence[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
