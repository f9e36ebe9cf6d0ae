"""A release opened for reading: the object that answers requests, queries and searches."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode

from terril.model.addresses import encode_path
from terril.model.errors import InvalidIri, NoSearchIndex
from terril.model.vocabulary import PREFIXES, SHAPES
from terril.release.remote_copies import select_store
from terril.representations.classes import ClassShape, read_classes
from terril.representations.pages import Audience, Pages
from terril.representations.rdf.jsonld import Context, read_context
from terril.representations.service.limit_descriptions import describe_limits
from terril.representations.service.service_description import Service
from terril.store.answer_cache import AnswerCache
from terril.store.datasets import FOLDER, Datasets, group_by_kind, read_datasets
from terril.store.descriptions import Description, describe
from terril.store.federation import Federation
from terril.store.graphs import ALL_GRAPHS, Statistics, compute_statistics
from terril.store.reader import StoreReader
from terril.store.search import SearchIndex, build_thing_index
from terril.store.stored_queries import StoredQuery, read_stored_queries
from terril.store.workers import QueryWorkers, execute_once
from terril.town.catalogue_source import read_catalogue_source
from terril.town.config_file import find_unwritable_setting, read_frozen_config
from terril.town.model_documents import ModelDocument, read_model_documents
from terril.town.results import QueryResult, SearchHit, SearchHits, prepare_query, read_answer
from terril.town.settings import Quota, make_town_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.release.release import Release
    from terril.release.tombstones import Tombstones
    from terril.representations.catalogue import Catalogue
    from terril.store.remote import RemoteStore
    from terril.store.search import ThingIndex
    from terril.store.sparql import QueryLimits
    from terril.town.config import Config


LONGEST_TIMEOUT = 24 * 3600
MOST_HITS = 100_000


class ServedRelease:
    """A release opened for reading; safe to use from many threads, and never changed.

    Use it as a context manager, or call :meth:`close` to end its worker processes.

    Args:
        release: the release on disk.
        limits: of a query.
        gone: things that only earlier releases describe.
        quota: share of the machine.
        replicas: of the store that queries are put to; none for the release's own. Pages are
            made from the release's own in any case.
    """

    def __init__(
        self,
        release: Release,
        limits: QueryLimits,
        gone: Tombstones,
        quota: Quota,
        replicas: Sequence[RemoteStore] = (),
    ) -> None:
        self.release = release
        self.gone = gone
        self.limits = limits
        self.queries_per_minute = quota.queries_per_minute
        self.config: Config = read_frozen_config(release.folder)
        self.addresses = self.config.addresses
        self.store = StoreReader(release.store_folder, release.open_literals())
        self._things = release.open_things()
        self.federation = Federation(quota.endpoints, limits, self.endpoint)
        self.pages = Pages(self.store, self.addresses, make_town_profile(self.config, release.id))
        self._quota = quota
        self._replicas = replicas
        self._lock = threading.RLock()
        self._workers: QueryWorkers | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let running queries end, then end the worker processes.

        A query that comes later is still answered, by a process of its own.
        """
        with self._lock:
            self._closed, workers = True, self._workers
        if workers:
            workers.close()

    @property
    def workers(self) -> QueryWorkers:
        """The processes that run queries; started when they are first needed."""
        with self._lock:
            if self._workers is None:
                store = select_store(self.release, self._replicas)
                spares = self._quota.spares
                self._workers = QueryWorkers(
                    store, self.limits, PREFIXES, base=self.endpoint, spares=spares
                )
                if self._closed:
                    self._workers.close()
            return self._workers

    def start(self) -> Self:
        """Start the worker processes now, so that the first query need not wait for them."""
        _ = self.answer_cache
        return self

    @cached_property
    def answer_cache(self) -> AnswerCache:
        """Answers to queries, from memory or from the workers."""
        return AnswerCache(self.workers, self.limits, self._quota.answer_cache_megabytes)

    def find(self, kind: str, slug: str) -> str | None:
        """Return the IRI of a thing as a request names it.

        A path arrives decoded, but an IRI may stand in the data either way, as ``café`` or as
        ``caf%C3%A9``; whichever the data has is meant.
        """
        for written in dict.fromkeys((slug, encode_path(slug))):
            iri = self.addresses.thing(kind, written)
            if self.addresses.name_of(iri) and self._describes(iri):
                return iri
        return None

    def _describes(self, iri: str) -> bool:
        try:
            return self.store.describes(NamedNode(iri))
        except ValueError:
            return False

    def describe(self, iri: str) -> Description:
        """Return what the document about a thing states; empty if the release lacks it.

        Raises:
            InvalidIri: the text is no absolute IRI.
        """
        try:
            node = NamedNode(iri)
        except ValueError as error:
            raise InvalidIri(iri) from error
        return describe(self.store, node)

    def query(
        self, text: str, timeout: float | None = None, *, model: bool = False
    ) -> QueryResult:
        """Run a SPARQL query in a worker process, and return its rows as Python values.

        Args:
            text: of the query; the prefixes of the model need no declaration.
            timeout: seconds, instead of the limit of ``town.toml``.
            model: ask the graphs of the model as well as the town's statements; FROM in the
                text is then set aside.

        Raises:
            QueryError: the query has no answer; its message gives the reason.
            ValueError: the timeout is not between 0 and a day.
        """
        if timeout is not None and not 0 < timeout <= LONGEST_TIMEOUT:
            raise ValueError(f"timeout: {timeout} is not between 0 and {LONGEST_TIMEOUT} seconds")
        examined = self.federation.resolve(text).text
        graphs = (f"{self.endpoint}{ALL_GRAPHS}",) if model else ()
        query = prepare_query(examined, graphs)
        if timeout is None:
            return read_answer(self.answer_cache.execute(query), query)
        store = select_store(self.release, self._replicas)
        limits = replace(self.limits, seconds=timeout)
        return read_answer(execute_once(store, limits, PREFIXES, query, self.endpoint), query)

    def search(self, text: str, kind: str = "", limit: int = 20) -> SearchHits:
        """Find things by words, numbers or parts of names, the best first.

        Args:
            text: words in any order.
            kind: only things of this kind, such as ``organization``.
            limit: most hits, at least 1.

        Raises:
            NoSearchIndex: the release was built before there was a search index.
            ValueError: the limit is out of range.
        """
        if not 1 <= limit <= MOST_HITS:
            raise ValueError(f"limit: {limit} is not between 1 and {MOST_HITS}")
        found = self.search_index.search(text, (kind,) if kind else (), limit)
        audience = Audience(self.config.languages[0], "")
        hits = (
            SearchHit(hit.iri, self.pages.label(hit.iri, audience).value, hit.kind)
            for hit in found.hits
        )
        return SearchHits(hits, found.total)

    @cached_property
    def search_index(self) -> SearchIndex:
        """The full-text index.

        Raises:
            NoSearchIndex: the release was built before there was one.
        """
        path = self.release.search_file
        if not path.is_file():
            raise NoSearchIndex(self.release.id)
        return SearchIndex(path)

    @cached_property
    def datasets(self) -> Datasets:
        """The datasets that it is published as."""
        release = self.release
        dumps = (path.removeprefix(FOLDER) for path in release.manifest.files)
        usable = [f"{FOLDER}{name}" for name in dumps if release.has_dump(name)]
        return read_datasets(self.store, self.kinds, usable)

    @cached_property
    def carries_xml(self) -> bool:
        """``True`` if RDF/XML can carry its statements and settings; else documents may differ."""
        return self.datasets.have_xml and find_unwritable_setting(self.config) is None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The source of the catalogue of its datasets."""
        return read_catalogue_source(self.release, self.config, self.datasets)

    @cached_property
    def statistics(self) -> Statistics:
        """The use of each class and property.

        Raises:
            DamagedRelease: their file cannot be read.
        """
        written = self.release.read_statistics()
        return written or compute_statistics(self.store.statements())

    @property
    def endpoint(self) -> str:
        """The IRI of the SPARQL endpoint."""
        return f"{self.addresses.base}sparql"

    @property
    def service(self) -> Service:
        """The SPARQL endpoint as its service description states it."""
        manifest = self.release.manifest
        return Service(
            base=self.addresses.base,
            licence=self.config.licence,
            release=self.release.id,
            triples=manifest.triples,
            graphs=manifest.graphs,
            limits=describe_limits(self.limits, self.queries_per_minute),
        )

    @cached_property
    def context(self) -> Context:
        """The context of the town's JSON-LD.

        Raises:
            ModelError: it defines something in a way that is not supported.
        """
        path = self.release.model_folder / "context.jsonld"
        return read_context(path.read_bytes(), path)

    @cached_property
    def model_documents(self) -> Mapping[str, ModelDocument]:
        """The documents of the model, by their name below ``def/``."""
        return read_model_documents(self.release.model_folder, self.stored_queries.values())

    @cached_property
    def classes(self) -> Mapping[str, ClassShape]:
        """The classes of the model, by the name of their shape."""
        return read_classes(self.model_documents[SHAPES].triples)

    @cached_property
    def stored_queries(self) -> Mapping[str, StoredQuery]:
        """The stored queries, by name."""
        return read_stored_queries(self.release.queries_folder)

    @cached_property
    def things(self) -> ThingIndex:
        """The index of its things."""
        return self._things or build_thing_index(self.store, self.kinds, self.config.languages)

    @cached_property
    def kinds(self) -> Mapping[str, Sequence[str]]:
        """The sorted things of each kind, perhaps read as they are needed."""
        index = self._things
        if index:
            return index.kinds
        return group_by_kind(self.addresses, self.release.read_things())
