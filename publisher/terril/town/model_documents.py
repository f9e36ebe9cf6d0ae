"""Read the ontology and shapes of a release as documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from terril.model.languages import translate_all
from terril.model.triples import canonicalize
from terril.model.vocabulary import SHAPES, TERRIL
from terril.representations.service.problem_types import (
    NAME,
    PROBLEM_TYPES,
    describe_problem_types,
)
from terril.representations.service.sparql_executables import QUERIES, describe_queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from terril.store.stored_queries import StoredQuery


@dataclass(frozen=True)
class ModelDocument:
    """A document of the model.

    Attributes:
        name: last segment of its path, below ``def/``.
        iri: the same in every town.
        triples: in the order of its files.
    """

    name: str
    iri: str
    triples: tuple[Triple, ...]

    @cached_property
    def terms(self) -> dict[NamedNode, list[Triple]]:
        """The triples of each IRI that is a subject, in the order of the files."""
        found: dict[NamedNode, list[Triple]] = {}
        for triple in self.triples:
            if isinstance(triple.subject, NamedNode):
                found.setdefault(triple.subject, []).append(triple)
        return found


def read_model_documents(folder: Path, queries: Iterable[StoredQuery]) -> dict[str, ModelDocument]:
    """Return the documents of the model, by name.

    Every file of the ontology is a document of its own, the shapes together are one. Two are
    made from elsewhere: the stored queries, and the types of problems.

    Args:
        folder: the model folder of a release.
        queries: the stored queries of the release.
    """
    found = [_read(path.stem, [path]) for path in sorted((folder / "ontology").glob("*.ttl"))]
    found.append(_read(SHAPES, sorted((folder / "shapes").rglob("*.ttl"))))
    titles = translate_all("Questions that any town can be asked")
    found.append(ModelDocument("queries", QUERIES, describe_queries(queries, titles)))
    found.append(ModelDocument(NAME, PROBLEM_TYPES, describe_problem_types()))
    return {one.name: one for one in found}


def _read(name: str, files: Iterable[Path]) -> ModelDocument:
    quads = [
        quad
        for path in files
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    return ModelDocument(name, f"{TERRIL}{name}", tuple(q.triple for q in canonicalize(quads)))
