"""Query the index of a release: things by words, whatever their accents or typing errors."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from terril.store.search.name_matching import select_significant
from terril.store.search.normalization import singularize, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

MOST_WORDS = 12
MOST_LETTERS = 200
MOST_SPELLINGS = 8
ONE_SLIP, TWO_SLIPS = 4, 8
"""Letters from which a word may have one slip, or two."""

# A name counts more than another name, and that more than a sentence; FTS5's bm25() is smaller
# for what fits better. An exact name comes first, then a name that begins so; and a thing
# that is described is more often what is looked for.
HITS = """
SELECT iri, kind,
    -bm25(found, 10.0, 6.0, 2.0) * (1 + 0.3 * things.described)
    + 100 * EXISTS (SELECT 1 FROM names WHERE thing = things.id AND folded = :name)
    + 20 * EXISTS (SELECT 1 FROM names
        WHERE thing = things.id AND substr(folded, 1, length(:name)) = :name) AS score
FROM found JOIN things ON things.id = found.rowid
WHERE found MATCH :question
    AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY score DESC, iri LIMIT :limit OFFSET :offset
"""
# Does not read the names of every hit: a table has many rows.
CALLED = """
SELECT iri, kind, 0.0 FROM names JOIN things ON things.id = names.thing
WHERE folded = :name AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY iri LIMIT :limit
"""
NEAREST = """
SELECT iri, kind, -bm25(found, 10.0, 6.0, 2.0) AS score
FROM found JOIN things ON things.id = found.rowid
WHERE found MATCH :question AND kind IN (SELECT value FROM json_each(:kinds))
ORDER BY score DESC, iri LIMIT :limit
"""
COUNTS = """
SELECT kind, count(*) FROM found JOIN things ON things.id = found.rowid
WHERE found MATCH :question GROUP BY kind ORDER BY 2 DESC, 1
"""
SUGGESTIONS = """
SELECT name, iri FROM names JOIN things ON things.id = names.thing
WHERE folded >= :low AND folded < :high OR instr(' ' || folded, :inside)
ORDER BY NOT (folded >= :low AND folded < :high), length(folded), name, iri LIMIT :limit
"""


class Matching(Enum):
    """The way in which the words of a search were found."""

    ALL = "all"
    SIMILAR = "similar"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its IRI, its kind, and how well it fits (more is better)."""

    iri: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results.

    Attributes:
        hits: one page of them, best first.
        kinds: how many there are of each kind, whatever kind was requested.
        total: of the kind that was requested, or of all.
        matching: ``True`` if all words were found as written.
        spellings: words that stood in for a word of the question.
    """

    hits: Sequence[Hit]
    kinds: Mapping[str, int]
    total: int
    matching: Matching
    spellings: Mapping[str, Sequence[str]]


class SearchIndex:
    """The index of one release; safe to use from many threads.

    Args:
        path: the file that :func:`write_index` wrote.
    """

    def __init__(self, path: Path) -> None:
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"

    def search(
        self, text: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> SearchResults:
        """Return the things that a text finds.

        All words must be there, in any order, each whole or as a beginning; if nothing has
        them all, similar words may stand in; if that finds nothing, things with some of them.

        Args:
            text: as typed.
            kinds: only things of these; none means all.
            limit: most hits on this page.
            offset: hits on the pages before.
        """
        words = split_words(text[:MOST_LETTERS])[:MOST_WORDS]
        values = _bind(words, kinds, limit) | {"offset": offset}
        with closing(self._open()) as database:
            for matching, question, spellings in self._relaxed_matches(words):
                values["question"] = question
                counts = dict(database.execute(COUNTS, values).fetchall())
                if counts:
                    hits = tuple(Hit(*row) for row in database.execute(HITS, values))
                    total = sum(counts[kind] for kind in kinds or counts if kind in counts)
                    return SearchResults(hits, counts, total, matching, spellings)
        return SearchResults((), {}, 0, Matching.NONE, {})

    def find_nearest(self, text: str, kinds: Sequence[str], limit: int) -> Sequence[Hit]:
        """Return the things that are called so, then those with all, similar or some of the words.

        Args:
            text: a name, perhaps of something else.
            kinds: only things of these.
            limit: most things.
        """
        words = split_words(text[:MOST_LETTERS])[:MOST_WORDS]
        values = _bind(words, kinds, limit)
        with closing(self._open()) as database:
            found = {row[0]: Hit(*row) for row in database.execute(CALLED, values)}
            for _, question, _ in self._relaxed_matches(select_significant(words)):
                if len(found) >= limit:
                    break
                for row in database.execute(NEAREST, {**values, "question": question}):
                    found.setdefault(row[0], Hit(*row))
        return tuple(found.values())[:limit]

    def suggest(self, text: str, limit: int = 10) -> Sequence[tuple[str, str]]:
        """Return names that begin so, or have a word that does, each with its thing's IRI."""
        words = split_words(text[:MOST_LETTERS])[:MOST_WORDS]
        if not words:
            return ()
        low = " ".join(words)
        values = {"low": low, "high": f"{low}\U0010ffff", "inside": f" {low}", "limit": limit}
        with closing(self._open()) as database:
            return tuple((name, iri) for name, iri in database.execute(SUGGESTIONS, values))

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._address, uri=True)

    @cached_property
    def _words(self) -> Sequence[str]:
        with closing(self._open()) as database:
            return [word for (word,) in database.execute("SELECT word FROM words ORDER BY word")]

    def _relaxed_matches(
        self, words: Sequence[str]
    ) -> Iterator[tuple[Matching, str, Mapping[str, Sequence[str]]]]:
        """Yield the search in FTS5's language, ever more relaxed (SQLite FTS5, section 3)."""
        if not words:
            return
        written = [_join_or(_match_prefix(word)) for word in words]
        yield Matching.ALL, " AND ".join(written), {}
        similar = {word: self._find_similar(word) for word in words}
        spellings = {word: found for word, found in similar.items() if found}
        forgiving = [
            _join_or((*_match_prefix(word), *map(_quote, similar[word]))) for word in words
        ]
        if spellings:
            yield Matching.SIMILAR, " AND ".join(forgiving), spellings
        yield Matching.SOME, " OR ".join(forgiving), spellings

    def _find_similar(self, word: str) -> Sequence[str]:
        """Return words of the index that differ by a typing error, nearest first."""
        slips = (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)
        if not slips:
            return ()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_SPELLINGS
        )
        return [other for other, distance, _ in found if distance]


def _bind(words: Sequence[str], kinds: Sequence[str], limit: int) -> dict[str, str | int]:
    """Return the parameters of the SQL statements, but for the question."""
    return {
        "name": " ".join(words),
        "kinds": json.dumps(list(kinds)),
        "limit": limit,
        "offset": 0,
    }


def _match_prefix(word: str) -> tuple[str, ...]:
    """Return terms for the word, or for its singular, and the words that begin with it."""
    one = singularize(word)
    return (f"{_quote(word)}*",) if one == word else (f"{_quote(word)}*", _quote(one))


def _quote(word: str) -> str:
    """Return a word as FTS5 takes it; words have no quotes in them."""
    return f'"{word}"'


def _join_or(terms: Iterable[str]) -> str:
    return f"({' OR '.join(terms)})"
