"""Write the index as a file of a release: SQLite with its full-text extension FTS5."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.vocabulary import DCT, ORG, SCHEMA, SKOS
from terril.store.search.normalization import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

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


def write_index(path: Path, quads: Iterable[Quad], kinds: Mapping[str, str]) -> None:
    """Write the index to a new file.

    Args:
        path: of the file; it must not exist.
        quads: every statement of the release.
        kinds: the IRI of each thing that can be found, with its kind.

    Raises:
        OSError: the file cannot be written.
    """
    entries = collect_entries(quads, kinds)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TABLES)
        frequency: Counter[str] = Counter()
        for number, (iri, entry) in enumerate(entries.items(), start=1):
            frequency.update(_insert(database, number, iri, kinds[iri], entry))
        database.executemany("INSERT INTO words VALUES (?, ?)", sorted(frequency.items()))
        database.execute("CREATE INDEX names_folded ON names (folded)")
        database.execute("CREATE INDEX names_thing ON names (thing, folded)")


def _insert(
    database: sqlite3.Connection, number: int, iri: str, kind: str, entry: Entry
) -> set[str]:
    """Insert a thing and return its different words."""
    database.execute(
        "INSERT INTO things VALUES (?, ?, ?, ?)", (number, iri, kind, bool(entry.texts))
    )
    names = [(number, name, " ".join(split_words(name))) for name in (*entry.names, *entry.others)]
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    columns = [_split_all(part) for part in (entry.names, entry.others, entry.texts)]
    database.execute(
        "INSERT INTO found (rowid, names, others, texts) VALUES (?, ?, ?, ?)",
        (number, *(" ".join(words) for words in columns)),
    )
    return {word for words in columns for word in words}


def _split_all(texts: Iterable[str]) -> Sequence[str]:
    return [word for text in texts for word in split_words(text)]


@dataclass(slots=True)
class Entry:
    """The searchable words of one thing, in all languages.

    Attributes:
        names: what it is called.
        others: what else it is called or numbered.
        texts: sentences about it.
    """

    names: dict[str, None] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)


def collect_entries(quads: Iterable[Quad], things: Iterable[str]) -> Mapping[str, Entry]:
    """Return an entry for each of the things that has a name, in the order of their IRIs."""
    wanted = set(things)
    found: dict[str, Entry] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, Literal):
            continue
        if subject.value in wanted:
            entry = found.setdefault(subject.value, Entry())
            _add(entry, quad.predicate.value, value.value)
    return {iri: found[iri] for iri in sorted(found) if found[iri].names}


def _add(entry: Entry, predicate: str, text: str) -> None:
    if predicate in NAME_PROPERTIES:
        entry.names[text] = None
    elif predicate in OTHER_NAME_PROPERTIES:
        entry.others[text] = None
    elif predicate in TEXT_PROPERTIES:
        entry.texts[text] = None
