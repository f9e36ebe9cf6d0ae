"""The context that every rule of reading receives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.intake.locations.positions import Positions
    from terril.intake.naming_policy import NamingPolicy
    from terril.intake.rules.examination.thing_index import LabelIndex, ThingIndex
    from terril.intake.sources import Source


@dataclass(frozen=True, slots=True)
class Expectations:
    """The languages, graphs and terms that a town may use; an empty attribute is not checked.

    Attributes:
        languages: tags of the town's languages, preferred first.
        graphs: names of the town's graphs; without them links are not checked.
        terms: IRIs that the model describes; without them terms are not checked.
        classes: IRIs of the classes that shapes target, and of their subclasses in the model.
        datasets: names of the datasets that a release can have.
        publisher: IRI of the publisher in the settings.
        labels: of the terms of the model, by IRI and language tag.
    """

    languages: Sequence[str] = ()
    graphs: Sequence[str] = ()
    terms: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    datasets: Sequence[str] = ()
    publisher: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context of the rules.

    Attributes:
        naming: policy for IRIs.
        positions: of statements.
        things: the statements of all files of the town about each thing.
        expected: languages, graphs and terms that the data may use.
        catalogue: ``data/catalogue.ttl``.
    """

    naming: NamingPolicy
    positions: Positions
    things: ThingIndex
    expected: Expectations = field(default=NOTHING_EXPECTED)
    catalogue: Source | None = None

    @property
    def labels(self) -> LabelIndex:
        """Labels of things, by IRI and language tag."""
        return self.things.labels
