"""What the graphs of a release are called inside a remote store, where many releases live.

Readers know a graph by its public IRI. In the store each release has graphs of its own, below
``{base}release/{id}/graph/``, so that a release is loaded beside the one that is served.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from terril.store.remote.remote_store import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LAST_WORD = re.compile(r"[A-Za-z0-9-]+(?=[^A-Za-z0-9-]*\Z)")
_DIGITS = 8


@dataclass(frozen=True)
class ReleaseGraphs:
    """The graphs of one release.

    Attributes:
        base: base IRI of the town.
        release: its id.
        public: public IRIs of its named graphs, sorted.
    """

    base: str
    release: str
    public: tuple[str, ...]

    @property
    def registry(self) -> str:
        """The graph that says which graphs the release has, and that all are loaded."""
        return f"{self.base}release/{self.release}"

    @property
    def inner_start(self) -> str:
        """What the IRIs of all its graphs in the store begin with, and no published IRI."""
        return f"{self.registry}/graph/"

    @property
    def union(self) -> str:
        """The graph with every different statement once: the default graph of queries."""
        return f"{self.inner_start}union"

    @property
    def nothing(self) -> str:
        """A graph that is never filled: in the place of those that the release has not."""
        return f"{self.inner_start}nothing"

    @cached_property
    def inner(self) -> Mapping[str, str]:
        """The IRI in the store of each named graph, by its public IRI."""
        return {iri: f"{self.inner_start}{_slug(iri)}" for iri in self.public}

    def find_inner(self, iris: Iterable[str]) -> dict[str, str]:
        """Public IRI and IRI in the store of those that the release has."""
        return {iri: self.inner[iri] for iri in iris if iri in self.inner}


@dataclass(frozen=True)
class RemoteRelease:
    """One release in a remote store, ready to be asked.

    Attributes:
        store: where it is.
        graphs: what its graphs are called there.
    """

    store: RemoteStore
    graphs: ReleaseGraphs

    def pack(self) -> str:
        """All of it in one word of a command line; credentials are no part of it."""
        return json.dumps(asdict(self))

    @classmethod
    def unpack(cls, word: str) -> Self:
        """The release of such a word."""
        content = json.loads(word)
        graphs = content["graphs"]
        return cls(
            RemoteStore(**content["store"]),
            ReleaseGraphs(graphs["base"], graphs["release"], tuple(graphs["public"])),
        )


def _slug(iri: str) -> str:
    """A name that people recognize and that no other graph of the release has."""
    found = _LAST_WORD.search(iri)
    digest = hashlib.sha256(iri.encode()).hexdigest()[:_DIGITS]
    return f"{found[0]}-{digest}" if found else digest
