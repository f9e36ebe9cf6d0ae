"""Select the things of a segment that the rules about things have to judge."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from terril.intake.rules.screens.equal_names import PROPERTIES, RDF_TYPE, format_names
from terril.intake.rules.screens.similar_addresses import AddressScreen
from terril.intake.rules.statements.language_tags import NAMES, LanguageRule
from terril.intake.rules.things.classes import is_doubtful
from terril.intake.rules.things.points import EAST, NORTH, WKT_END, list_positions
from terril.intake.rules.things.repetition import PREF_LABEL
from terril.model.addresses import KIND
from terril.model.spool.term_text import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.intake.rules.context import Expectations
    from terril.model.addresses import Addresses

    Values = Mapping[str, Sequence[str]]
    Things = Mapping[str, Values]

TAG = re.compile(r'"@([A-Za-z0-9-]+) ')
LABEL = str(PREF_LABEL)
NAME_PROPERTIES = tuple(map(str, NAMES))
INTERESTING = frozenset((*PROPERTIES, *NAME_PROPERTIES, *NORTH, *EAST))
MOST_CLASSES = 10_000
"""The number of combinations of classes that are remembered."""


@dataclass(slots=True)
class ThingDoubts:
    """What is found in a segment.

    Attributes:
        things: to judge, by their N-Triples texts.
        unclear: things whose position depends on the order of statements in their files.
        positions: latitude and longitude of each other point, one after the other.
        names: lines of :func:`format_names`.
        spellings: lines of :meth:`AddressScreen.format_spellings`.
    """

    things: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    positions: array[float] = field(default_factory=lambda: array("d"))
    names: list[str] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)


class ThingScreen:
    """A screen for all statements about things, made once for a town; it can be pickled.

    Args:
        addresses: of the town.
        expected: what the data may use.
    """

    def __init__(self, addresses: Addresses, expected: Expectations) -> None:
        self._given = addresses, expected
        self._thing = re.compile(rf"<{re.escape(addresses.base)}id/({KIND.pattern})/[^/?#>]+>")
        self._addresses = AddressScreen(addresses.base)
        self._languages = LanguageRule(expected.languages) if expected.languages else None
        self._is_doubtful = lru_cache(MOST_CLASSES)(self._examine_classes)

    def __reduce__(self) -> tuple[type[ThingScreen], tuple[Addresses, Expectations]]:
        """Pickle without what is remembered."""
        return ThingScreen, self._given

    def examine(self, text: str) -> ThingDoubts:
        """Return what has to be judged or compared of a segment.

        Args:
            text: all lines of some subjects, sorted, as a spool has them.
        """
        rows = [line.split(" ", 2) for line in text.split("\n")[:-1]]
        found = ThingDoubts()
        found.spellings += self._addresses.format_spellings(dict.fromkeys(row[0] for row in rows))
        for subject, values in _group(rows, INTERESTING).items():
            self._examine_thing(subject, values, found)
        self._examine_languages(text, rows, found)
        for subject, values in _group_points(text, rows).items():
            self._locate(subject, values, found)
        return found

    def find_points(self, text: str) -> dict[str, Sequence[tuple[float, float]]]:
        """Return the points of each thing of a segment that has any."""
        rows = [line.split(" ", 2) for line in text.split("\n")[:-1]]
        things = _group_points(text, rows)
        return {subject: list_positions(values) or () for subject, values in things.items()}

    def _examine_thing(self, subject: str, values: Values, found: ThingDoubts) -> None:
        if subject[0] != "<":
            return
        classes = values.get(RDF_TYPE)
        if classes and self._is_doubtful(tuple(classes)):
            found.things.add(subject)
        named = values.get(LABEL)
        thing = self._thing.fullmatch(subject) if named else None
        if named and thing:
            kind = thing[1]
            literals = (one for one in named if one[0] == '"')
            found.names += (format_names(kind, subject, values, one) for one in literals)
        if self._languages and self._lacks_name(values, self._languages):
            found.things.add(subject)

    def _examine_classes(self, classes: tuple[str, ...]) -> bool:
        iris = [one[1:-1] for one in classes if one[0] == "<"]
        return is_doubtful(iris, self._given[1].classes)

    def _lacks_name(self, values: Values, languages: LanguageRule) -> bool:
        """Return whether the first property with a name in a language lacks another."""
        for predicate in NAME_PROPERTIES:
            if predicate in values:
                tags = _list_tags(values[predicate])
                if tags:
                    return languages.is_incomplete(tags)
        return False

    def _examine_languages(
        self, text: str, rows: Iterable[Sequence[str]], found: ThingDoubts
    ) -> None:
        """Look at all texts where one is in a language that the town does not have."""
        rule = self._languages
        if rule is None or all(map(rule.is_own, set(TAG.findall(text)))):
            return
        literals = [row for row in rows if row[2][0] == '"' and row[0][0] == "<"]
        for subject, values in _group(literals).items():
            for predicate, objects in values.items():
                if rule.has_wrong_tag(predicate[1:-1], _list_tags(objects)):
                    found.things.add(subject)

    def _locate(self, subject: str, values: Values, found: ThingDoubts) -> None:
        positions = list_positions(values)
        if positions is None:
            found.unclear.append(subject)
            return
        for one in positions:
            found.positions.extend(one)


def _list_tags(objects: Iterable[str]) -> tuple[str, ...]:
    tags = (get_language(one) for one in objects if one[0] == '"')
    return tuple(tag for tag in tags if tag)


def _group(
    rows: Iterable[Sequence[str]], predicates: frozenset[str] | None = None
) -> dict[str, dict[str, list[str]]]:
    """Return the different objects by subject and predicate."""
    things: dict[str, dict[str, list[str]]] = {}
    for subject, link, rest in rows:
        if predicates is None or link in predicates:
            objects = things.setdefault(subject, {}).setdefault(link, [])
            value = rest[: rest.rindex(" ", 0, -2)]
            # Equal objects follow each other.
            if not objects or objects[-1] != value:
                objects.append(value)
    return things


def _group_points(text: str, rows: Sequence[Sequence[str]]) -> dict[str, dict[str, list[str]]]:
    """Return the objects of statements with coordinates by subject and predicate."""
    wkt = f"{WKT_END} "
    if wkt in text:
        return _group(row for row in rows if row[1] in COORDINATES or wkt in row[2])
    if any(one in text for one in COORDINATES):
        return _group(rows, COORDINATES)
    return {}


COORDINATES = frozenset((*NORTH, *EAST))
