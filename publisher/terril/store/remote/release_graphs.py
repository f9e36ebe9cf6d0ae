"""Name the graphs of a release inside a remote store, which holds many releases.

Clients use the public IRI of a graph. In the store each release has graphs of its own, below
``{base}release/{id}/graph/``, so that a release is loaded beside the one that is served.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pyoxigraph import BlankNode, NamedNode

from terril.store.graphs import ALL_GRAPHS, GraphPartition
from terril.store.remote.remote_store import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import DefaultGraph

_LAST_WORD = re.compile(r"[A-Za-z0-9-]+(?=[^A-Za-z0-9-]*\Z)")
_DIGITS = 8


@dataclass(frozen=True)
class ReleaseGraphs:
    """The graphs of one release.

    Attributes:
        base: base IRI of the town.
        release: its id.
        partition: its named graphs, by their public IRIs, and their parts.
    """

    base: str
    release: str
    partition: GraphPartition = field(default_factory=GraphPartition)

    @property
    def registry(self) -> str:
        """The IRI of the graph that lists the release's graphs, and if all are loaded."""
        return f"{self.base}release/{self.release}"

    @property
    def inner_start(self) -> str:
        """The prefix of the IRIs of all its graphs in the store, and of no published IRI."""
        return f"{self.registry}/graph/"

    @property
    def union(self) -> str:
        """The IRI of the graph with what a query sees unless it names graphs."""
        return f"{self.inner_start}union"

    @property
    def nothing(self) -> str:
        """The IRI of a graph that stays empty, in place of those that the release has not."""
        return f"{self.inner_start}nothing"

    @cached_property
    def inner(self) -> Mapping[str, str]:
        """The IRI in the store of each named graph, by its public IRI."""
        return {iri: f"{self.inner_start}{_slug(iri)}" for iri in self.partition.public}

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The IRI in the store of each part, by its label."""
        return {label: f"{self.inner_start}{label}" for label in self.partition.labels}

    def find_inner(self, iris: Iterable[str]) -> dict[str, str]:
        """Return public IRI and IRI in the store of the graphs that the release has."""
        return {iri: self.inner[iri] for iri in iris if iri in self.inner}

    def find_cover(self, iris: Sequence[str]) -> tuple[str, ...]:
        """Return IRIs in the store of graphs that merge some graphs, with no statement twice.

        Args:
            iris: public IRIs; ``all_graphs`` stands for all of them.
        """
        everything = self.all_graphs in iris
        cover = self.partition.cover_everything() if everything else self.partition.cover(iris)
        found = (self._find_graph(graph) for graph in cover)
        return tuple(dict.fromkeys(iri for iri in found if iri)) or (self.nothing,)

    @property
    def endpoint(self) -> str:
        """The IRI of the endpoint."""
        return f"{self.base}sparql"

    @property
    def all_graphs(self) -> str:
        """The IRI that stands for all graphs, the model's as well."""
        return f"{self.endpoint}{ALL_GRAPHS}"

    def _find_graph(self, graph: NamedNode | BlankNode | DefaultGraph) -> str | None:
        if isinstance(graph, NamedNode):
            return self.inner.get(graph.value)
        return self.parts[graph.value] if isinstance(graph, BlankNode) else self.union


@dataclass(frozen=True)
class RemoteRelease:
    """One release in a remote store.

    Attributes:
        stores: where it is, the address of each replica.
        graphs: what its graphs are called there.
    """

    stores: tuple[RemoteStore, ...]
    graphs: ReleaseGraphs

    def pack(self) -> str:
        """Return all of it as one argument of a command line; credentials are no part of it."""
        return json.dumps(asdict(self), default=sorted)

    @classmethod
    def unpack(cls, word: str) -> Self:
        """Return the release of such an argument."""
        content = json.loads(word)
        graphs = content["graphs"]
        partition = graphs["partition"]
        parts = {label: frozenset(sources) for label, sources in partition["parts"].items()}
        return cls(
            tuple(RemoteStore(**store) for store in content["stores"]),
            ReleaseGraphs(
                graphs["base"],
                graphs["release"],
                GraphPartition(tuple(partition["public"]), parts, partition["rest"]),
            ),
        )


def _slug(iri: str) -> str:
    """Return a name that people recognize and that no other graph of the release has."""
    found = _LAST_WORD.search(iri)
    digest = hashlib.sha256(iri.encode()).hexdigest()[:_DIGITS]
    return f"{found[0]}-{digest}" if found else digest
