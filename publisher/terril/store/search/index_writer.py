"""Write the index as a file of a release: SQLite with its full-text extension FTS5."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.spool.term_text import get_text
from terril.model.vocabulary import DCT, ORG, SCHEMA, SKOS
from terril.store.search.normalization import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from terril.model.spool import SubjectStatements

# The words arrive folded, so that the engine need not fold accents.
TABLES = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL,
    described INTEGER NOT NULL);
CREATE TABLE names (thing INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, things INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(names, others, texts, content='', prefix='2 3',
    tokenize='unicode61 remove_diacritics 0');
"""
NAME_PROPERTIES = (f"{SKOS}prefLabel",)
OTHER_NAME_PROPERTIES = (
    f"{SKOS}altLabel",
    f"{SKOS}hiddenLabel",
    f"{SKOS}notation",
    f"{ORG}identifier",
    f"{DCT}identifier",
)
TEXT_PROPERTIES = (
    f"{SCHEMA}description",
    f"{SCHEMA}text",
    f"{SCHEMA}streetAddress",
    f"{SCHEMA}addressLocality",
    f"{SCHEMA}postalCode",
    f"{SKOS}definition",
    f"{SKOS}note",
    f"{SKOS}historyNote",
)


COLUMNS = {
    f"<{iri}>": column
    for column, properties in enumerate((NAME_PROPERTIES, OTHER_NAME_PROPERTIES, TEXT_PROPERTIES))
    for iri in properties
}
NAMES, OTHERS, TEXTS = range(3)
MOST_WORDS = 200_000
"""Different words that are counted in memory."""
COUNT = """
INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET things = things + excluded.things
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """The searchable words of one thing, in all languages.

    Attributes:
        iri: of the thing.
        kind: of the thing.
        described: ``True`` if there are sentences about it.
        names: what it is called or numbered, each as written and folded.
        columns: words of its names, of its other names, and of sentences about it.
    """

    iri: str
    kind: str
    described: bool
    names: list[tuple[str, str]]
    columns: tuple[str, str, str]


def read_entry(found: SubjectStatements, kind: str) -> Entry | None:
    """Return the entry of a thing; ``None`` if it has no name."""
    parts: tuple[dict[str, None], ...] = {}, {}, {}
    for predicate, value, _ in found.statements:
        column = COLUMNS.get(predicate)
        if column is not None and value[0] == '"':
            parts[column][get_text(value)] = None
    if not parts[NAMES]:
        return None
    folded = {text: " ".join(split_words(text)) for part in parts for text in part}
    names = [(text, folded[text]) for part in parts[:TEXTS] for text in part]
    first, second, third = (
        " ".join(words for text in part if (words := folded[text])) for part in parts
    )
    return Entry(found.subject[1:-1], kind, bool(parts[TEXTS]), names, (first, second, third))


class IndexWriter:
    """A writer of the index; use it as a context manager.

    Args:
        path: of a new file.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0
        self._frequency: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._database = sqlite3.connect(self._path)
        self._database.executescript(TABLES)
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, entries: Sequence[Entry]) -> None:
        """Add things."""
        numbered = list(enumerate(entries, start=self._number + 1))
        self._number += len(entries)
        self._database.executemany(
            "INSERT INTO things VALUES (?, ?, ?, ?)",
            ((n, one.iri, one.kind, one.described) for n, one in numbered),
        )
        self._database.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((n, name, folded) for n, one in numbered for name, folded in one.names),
        )
        self._database.executemany(
            "INSERT INTO found (rowid, names, others, texts) VALUES (?, ?, ?, ?)",
            ((n, *one.columns) for n, one in numbered),
        )
        for _, one in numbered:
            self._frequency.update(set(" ".join(one.columns).split()))
        if len(self._frequency) > MOST_WORDS:
            self._write_words()

    def finish(self) -> None:
        """Make it ready to be read."""
        self._write_words()
        self._database.execute("CREATE INDEX names_folded ON names (folded)")
        self._database.execute("CREATE INDEX names_thing ON names (thing, folded)")
        self._database.commit()

    def _write_words(self) -> None:
        self._database.executemany(COUNT, sorted(self._frequency.items()))
        self._frequency.clear()
