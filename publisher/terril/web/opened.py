"""One release, opened for reading: everything that views need, made once and never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from terril.config import Config, read_config
from terril.model.addresses import encode
from terril.model.languages import translations
from terril.model.vocabulary import PREFIXES, SHAPES
from terril.release.remote_copies import asked_store
from terril.representations.classes import ClassShape, read_classes
from terril.representations.pages import Audience, Pages, Town
from terril.representations.service.sparql_executables import QUERIES, executables
from terril.store.answer_cache import AnswerCache
from terril.store.datasets import Dataset, find_datasets
from terril.store.federation import Federation
from terril.store.reader import StoreReader
from terril.store.search import fold
from terril.store.statistics import Statistics, compute_statistics
from terril.store.stored_queries import StoredQuery, read_stored_queries
from terril.store.workers import QueryWorkers
from terril.web.catalogued import catalogue_of
from terril.web.definitions import Definition, read_definitions
from terril.web.facets import FacetIndex
from terril.web.http.page_cache import PageCache
from terril.web.problem_types import NAME, problem_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.release.release import Release
    from terril.representations.catalogue import Catalogue
    from terril.store.federation import Endpoints
    from terril.store.remote import RemoteStore
    from terril.store.sparql import QueryLimits

CACHE_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Quota:
    """What of the server one release may use, beside the limits of its queries.

    Attributes:
        answer_cache_megabytes: memory for answers that are given again.
        queries_per_minute: what one client may ask; 0 for no limit.
        spares: worker processes kept ready beyond those that work.
        endpoints: asks other endpoints for queries with SERVICE; ``None`` if none is allowed.
    """

    answer_cache_megabytes: int
    queries_per_minute: int
    spares: int
    endpoints: Endpoints | None = None


class ServedRelease:
    """A release that is being served.

    Args:
        release: where it is.
        limits: what a query may use.
        gone: IRIs that earlier releases had, each with the id of the last one.
        share: what of the server it may use.
        remote: the store that queries are put to; ``None`` for the release's own. Pages are
            made from the release's own in any case.
    """

    def __init__(
        self,
        release: Release,
        limits: QueryLimits,
        gone: Mapping[str, str],
        share: Quota,
        remote: RemoteStore | None = None,
    ) -> None:
        self.release = release
        self.gone = gone
        self.limits = limits
        self.queries_per_minute = share.queries_per_minute
        self.config: Config = read_config(release.folder)
        self.addresses = self.config.addresses
        self.store = StoreReader(release.store_folder)
        asked = asked_store(release, remote)
        self.workers = QueryWorkers(asked, limits, PREFIXES, spares=share.spares)
        self.federation = Federation(share.endpoints, limits)
        self.asking = AnswerCache(self.workers, limits, share.answer_cache_megabytes)
        self.answers = PageCache(CACHE_BYTES)
        self.kinds = self._things_by_kind()
        self._facets: dict[str, FacetIndex] = {}
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

    @cached_property
    def datasets(self) -> Sequence[Dataset]:
        """The datasets that it is published as."""
        release = self.release
        return find_datasets(self.store, self.addresses, release.things(), release.manifest.files)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the catalogue of its datasets is computed from."""
        return catalogue_of(self)

    @cached_property
    def statistics(self) -> Statistics:
        """What the release holds, in numbers."""
        return compute_statistics(self.store.statements())

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
        titles = translations("Questions that any town can be asked")
        triples = executables(self.questions.values(), titles)
        queries = Definition("queries", QUERIES, triples)
        return {**found, "queries": queries, NAME: problem_types()}

    @cached_property
    def classes(self) -> Mapping[str, ClassShape]:
        """The classes of the model, by the name of their shape."""
        return read_classes(self.definitions[SHAPES].triples)

    @cached_property
    def questions(self) -> Mapping[str, StoredQuery]:
        """The stored queries, by name."""
        return read_stored_queries(self.release.queries_folder)

    def members(self, kind: str, audience: Audience) -> Sequence[str]:
        """The things of a kind, by their label in the reader's language."""
        return self.sorted_by_label(self.kinds.get(kind, {}), audience)

    def sorted_by_label(self, things: Iterable[str], audience: Audience) -> Sequence[str]:
        """Things in the order of their labels, without regard to case and accents."""

        def by_label(iri: str) -> tuple[str, str]:
            return fold(self.pages.label(iri, audience).value), iri

        return sorted(things, key=by_label)

    def facet_index(self, kind: str) -> FacetIndex:
        """What the things of a kind have in common; computed once."""
        found = self._facets.get(kind)
        if found is None:
            found = self._facets[kind] = FacetIndex(self, self.kinds.get(kind, {}))
        return found

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
            config.look.map_tiles,
            config.look.map_credit,
            bool(config.look.logo),
        )
