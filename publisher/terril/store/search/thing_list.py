"""Read lists of things: one kind, narrowed by values of facets, in the order of names."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from terril.store.search.thing_index import ThingIndex

    Chosen: TypeAlias = Mapping[str, Sequence[str]]

BY_IRI = "SELECT iri FROM things WHERE id >= :first AND id < :end ORDER BY id"
BY_NAME = """
SELECT iri FROM orders JOIN things ON things.id = orders.thing
WHERE language = :language AND place >= :first AND place < :end ORDER BY place
"""
# One of the chosen values of a facet.
HOLDING = """SELECT DISTINCT thing FROM holders WHERE value IN (
    SELECT id FROM facet_values WHERE kind = :kind AND facet = :facet{n} AND value IN (
        SELECT value FROM json_each(:values{n})))"""
REST_BY_IRI = """
SELECT iri FROM rest JOIN things ON things.id = rest.thing
ORDER BY things.id {direction} LIMIT :limit OFFSET :offset
"""
REST_BY_NAME = """
SELECT iri FROM rest JOIN orders ON orders.language = :language AND orders.thing = rest.thing
JOIN things ON things.id = rest.thing ORDER BY place {direction} LIMIT :limit OFFSET :offset
"""
FREQUENT = """
SELECT value, things FROM facet_values
WHERE kind = :kind AND facet = :facet ORDER BY things DESC, value LIMIT :most
"""
REMAINING = """
SELECT facet, value, things FROM (
    SELECT facet, value, things, row_number()
        OVER (PARTITION BY facet ORDER BY things DESC, value) AS place
    FROM (SELECT facet_values.facet AS facet, facet_values.value AS value, count(*) AS things
        FROM rest CROSS JOIN holders ON holders.thing = rest.thing
        CROSS JOIN facet_values ON facet_values.id = holders.value
        WHERE facet IN (SELECT value FROM json_each(:facets))
        GROUP BY facet_values.id))
WHERE place <= :most ORDER BY facet, place
"""
COUNT = "SELECT things FROM facet_values WHERE kind = :kind AND facet = :facet AND value = :value"
COUNT_REMAINING = """
SELECT count(*) FROM rest CROSS JOIN holders ON holders.thing = rest.thing
WHERE holders.value = (SELECT id FROM facet_values
    WHERE kind = :kind AND facet = :facet AND value = :value)
"""
Counts: TypeAlias = "list[tuple[str, int]]"


@dataclass(frozen=True)
class ThingList:
    """The things of a kind that have one of the chosen values of each facet.

    Attributes:
        index: of the release.
        kind: of the things; one that the release has.
        chosen: IRIs by facet; a facet without any narrows nothing.
    """

    index: ThingIndex
    kind: str
    chosen: Chosen = field(default_factory=dict)

    def __len__(self) -> int:
        return self._total

    @cached_property
    def _total(self) -> int:
        if not any(self.chosen.values()):
            return len(self.index.kinds[self.kind])
        with closing(self.index.open()) as database:
            rows = self._query_rest(database, "SELECT count(*) FROM rest", self.chosen, {})
        return int(str(rows[0][0]))

    def read_page(
        self, start: int, size: int, language: str = "", *, reverse: bool = False
    ) -> list[str]:
        """Return some IRIs of the list, by name in a language, or by IRI for no language.

        Args:
            start: number of things before the page.
            size: most things on the page.
            language: of the interface.
            reverse: from the last to the first.
        """
        end = min(start + size, len(self))
        if language and language not in self.index.languages:
            # The release is older than the language.
            language = self.index.languages[0]
        with closing(self.index.open()) as database:
            if any(self.chosen.values()):
                values = {"language": language, "limit": end - start, "offset": start}
                sentence = (REST_BY_NAME if language else REST_BY_IRI).format(
                    direction="DESC" if reverse else "ASC"
                )
                rows = self._query_rest(database, sentence, self.chosen, values)
                return [str(row[0]) for row in rows]
            first = self.index.kinds[self.kind].first
            if reverse:
                start, end = len(self) - end, len(self) - start
            bounds = {"language": language, "first": first + start, "end": first + end}
            rows = database.execute(BY_NAME if language else BY_IRI, bounds).fetchall()
        found = [str(iri) for (iri,) in rows]
        return found[::-1] if reverse else found

    def count_values(self, facets: Sequence[str], most: int) -> dict[str, Counts]:
        """Return the most frequent values of each facet, with the number of things that have them.

        The choice in a facet itself is ignored, and its chosen values are returned in any case.

        Args:
            facets: the facets to count.
            most: values of a facet, besides chosen ones.
        """
        chosen = [facet for facet in facets if self.chosen.get(facet)]
        others = [facet for facet in facets if facet not in chosen]
        with closing(self.index.open()) as database:
            found = self._count_frequent(database, others, self.chosen, most)
            for facet in chosen:
                rest = {key: iris for key, iris in self.chosen.items() if key != facet}
                counts = self._count_frequent(database, [facet], rest, most)[facet]
                known = {value for value, _ in counts}
                missing = [iri for iri in self.chosen[facet] if iri not in known]
                more = [(iri, self._count_value(database, facet, iri, rest)) for iri in missing]
                found[facet] = [*counts, *more]
        return found

    def _count_frequent(
        self, database: sqlite3.Connection, facets: Sequence[str], rest: Chosen, most: int
    ) -> dict[str, Counts]:
        found: dict[str, Counts] = {facet: [] for facet in facets}
        if any(rest.values()):
            values = {"facets": json.dumps(facets), "most": most}
            for facet, value, things in self._query_rest(database, REMAINING, rest, values):
                found[str(facet)].append((str(value), int(str(things))))
            return found
        for facet in facets:
            values = {"kind": self.kind, "facet": facet, "most": most}
            found[facet] = database.execute(FREQUENT, values).fetchall()
        return found

    def _count_value(
        self, database: sqlite3.Connection, facet: str, value: str, rest: Chosen
    ) -> int:
        values = {"facet": facet, "value": value}
        if any(rest.values()):
            rows = self._query_rest(database, COUNT_REMAINING, rest, values)
        else:
            rows = database.execute(COUNT, {"kind": self.kind, **values}).fetchall()
        return int(str(rows[0][0])) if rows else 0

    def _query_rest(
        self,
        database: sqlite3.Connection,
        sentence: str,
        rest: Chosen,
        values: Mapping[str, object],
    ) -> list[tuple[object, ...]]:
        """Return the rows of a statement about ``rest``, the things that a choice leaves."""
        parts: list[str] = []
        bound = {"kind": self.kind, **values}
        for facet, iris in rest.items():
            if iris:
                n = len(parts)
                parts.append(HOLDING.format(n=n))
                bound |= {f"facet{n}": facet, f"values{n}": json.dumps(list(iris))}
        common = f"WITH rest (thing) AS MATERIALIZED ({' INTERSECT '.join(parts)})"
        return database.execute(f"{common} {sentence}", bound).fetchall()
