"""Large suites: a seeded sample runs with all other tests, the rest under the marker ``soak``.

``make test`` runs the samples; ``make soak`` runs what they leave out, and so both run everything.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeVar

import pytest

SEED = 62750
Extent = Literal["sample", "rest"]
EXTENTS = ["sample", pytest.param("rest", marks=pytest.mark.soak)]
"""Values of a parameter for tests that find out by themselves what there is to try."""
T = TypeVar("T")


def part_of(
    values: Iterable[T],
    count: int,
    extent: Extent,
    key: Callable[[T], Hashable] = lambda _: None,
) -> list[T]:
    """Return a seeded sample of some values, or the values that it leaves out, in their order.

    Args:
        values: all of them.
        count: in the sample for each value of the key; all if there are no more.
        extent: which of both.
        key: what the sample has to have one of each of.
    """
    every = list(values)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, value in enumerate(every):
        groups[key(value)].append(place)
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    chosen = {
        place
        for places in groups.values()
        for place in chance.sample(places, min(count, len(places)))
    }
    return [one for place, one in enumerate(every) if (place in chosen) == (extent == "sample")]


def sampled(
    names: str,
    values: Iterable[T],
    count: int,
    key: Callable[[T], Hashable] = lambda _: None,
    ids: Sequence[str] | None = None,
) -> pytest.MarkDecorator:
    """Parametrize a test with values, of which only a sample is tried without ``-m soak``."""
    every = list(values)
    tried = part_of(range(len(every)), count, "sample", lambda place: key(every[place]))
    parameters = []
    for place, value in enumerate(every):
        row = value if isinstance(value, tuple) and "," in names else (value,)
        marks = () if place in tried else (pytest.mark.soak,)
        name = ids[place] if ids else None
        parameters.append(pytest.param(*row, marks=marks, id=name))
    return pytest.mark.parametrize(names, parameters)
