"""Read the documents of the model, ontology and shapes, as a release holds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from terril.model.canonical import canonical
from terril.model.vocabulary import SHAPES, TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class ModelDocument:
    """A document of the model.

    Attributes:
        name: what it is called below ``def/``.
        iri: what it is called everywhere.
        triples: all that it says, in the order of its files.
    """

    name: str
    iri: str
    triples: tuple[Triple, ...]

    @cached_property
    def terms(self) -> dict[NamedNode, list[Triple]]:
        """What is said about each thing that it defines, in the order of its files."""
        found: dict[NamedNode, list[Triple]] = {}
        for triple in self.triples:
            if isinstance(triple.subject, NamedNode):
                found.setdefault(triple.subject, []).append(triple)
        return found


def read_model_documents(folder: Path) -> dict[str, ModelDocument]:
    """The documents of the model in a release's model folder, by name.

    Every file of the ontology is a document of its own; the shapes together are one.
    """
    found = [
        _definition(path.stem, [path]) for path in sorted((folder / "ontology").glob("*.ttl"))
    ]
    found.append(_definition(SHAPES, sorted((folder / "shapes").rglob("*.ttl"))))
    return {one.name: one for one in found}


def _definition(name: str, files: Iterable[Path]) -> ModelDocument:
    quads = [
        quad
        for path in files
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    return ModelDocument(name, f"{TERRIL}{name}", tuple(q.triple for q in canonical(quads)))
