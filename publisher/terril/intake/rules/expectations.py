"""Read from model and settings what the data of a town may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.rules.context import Expectations
from terril.intake.sources import collect_labels
from terril.model.vocabulary import RDFS, SH, SKOS, TERRIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.intake.town_model import TownModel

DATASETS = NamedNode(f"{TERRIL}datasets")


def read_expectations(
    model: TownModel, languages: Sequence[str], graphs: Sequence[str], publisher: str = ""
) -> Expectations:
    """Return what the data of a town with this model and these settings may use."""
    described: set[str] = set()
    subclasses: set[str] = set()
    datasets: set[str] = set()
    for quad in model.ontology_quads():
        if not isinstance(quad.subject, NamedNode):
            continue
        described.add(quad.subject.value)
        if quad.predicate.value == f"{RDFS}subClassOf":
            subclasses.add(quad.subject.value)
        elif quad.predicate.value == f"{SKOS}topConceptOf" and quad.object == DATASETS:
            datasets.add(quad.subject.value.rpartition("#")[2])
    targets = {
        quad.object.value
        for quad in model.shapes_quads()
        if quad.predicate.value == f"{SH}targetClass" and isinstance(quad.object, NamedNode)
    }
    classes = frozenset(targets | subclasses)
    labels = collect_labels(model.ontology_quads())
    return Expectations(
        languages, graphs, frozenset(described), classes, sorted(datasets), publisher, labels
    )
