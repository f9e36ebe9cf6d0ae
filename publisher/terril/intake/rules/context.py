"""The context that every rule of reading receives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import RDFS, SH, SKOS, TERRIL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.intake.locations.positions import Positions
    from terril.intake.naming_policy import NamingPolicy
    from terril.intake.town_model import TownModel

DATASETS = NamedNode(f"{TERRIL}datasets")


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the data of one town may use; an empty attribute is not checked.

    Attributes:
        languages: tags of the town's languages, preferred first.
        graphs: names of the town's graphs; without them links are not checked.
        terms: IRIs that the model describes; without them terms are not checked.
        classes: IRIs of the classes that shapes target, and of their subclasses in the model.
        datasets: names of the datasets that a release can have.
    """

    languages: Sequence[str] = ()
    graphs: Sequence[str] = ()
    terms: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    datasets: Sequence[str] = ()


NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context of the rules: naming policy, positions of statements, labels, expectations."""

    naming: NamingPolicy
    positions: Positions
    labels: Mapping[str, Mapping[str, str]]
    expected: Expectations = field(default=NOTHING_EXPECTED)


def read_expectations(
    model: TownModel, languages: Sequence[str], graphs: Sequence[str]
) -> Expectations:
    """Return what the data of a town with this model may use."""
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
    return Expectations(
        languages, graphs, frozenset(described), frozenset(targets | subclasses), sorted(datasets)
    )
