"""Graphs written to a remote store: by the Graph Store Protocol, or by SPARQL Update."""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, Protocol
from urllib.error import HTTPError

import httpx
from SPARQLWrapper import INSERT, POST, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException, Unauthorized

from publisher.model.errors import StoreRefusesLoading, StoreSilent
from publisher.store.remote.addresses import credentials
from publisher.store.remote.asking import AGENT, authorize
from publisher.store.remote.dialects import DIALECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Triple

    from publisher.store.remote.addresses import RemoteStore

N_TRIPLES = "application/n-triples"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 600.0


class GraphWriter(Protocol):
    """What changes graphs of a store, by their IRI in it. Every method raises ``StoreError``."""

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""

    def close(self) -> None:
        """Give the connection back."""


def writer_for(store: RemoteStore) -> GraphWriter:
    """The best way to write to a store: without parsing an update where there is one."""
    return GraphStoreWriter(store) if store.graph_store else UpdateWriter(store)


class GraphStoreWriter:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol, sections 5.4 to 5.6."""

    def __init__(self, store: RemoteStore) -> None:
        self._address = store.graph_store
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        self._client = httpx.Client(
            auth=_auth(store), timeout=timeout, headers={"User-Agent": AGENT}
        )

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""
        self._send("POST", graph, _lines(triples).encode())

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""
        self._send("DELETE", graph)

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def _send(self, method: str, graph: str, content: bytes = b"") -> None:
        headers = {"Content-Type": N_TRIPLES} if content else {}
        try:
            answer = self._client.request(
                method,
                self._address,
                params={"graph": graph},
                content=content or None,
                headers=headers,
            )
        except httpx.HTTPError as error:
            raise StoreSilent(self._address, str(error) or type(error).__name__) from error
        absent = method == "DELETE" and answer.status_code == httpx.codes.NOT_FOUND
        if not (answer.is_success or absent):
            raise StoreRefusesLoading(
                self._address, f"{answer.status_code} {answer.reason_phrase}"
            )


class UpdateWriter:
    """Writes by SPARQL 1.1 Update, sections 3.1.1 and 3.2.2."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Return when the triples are in the graph, which need not have been there."""
        self._send(f"INSERT DATA {{ GRAPH <{graph}> {{\n{_lines(triples)}}} }}")

    def drop(self, graph: str) -> None:
        """Return when the graph holds nothing, whether it was there or not."""
        self._send(f"DROP SILENT GRAPH <{graph}>")

    def close(self) -> None:
        """Nothing is kept open."""

    def _send(self, update: str) -> None:
        address = self._store.update
        wrapper = SPARQLWrapper(self._store.query, address, agent=AGENT)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setTimeout(int(ANSWER_SECONDS))
        authorize(wrapper, self._store)
        wrapper.setQuery(update)
        wrapper.queryType = INSERT
        try:
            wrapper.query().response.close()
        except Unauthorized as error:
            raise StoreRefusesLoading(address, "401 Unauthorized") from error
        except SPARQLWrapperException as error:
            raise StoreRefusesLoading(address, type(error).__name__) from error
        except HTTPError as error:
            raise StoreRefusesLoading(address, f"{error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise StoreSilent(address, str(reason)) from error


def _auth(store: RemoteStore) -> httpx.Auth | None:
    known = credentials()
    if known is None:
        return None
    return (httpx.DigestAuth if DIALECTS[store.engine].digest else httpx.BasicAuth)(*known)


def _lines(triples: Sequence[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
