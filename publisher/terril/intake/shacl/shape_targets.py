"""List the shapes that have a target, and how many things each applies to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from terril.model.findings import Finding, Severity, ShapeTarget
from terril.model.languages import gettext_noop, translate_all
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from terril.intake.town_model import ModelFile
    from terril.model.findings import Location

IDLE = gettext_noop(
    "This shape applies to nothing in the data. Correct its target, or take the shape out."
)
NAME, DEACTIVATED = NamedNode(f"{SH}name"), NamedNode(f"{SH}deactivated")


@dataclass(frozen=True, slots=True)
class TargetedShape:
    """A shape with a target, before its line is looked up: its first statement."""

    quad: Quad
    file: ModelFile
    number: int
    count: int


Descriptions = dict[str, list[Quad]]


class ShapeTargets:
    """The shapes with a target, in the order of the files."""

    def __init__(self, files: Iterable[ModelFile], counts: Mapping[str, int]) -> None:
        """Keep the shapes of the files, without those that are parts of others.

        Args:
            files: of the shapes.
            counts: focus nodes of each shape with a target, by its N-Triples text.
        """
        self._files = tuple(files)
        self._targeted = tuple(_find_targeted(self._files, counts))

    def warn_of_idle(self) -> list[Finding]:
        """Return a warning for each shape of the town that applies to nothing."""
        idle = [one for one in self._targeted if one.file.own and not one.count]
        about = self._describe(idle)
        return [
            Finding(
                "shape-idle",
                translate_all(IDLE),
                severity=Severity.WARNING,
                place=place,
                value=_get_iri(one),
            )
            for one, place in self._locate(idle)
            if not _is_deactivated(about[str(one.quad.subject)])
        ]

    def list(self) -> tuple[ShapeTarget, ...]:
        """Return all shapes with a target, with file and line."""
        about = self._describe(self._targeted)
        return tuple(
            ShapeTarget(
                shape=_get_iri(one),
                labels=_read_labels(about[str(one.quad.subject)]),
                place=place,
                count=one.count,
                own=one.file.own,
                deactivated=_is_deactivated(about[str(one.quad.subject)]),
            )
            for one, place in self._locate(self._targeted)
        )

    def _locate(self, shapes: Iterable[TargetedShape]) -> Iterator[tuple[TargetedShape, Location]]:
        # A check without findings starts faster without it.
        from terril.intake.shacl.own_shapes.faults import ShapePositions
        from terril.intake.shacl.own_shapes.shape_index import ShapeStatement

        positions = ShapePositions()
        for one in shapes:
            yield one, positions.locate(ShapeStatement(one.quad, one.file, one.number))

    def _describe(self, shapes: Iterable[TargetedShape]) -> Descriptions:
        """Return the statements about some shapes."""
        found: Descriptions = {str(one.quad.subject): [] for one in shapes}
        for file in self._files if found else ():
            for quad in file.quads:
                about = found.get(str(quad.subject))
                if about is not None:
                    about.append(quad)
        return found


def _find_targeted(
    files: Iterable[ModelFile], counts: Mapping[str, int]
) -> Iterator[TargetedShape]:
    seen: set[str] = set()
    for file in files:
        for number, quad in enumerate(file.quads):
            node = str(quad.subject)
            if node not in seen and node in counts:
                seen.add(node)
                yield TargetedShape(quad, file, number, counts[node])


def _is_deactivated(about: Iterable[Quad]) -> bool:
    values = (quad.object for quad in about if quad.predicate == DEACTIVATED)
    return any(isinstance(value, Literal) and value.value == "true" for value in values)


def _read_labels(about: Iterable[Quad]) -> dict[str, str]:
    names = [quad.object for quad in about if quad.predicate == NAME]
    return {one.language or "": one.value for one in names if isinstance(one, Literal)}


def _get_iri(one: TargetedShape) -> str:
    subject = one.quad.subject
    return subject.value if isinstance(subject, NamedNode) else ""
