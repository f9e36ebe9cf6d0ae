"""Write the index of a release's things: by kind, in the order of their names, and by facet.

Lists read it a page at a time, so that a server holds nothing of it in memory.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, list_languages
from terril.model.spool.term_text import get_language, get_text, is_literal
from terril.model.vocabulary import (
    DCT,
    LABELS,
    ORG,
    SCHEMA,
    SKOS,
    TERRIL,
    TOWN,
    get_last_part,
    shorten_unnamed,
)
from terril.store.search.normalization import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode

    from terril.model.spool import SubjectStatements

# Things are numbered by kind and IRI, so that a kind is a range of numbers. A place in the order
# of names is a number of the same range.
TABLES = """
CREATE TABLE kinds (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, things INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE orders (language TEXT NOT NULL, place INTEGER NOT NULL, thing INTEGER NOT NULL,
    PRIMARY KEY (language, place)) WITHOUT ROWID;
CREATE TABLE facet_values (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, facet TEXT NOT NULL,
    value TEXT NOT NULL, word TEXT NOT NULL, things INTEGER NOT NULL);
CREATE TABLE holders (value INTEGER NOT NULL, thing INTEGER NOT NULL,
    PRIMARY KEY (value, thing)) WITHOUT ROWID;
"""
INPUT = """
CREATE TEMP TABLE input (number INTEGER PRIMARY KEY, kind TEXT, iri TEXT);
CREATE TEMP TABLE keys (language TEXT, number INTEGER, key TEXT);
CREATE TEMP TABLE held (number INTEGER, facet TEXT, value TEXT);
"""
NUMBERS = """
CREATE TEMP TABLE ids (id INTEGER PRIMARY KEY, number INTEGER);
INSERT INTO ids (number) SELECT number FROM input ORDER BY kind, iri;
CREATE UNIQUE INDEX temp.ids_number ON ids (number);
INSERT INTO things SELECT id, iri FROM ids JOIN input USING (number) ORDER BY id;
INSERT INTO kinds SELECT kind, min(id), count(*) FROM ids JOIN input USING (number) GROUP BY kind;
INSERT INTO orders SELECT language,
    row_number() OVER (PARTITION BY language ORDER BY kind, key, id), id
    FROM keys JOIN input USING (number) JOIN ids USING (number);
INSERT INTO facet_values (kind, facet, value, word, things)
    SELECT kind, facet, value, '', count(*) FROM held JOIN input USING (number)
    GROUP BY kind, facet, value ORDER BY kind, facet, value;
CREATE INDEX facet_values_value ON facet_values (kind, facet, value);
INSERT INTO holders SELECT facet_values.id, ids.id
    FROM held JOIN input USING (number) JOIN ids USING (number) JOIN facet_values
    ON facet_values.kind = input.kind AND facet_values.facet = held.facet
        AND facet_values.value = held.value
    ORDER BY 1, 2;
UPDATE facet_values SET word = last_part(value);
CREATE INDEX facet_values_word ON facet_values (kind, facet, word);
CREATE INDEX facet_values_things ON facet_values (kind, facet, things);
CREATE INDEX orders_thing ON orders (language, thing, place);
CREATE INDEX holders_thing ON holders (thing, value);
DROP TABLE input;
DROP TABLE keys;
DROP TABLE held;
DROP TABLE ids;
"""
BATCH = 1000

FACET_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "theme": (f"{DCT}subject",),
    "type": (f"{ORG}classification", f"{DCT}type"),
    "form": (f"{ORG}classification",),
    "sector": (f"{TOWN}activitySector",),
    "place": (
        f"{ORG}hasSite",
        f"{ORG}hasPrimarySite",
        f"{SCHEMA}location",
        f"{SCHEMA}containedInPlace",
    ),
    "keyword": (f"{SCHEMA}keywords",),
    "scheme": (f"{SKOS}inScheme",),
}
"""The properties whose values narrow a list, by facet."""
LEGAL_FORMS = f"{TERRIL}legal-forms"
"""The scheme whose terms are legal forms and no other types."""
LABEL_RANKS = {str(prop): rank for rank, prop in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class ThingEntry:
    """A thing as lists need it.

    Attributes:
        iri: of the thing.
        kind: of the thing.
        labels: by language tag, ``""`` for none; those of its best property.
        facets: the IRIs of its values by facet.
    """

    iri: str
    kind: str
    labels: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)


def make_entry(
    iri: str,
    kind: str,
    values: Iterable[tuple[NamedNode, object]],
    forms: Collection[str],
) -> ThingEntry:
    """Return the entry of a thing.

    Args:
        iri: of the thing.
        kind: of the thing.
        values: predicates and objects of its statements in all graphs.
        forms: IRIs of the legal forms, which are no other types.
    """
    texts = ((str(predicate), str(value)) for predicate, value in values)
    return _make_entry(iri, kind, texts, forms)


def read_thing(found: SubjectStatements, kind: str, forms: Collection[str]) -> ThingEntry:
    """Return the entry of a thing, given its statements; others as for :func:`make_entry`."""
    values = [(link, value) for link, value, _ in found.statements if link in SHOWN]
    return _make_entry(found.subject[1:-1], kind, values, forms)


def _make_entry(
    iri: str, kind: str, values: Iterable[tuple[str, str]], forms: Collection[str]
) -> ThingEntry:
    labels: dict[int, dict[str, str]] = {}
    facets: dict[str, dict[str, None]] = {}
    for predicate, value in values:
        if value[0] == "<":
            for facet in FACETS_OF.get(predicate, ()):
                if _belongs(facet, value[1:-1], forms):
                    facets.setdefault(facet, {})[value[1:-1]] = None
        elif predicate in LABEL_RANKS and is_literal(value):
            texts = labels.setdefault(LABEL_RANKS[predicate], {})
            tag, text = get_language(value), get_text(value)
            # Two labels of one language: the same one is taken on every machine.
            texts[tag] = min(texts.get(tag, text), text)
    best = labels[min(labels)] if labels else {}
    return ThingEntry(iri, kind, best, facets)


def _invert(properties: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the facets of each property, by its N-Triples text."""
    every = {prop for props in properties.values() for prop in props}
    return {
        f"<{one}>": tuple(key for key, props in properties.items() if one in props)
        for one in every
    }


FACETS_OF = _invert(FACET_PROPERTIES)
SHOWN = FACETS_OF.keys() | LABEL_RANKS.keys()


def _belongs(facet: str, value: str, forms: Collection[str]) -> bool:
    return value in forms if facet == "form" else facet != "type" or value not in forms


def write_thing_index(path: Path, entries: Iterable[ThingEntry], languages: Sequence[str]) -> None:
    """Write the index to a new file.

    Args:
        path: of the file; it must not exist.
        entries: of all things, each once, in any order; read one after the other.
        languages: of the town, preferred first: names are sorted as pages show them.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path)) as database, database:
            _write(database, entries, languages)
    except sqlite3.DatabaseError as error:
        raise OSError(f"{path}: {error}") from error


def _write(
    database: sqlite3.Connection, entries: Iterable[ThingEntry], languages: Sequence[str]
) -> None:
    # A broken build is thrown away, and the builder syncs its files.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    database.create_function("last_part", 1, get_last_part, deterministic=True)
    database.executescript(TABLES + INPUT)
    _insert_input(database, entries, languages)
    database.executescript(NUMBERS)


def _insert_input(
    database: sqlite3.Connection, entries: Iterable[ThingEntry], languages: Sequence[str]
) -> None:
    numbered = enumerate(entries)
    preferred = {one: tuple(dict.fromkeys((one, *languages))) for one in list_languages()}
    while batch := list(islice(numbered, BATCH)):
        database.executemany(
            "INSERT INTO input VALUES (?, ?, ?)",
            ((number, entry.kind, entry.iri) for number, entry in batch),
        )
        database.executemany(
            "INSERT INTO keys VALUES (?, ?, ?)",
            (
                (language, number, _make_key(entry, tags))
                for number, entry in batch
                for language, tags in preferred.items()
            ),
        )
        database.executemany("INSERT INTO held VALUES (?, ?, ?)", _list_held(batch))


def _list_held(batch: Iterable[tuple[int, ThingEntry]]) -> Iterator[tuple[int, str, str]]:
    for number, entry in batch:
        for facet, values in entry.facets.items():
            for value in values:
                yield number, facet, value


def _make_key(entry: ThingEntry, tags: Sequence[str]) -> str:
    found = choose_text(entry.labels, tags)
    return fold(found[0] if found else shorten_unnamed(entry.iri))
