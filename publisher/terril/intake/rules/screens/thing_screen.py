"""Select the things of a segment that the rules about things have to judge."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from terril.intake.rules.screens.equal_names import PROPERTIES, RDF_TYPE, format_name, hash_name
from terril.intake.rules.screens.similar_addresses import AddressScreen
from terril.intake.rules.statements.language_tags import NAMES, LanguageRule
from terril.intake.rules.things.classes import is_doubtful
from terril.intake.rules.things.points import EAST, NORTH, WKT_END, list_positions
from terril.intake.rules.things.repetition import PREF_LABEL
from terril.model.addresses import KIND
from terril.model.spool.term_text import get_language

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from terril.intake.rules.context import Expectations
    from terril.model.addresses import Addresses

    Values = Mapping[str, Sequence[str]]

LABEL = str(PREF_LABEL)
NAME_PROPERTIES = frozenset(map(str, NAMES))
COORDINATES = frozenset((*NORTH, *EAST))
MOST_REMEMBERED = 10_000
"""The number of combinations of classes, and of languages, that are remembered."""


@dataclass(slots=True)
class ThingDoubts:
    """The doubts about a segment, and its points, names and addresses to compare.

    Attributes:
        things: to judge, by their N-Triples texts.
        unclear: things whose position depends on the order of statements in their files.
        positions: latitude and longitude of each other point, one after the other.
        names: a checksum of each name.
        spellings: lines of :meth:`AddressScreen.format_spellings`.
    """

    things: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    positions: array[float] = field(default_factory=lambda: array("d"))
    names: array[int] = field(default_factory=lambda: array("I"))
    spellings: list[str] = field(default_factory=list)


class ThingScreen:
    """A screen for all statements about things, made once for a town; it can be pickled.

    Args:
        addresses: of the town.
        expected: languages, graphs and terms that the data may use.
    """

    def __init__(self, addresses: Addresses, expected: Expectations) -> None:
        self._given = addresses, expected
        self._thing = re.compile(rf"<{re.escape(addresses.base)}id/({KIND.pattern})/[^/?#>]+>")
        self._addresses = AddressScreen(addresses.base)
        self._languages = LanguageRule(expected.languages) if expected.languages else None
        self._is_doubtful = lru_cache(MOST_REMEMBERED)(self._examine_classes)
        self._lacks_name = lru_cache(MOST_REMEMBERED)(self._examine_names)

    def __reduce__(self) -> tuple[type[ThingScreen], tuple[Addresses, Expectations]]:
        """Pickle without what is remembered."""
        return ThingScreen, self._given

    def examine(self, text: str) -> ThingDoubts:
        """Return what has to be judged or compared of a segment.

        Args:
            text: all lines of some subjects, sorted, as a spool has them.
        """
        rows = split_lines(text)
        found = ThingDoubts()
        found.spellings += self._addresses.format_spellings({row[0] for row in rows})
        classes: defaultdict[str, list[str]] = defaultdict(list)
        labels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, link, rest in rows:
            if link == RDF_TYPE:
                classes[subject].append(rest)
            elif link in NAME_PROPERTIES and rest[0] == '"':
                labels[subject].append((link, rest))
        for subject, types in classes.items():
            if self._is_doubtful(tuple(types)) and subject[0] == "<":
                found.things.add(subject)
        for subject, names in labels.items():
            self._examine_labels(subject, names, found)
        self._examine_languages(rows, found)
        for subject, values in _group_points(text, rows).items():
            self._locate(subject, values, found)
        return found

    def find_points(self, text: str) -> dict[str, Sequence[tuple[float, float]]]:
        """Return the points of each thing of a segment that has any."""
        things = _group_points(text, split_lines(text))
        return {subject: list_positions(values) or () for subject, values in things.items()}

    def format_names(self, text: str, hashes: Container[int]) -> Iterator[str]:
        """Yield a line of :func:`format_name` for each name of a segment with such a checksum."""
        rows = [row for row in split_lines(text) if row[1] in PROPERTIES or row[1] == LABEL]
        for subject, values in group_rows(rows).items():
            if thing := self._thing.fullmatch(subject):
                for name in values.get(LABEL, ()):
                    if name[0] == '"' and hash_name(thing[1], name) in hashes:
                        yield format_name(thing[1], subject, values, name)

    def _examine_classes(self, rests: tuple[str, ...]) -> bool:
        iris = [one[1 : one.index(">")] for one in rests if one[0] == "<"]
        return is_doubtful(iris, self._given[1].classes)

    def _examine_labels(
        self, subject: str, labels: Sequence[tuple[str, str]], found: ThingDoubts
    ) -> None:
        thing = self._thing.fullmatch(subject)
        if thing:
            kind = thing[1]
            found.names.extend({hash_name(kind, rest) for link, rest in labels if link == LABEL})
        if self._languages and subject[0] == "<":
            ends = tuple([(link, rest[rest.rindex('"') :]) for link, rest in labels])
            if self._lacks_name(ends):
                found.things.add(subject)

    def _examine_names(self, ends: Sequence[tuple[str, str]]) -> bool:
        """Return whether the first property with a name in a language lacks another.

        Args:
            ends: predicates, each with a literal from the end of its text.
        """
        for predicate in map(str, NAMES):
            if tags := _list_tags(end for link, end in ends if link == predicate):
                return self._languages is not None and self._languages.is_incomplete(tags)
        return False

    def _examine_languages(self, rows: Sequence[Sequence[str]], found: ThingDoubts) -> None:
        """Look at all texts where one is in a language that the town does not have."""
        ends = {rest[rest.rindex('"') :] for _, _, rest in rows if rest[0] == '"'}
        rule = self._languages
        if rule is None or all(map(rule.is_own, _list_tags(ends))):
            return
        literals = [row for row in rows if row[2][0] == '"' and row[0][0] == "<"]
        for subject, values in group_rows(literals).items():
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


def _list_tags(ends: Iterable[str]) -> tuple[str, ...]:
    """Return the language tags of literals, given at least from the end of their text."""
    tags = (get_language(one[one.rindex('"') :].partition(" ")[0]) for one in ends)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def split_lines(text: str) -> list[list[str]]:
    """Return subject, predicate and the rest of each line of N-Quads."""
    return [line.split(" ", 2) for line in text.split("\n")[:-1]]


def group_rows(rows: Iterable[Sequence[str]]) -> dict[str, dict[str, list[str]]]:
    """Return the different objects by subject and predicate."""
    things: dict[str, dict[str, list[str]]] = {}
    for subject, link, rest in rows:
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
        return group_rows(row for row in rows if row[1] in COORDINATES or wkt in row[2])
    if COORDINATES.isdisjoint([row[1] for row in rows]):
        return {}
    return group_rows(row for row in rows if row[1] in COORDINATES)
