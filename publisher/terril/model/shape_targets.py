"""What the shapes of a town apply to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.model.findings import Location


@dataclass(frozen=True, slots=True)
class ShapeTarget:
    """A shape with a target, and the number of things that it applies to.

    Attributes:
        shape: its IRI, ``""`` for a shape without a name.
        labels: its name for each language tag.
        place: its file and line; the file is relative to the folder of the town, or to that of
            the reusable model.
        count: number of things in the data that it applies to.
        own: whether it is in the town's own files.
        deactivated: whether it is switched off.
    """

    shape: str
    labels: Mapping[str, str]
    place: Location
    count: int
    own: bool
    deactivated: bool
