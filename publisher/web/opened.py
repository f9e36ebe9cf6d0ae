"""One release, opened for reading: everything that views need, made once and never changed."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from publisher.config import Config, read_config
from publisher.languages import pick, say_all
from publisher.model.addresses import encode
from publisher.model.vocabulary import PREFIXES, SKOS, TERRIL
from publisher.release.remote import asked_store
from publisher.representations.executables import QUERIES, executables
from publisher.representations.pages import Pages, Reader, Town
from publisher.store.reading import StoreReader
from publisher.store.stored_queries import StoredQuery, read_stored_queries
from publisher.store.workers import QueryLimits, QueryWorkers
from publisher.web.cache import AnswerCache
from publisher.web.definitions import Definition, read_definitions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publisher.release.release import Release
    from publisher.store.remote import RemoteStore

CACHE_BYTES = 32 * 2**20


class OpenRelease:
    """A release that is being served.

    Args:
        release: where it is.
        limits: what a query may use.
        gone: IRIs that earlier releases had, each with the id of the last one.
        remote: the store that queries are put to; ``None`` for the release's own. Pages are
            made from the release's own in any case.
    """

    def __init__(
        self,
        release: Release,
        limits: QueryLimits,
        gone: Mapping[str, str],
        remote: RemoteStore | None = None,
    ) -> None:
        self.release = release
        self.gone = gone
        self.limits = limits
        self.config: Config = read_config(release.folder)
        self.addresses = self.config.addresses
        self.store = StoreReader(release.store_folder)
        self.workers = QueryWorkers(asked_store(release, remote), limits, PREFIXES)
        self.answers = AnswerCache(CACHE_BYTES)
        self.kinds = self._things_by_kind()
        self.pages = Pages(self.store, self.addresses, self._town())

    def close(self) -> None:
        """Let running queries end, then give back the worker processes."""
        self.workers.close()

    def find(self, kind: str, slug: str) -> str | None:
        """The IRI of a thing as a request names it.

        A path arrives decoded, but an IRI may stand in the data either way, as ``café`` or as
        ``caf%C3%A9``; whichever the data has is meant.
        """
        things = self.kinds.get(kind, {})
        plain = self.addresses.thing(kind, slug)
        encoded = self.addresses.thing(kind, encode(slug))
        return next((iri for iri in (plain, encoded) if iri in things), None)

    def kind_heading(self, kind: str, reader: Reader) -> str:
        """What many things of a kind are called: « organisations »."""
        labels = {
            value.language or "": value.value
            for value in self.store.values(f"{TERRIL}kinds#{kind}", f"{SKOS}altLabel")
            if not isinstance(value, NamedNode)
        }
        labels = labels or self.store.labels(f"{TERRIL}kinds#{kind}")
        found = pick(labels, self.pages.taste(reader))
        heading = found[0] if found else kind.replace("-", " ")
        return heading[:1].upper() + heading[1:]

    @cached_property
    def context(self) -> Mapping[str, object]:
        """The value of ``@context`` of our JSON-LD."""
        content = json.loads((self.release.model_folder / "context.jsonld").read_bytes())
        context: Mapping[str, object] = content["@context"]
        return context

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The documents of the model, by their name below ``def/``."""
        found = read_definitions(self.release.model_folder)
        titles = say_all("Questions that any town can be asked")
        triples = executables(self.questions.values(), titles)
        return {**found, "queries": Definition("queries", QUERIES, triples)}

    @cached_property
    def questions(self) -> Mapping[str, StoredQuery]:
        """The stored queries, by name."""
        return read_stored_queries(self.release.queries_folder)

    def members(self, kind: str, reader: Reader) -> Sequence[str]:
        """The things of a kind, by their label in the reader's language."""

        def by_label(iri: str) -> tuple[str, str]:
            return self.pages.label(iri, reader).value.casefold(), iri

        return sorted(self.kinds.get(kind, {}), key=by_label)

    def _things_by_kind(self) -> dict[str, dict[str, None]]:
        kinds: dict[str, dict[str, None]] = {}
        for iri in self.release.things():
            if name := self.addresses.name_of(iri):
                kinds.setdefault(name.kind, {})[iri] = None
        return kinds

    def _town(self) -> Town:
        config = self.config
        return Town(
            config.name,
            config.languages,
            str(config.licence),
            config.licence_name,
            self.release.id,
        )
