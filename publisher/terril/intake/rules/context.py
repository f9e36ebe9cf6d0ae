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
    from terril.intake.sources import Source
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
        publisher: IRI of the publisher in the settings.
    """

    languages: Sequence[str] = ()
    graphs: Sequence[str] = ()
    terms: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    datasets: Sequence[str] = ()
    publisher: str = ""


NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context of the rules.

    Attributes:
        naming: policy for IRIs.
        positions: of statements.
        labels: of things, by IRI and language tag.
        expected: what the data may use.
        catalogue: ``data/catalogue.ttl``.
    """

    naming: NamingPolicy
    positions: Positions
    labels: Mapping[str, Mapping[str, str]]
    expected: Expectations = field(default=NOTHING_EXPECTED)
    catalogue: Source | None = None


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
    return Expectations(
        languages, graphs, frozenset(described), classes, sorted(datasets), publisher
    )
