"""Draw a thing among its neighbours: subjects that point to it left, its objects right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, ROW, TOP = 760, 46, 24
BOX, BOX_HEIGHT = 230, 34
MAX_ON_A_SIDE = 7
MAX_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour: its name with language, the label of the property, and its link."""

    name: str
    language: str
    relation: str
    href: str


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn neighbour; ``path`` is the line from the middle in SVG path syntax."""

    neighbour: Neighbour
    short: str
    x: float
    y: float
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The content of the drawing; sizes in pixels.

    Attributes:
        width, height: size of the drawing.
        box, box_height: size of a neighbour's box.
        middle: position of the thing itself: left, top.
        name: its name, shortened.
        boxes: its neighbours.
        more: number of neighbours not shown.
    """

    width: int
    height: int
    box: int
    box_height: int
    middle: tuple[float, float]
    name: str
    boxes: tuple[Box, ...]
    more: int


def draw_neighbourhood(
    name: str, before: Sequence[Sequence[Neighbour]], after: Sequence[Sequence[Neighbour]]
) -> Neighbourhood | None:
    """Draw a thing between its neighbours; return ``None`` if it has none.

    Every property is shown once before one is shown twice.

    Args:
        name: name of the thing.
        before: subjects that point to it, a sequence for each property.
        after: objects that it points to, a sequence for each property.
    """
    left, right = _select_shown(before), _select_shown(after)
    rows = max(len(left), len(right))
    if not rows:
        return None
    height = rows * ROW + TOP * 2
    middle = ((WIDTH - BOX) / 2, (height - BOX_HEIGHT) / 2)
    boxes = (*_stack_boxes(left, 0, rows, middle), *_stack_boxes(right, WIDTH - BOX, rows, middle))
    total = sum(map(len, chain(before, after)))
    return Neighbourhood(
        WIDTH, height, BOX, BOX_HEIGHT, middle, truncate(name), boxes, total - len(boxes)
    )


def truncate(text: str) -> str:
    """Cut a text at a word if it is too long for a box."""
    if len(text) <= MAX_CHARACTERS:
        return text
    cut = text[: MAX_CHARACTERS - 1].rpartition(" ")[0] or text[: MAX_CHARACTERS - 1]
    return f"{cut}…"


def _select_shown(groups: Sequence[Sequence[Neighbour]]) -> list[Neighbour]:
    interleaved: Iterable[Neighbour | None] = chain.from_iterable(zip_longest(*groups))
    chosen = list(islice((one for one in interleaved if one), MAX_ON_A_SIDE))
    return sorted(chosen, key=lambda one: one.relation)


def _stack_boxes(
    neighbours: Sequence[Neighbour], x: float, rows: int, middle: tuple[float, float]
) -> Iterable[Box]:
    """Yield boxes in a vertically centred column, each with its line."""
    first = TOP + (rows - len(neighbours)) * ROW / 2 + (ROW - BOX_HEIGHT) / 2
    leftwards = x < middle[0]
    start = middle[0] if leftwards else middle[0] + BOX
    end = x + BOX if leftwards else x
    bend = (start + end) / 2
    from_y = middle[1] + BOX_HEIGHT / 2
    for row, one in enumerate(neighbours):
        y = first + row * ROW
        to_y = y + BOX_HEIGHT / 2
        path = f"M{start:g} {from_y:g}C{bend:g} {from_y:g} {bend:g} {to_y:g} {end:g} {to_y:g}"
        yield Box(one, truncate(one.name), x, y, path, x + BOX / 2, y - 3)
