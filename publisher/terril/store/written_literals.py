"""Record the literals that a store respells as its files have them, and restore them.

The store keeps numbers, Booleans, times and durations as values. Two literals of one statement
with the same value, such as ``7`` and ``007``, are one there, and both come back from here. The
record is a file of SQLite, so that reading takes no memory that grows with the data.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from contextlib import closing
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from terril.model.triples import STRING, find_respelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

# `statement` is a digest of subject, predicate and the object as the store has it.
TABLES = """
CREATE TABLE iris (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE stored_datatypes (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE literals (statement BLOB NOT NULL, graph INTEGER NOT NULL, lexical TEXT NOT NULL,
    datatype INTEGER NOT NULL);
CREATE TEMP TABLE kept AS SELECT * FROM literals;
"""
# A literal that the store keeps is recorded only beside another that it takes for the same.
INDEX = """
CREATE INDEX literals_statement ON literals (statement);
INSERT INTO literals SELECT * FROM kept WHERE statement IN (SELECT statement FROM literals);
"""
LITERALS = """
SELECT graphs.iri, lexical, datatypes.iri FROM literals
JOIN iris AS graphs ON graphs.id = graph JOIN iris AS datatypes ON datatypes.id = datatype
WHERE statement = ?
"""
BATCH = 10_000
DIGEST_BYTES = 16

Row = tuple[bytes, int, str, int]


class WrittenLiterals:
    """The record of one release; safe to use from many threads.

    Args:
        database: open to be read, from any thread.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = threading.Lock()
        rows = database.execute("SELECT iri FROM stored_datatypes")
        self._stored_datatypes = frozenset(NamedNode(iri) for (iri,) in rows)
        weakref.finalize(self, database.close)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file that :func:`write_literals` wrote.

        Raises:
            OSError: it cannot be read.
        """
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            database = sqlite3.connect(address, uri=True, check_same_thread=False)
            try:
                return cls(database)
            except BaseException:
                database.close()
                raise
        except sqlite3.DatabaseError as error:
            raise OSError(f"{path}: {error}") from error

    @classmethod
    def collect(cls, quads: Iterable[Quad]) -> Self:
        """Record the literals of statements in memory; arguments as for :func:`write_literals`."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        _record(database, quads)
        return cls(database)

    def restore(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Return statements of the store with their literals as written.

        A statement in a graph that is not recorded, such as the default graph, has the literals
        of all graphs.
        """
        for quad in quads:
            value = quad.object
            if isinstance(value, Literal) and value.datatype in self._stored_datatypes:
                yield from self._restore(quad, value)
            else:
                yield quad

    def _restore(self, quad: Quad, stored: Literal) -> Iterable[Quad]:
        with self._lock:
            rows = self._database.execute(LITERALS, (_digest(quad, stored),)).fetchall()
        if not rows:
            return (quad,)
        name = _name_graph(quad)
        graphs = {graph for graph, _, _ in rows}
        found = dict.fromkeys(
            Literal(lexical, datatype=NamedNode(datatype))
            for graph, lexical, datatype in rows
            if graph == name or name not in graphs
        )
        return [Quad(quad.subject, quad.predicate, one, quad.graph_name) for one in found]


def write_literals(path: Path, quads: Iterable[Quad]) -> None:
    """Record the literals of statements that the store respells in a new file.

    Args:
        path: of the file; it must not exist.
        quads: statements as written, each in a named graph; read once, in any order.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path)) as database:
            _record(database, quads)
    except sqlite3.DatabaseError as error:
        raise OSError(f"{path}: {error}") from error


def _record(database: sqlite3.Connection, quads: Iterable[Quad]) -> None:
    database.executescript(TABLES)
    _Writer(database).write(quads)
    database.executescript(INDEX)


class _Writer:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}

    def write(self, quads: Iterable[Quad]) -> None:
        rest = iter(quads)
        datatypes: set[NamedNode] = set()
        while batch := list(islice(rest, BATCH)):
            respelt = find_respelt(quad.object for quad in batch)
            datatypes.update(stored.datatype for stored in respelt.values())
            literals, kept = self._make_rows(batch, respelt)
            self._database.executemany("INSERT INTO literals VALUES (?, ?, ?, ?)", literals)
            self._database.executemany("INSERT INTO kept VALUES (?, ?, ?, ?)", kept)
        self._insert_terms(datatypes)

    def _make_rows(
        self, quads: Iterable[Quad], respelt: Mapping[Literal, Literal]
    ) -> tuple[list[Row], list[Row]]:
        """Return the rows of the literals that the store respells, and of those that it keeps."""
        rows: tuple[list[Row], list[Row]] = [], []
        for quad in quads:
            value = quad.object
            if isinstance(value, Literal) and not value.language and value.datatype != STRING:
                row = self._make_row(quad, value, respelt.get(value, value))
                rows[value not in respelt].append(row)
        return rows

    def _make_row(self, quad: Quad, value: Literal, stored: Literal) -> Row:
        graph = self._number(_name_graph(quad))
        return _digest(quad, stored), graph, value.value, self._number(value.datatype.value)

    def _number(self, iri: str) -> int:
        return self._numbers.setdefault(iri, len(self._numbers))

    def _insert_terms(self, datatypes: Iterable[NamedNode]) -> None:
        rows = ((number, iri) for iri, number in self._numbers.items())
        self._database.executemany("INSERT INTO iris VALUES (?, ?)", rows)
        stored = ((one.value,) for one in datatypes)
        self._database.executemany("INSERT INTO stored_datatypes VALUES (?)", stored)


def _name_graph(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value


def _digest(quad: Quad, stored: Literal) -> bytes:
    terms = (str(quad.subject), quad.predicate.value, stored.datatype.value, stored.value)
    return blake2b("\n".join(terms).encode(), digest_size=DIGEST_BYTES).digest()
