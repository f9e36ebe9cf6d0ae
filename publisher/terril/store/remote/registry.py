"""Record in a remote store which releases are there, and whole.

Each release has one small graph for that. It is written before the first statement is loaded
and again after the last one was counted, so a release whose loading was killed gives itself away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.vocabulary import DCT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.store.remote.release_graphs import ReleaseGraphs

HAS_PART = f"{DCT}hasPart"
COMPLETE = f"{DCT}dateAccepted"
PUBLIC = f"{DCT}isVersionOf"
IDENTIFIER = f"{DCT}identifier"


def build_registration(graphs: ReleaseGraphs) -> str:
    """Return statements on a release being loaded, its graphs and their IRIs, as N-Triples."""
    me = NamedNode(graphs.registry)
    parts = (*graphs.inner.values(), *graphs.parts.values(), graphs.union)
    named = [Triple(me, NamedNode(HAS_PART), NamedNode(part)) for part in parts]
    public = [
        Triple(NamedNode(inner), NamedNode(PUBLIC), NamedNode(iri))
        for iri, inner in graphs.inner.items()
    ]
    release = Triple(me, NamedNode(IDENTIFIER), Literal(graphs.release))
    return "".join(f"{triple} .\n" for triple in (release, *named, *public))


def build_completion(graphs: ReleaseGraphs, moment: str) -> str:
    """Return, as N-Triples, the statement that the whole release is there, since a moment."""
    return f"{Triple(NamedNode(graphs.registry), NamedNode(COMPLETE), Literal(moment))} .\n"


def build_whole_query(graphs: ReleaseGraphs) -> str:
    """Return the ASK query for whether the store has the whole release."""
    me = f"<{graphs.registry}>"
    return f"ASK FROM {me} {{ {me} <{COMPLETE}> ?moment }}"


def build_parts_query(registry: str) -> str:
    """Return the query for the graphs of a release, by the IRI of its registry graph."""
    me = f"<{registry}>"
    return f"SELECT ?part FROM {me} {{ {me} <{HAS_PART}> ?part }}"  # noqa: S608  # SPARQL, built from internal IRIs only


def build_registered_query(registries: Iterable[str]) -> str:
    """Return the query for the releases that are there, and since when each is whole."""
    clauses = " ".join(f"FROM <{registry}>" for registry in registries)
    pattern = f"?release <{IDENTIFIER}> ?id OPTIONAL {{ ?release <{COMPLETE}> ?moment }}"
    return f"SELECT ?id ?moment {clauses} {{ {pattern} }}"  # SPARQL, built from internal IRIs only


def build_count_query(graph: str) -> str:
    """Return the query for the number of statements of a graph."""
    return f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}"  # noqa: S608  # SPARQL, built from internal IRIs only
