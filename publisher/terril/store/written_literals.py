"""Record the literals that a store respells as its files have them, and restore them.

The store keeps numbers, Booleans, times and durations as values. Two literals of one statement
with the same value, such as ``7`` and ``007``, are one there, and both come back from here. The
record is a file of SQLite, so that reading takes no memory that grows with the data.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from terril.model.spool import RespeltLiterals, group_quads
from terril.model.spool.term_text import get_datatype, get_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

    from terril.model.spool import SubjectStatements

# `statement` is a digest of subject, predicate and the object as the store has it.
TABLES = """
CREATE TABLE iris (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE stored_datatypes (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE literals (statement BLOB NOT NULL, graph INTEGER NOT NULL, lexical TEXT NOT NULL,
    datatype INTEGER NOT NULL);
"""
INDEX = "CREATE INDEX literals_statement ON literals (statement)"
LITERALS = """
SELECT graphs.iri, lexical, datatypes.iri FROM literals
JOIN iris AS graphs ON graphs.id = graph JOIN iris AS datatypes ON datatypes.id = datatype
WHERE statement = ?
"""
DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class LiteralRow:
    """A literal of a statement that the store respells, or takes for the same as one.

    Attributes:
        statement: digest of subject, predicate and the object as the store has it.
        graph: IRI of the graph; ``""`` for the default graph.
        lexical: its lexical form.
        datatype: IRI of its datatype.
        stored: IRI of the datatype in the store.
    """

    statement: bytes
    graph: str
    lexical: str
    datatype: str
    stored: str


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
        """Open the file that a :class:`LiteralsWriter` wrote.

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
        """Record the literals of statements as written in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        respelt = RespeltLiterals()
        writer = LiteralsWriter(database)
        for found in group_quads(quads):
            writer.add(collect_literals(found, respelt.find_in(found.lines)))
        writer.finish()
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
        terms = str(quad.subject), quad.predicate.value, stored.datatype.value, stored.value
        statement = _digest(*terms)
        with self._lock:
            rows = self._database.execute(LITERALS, (statement,)).fetchall()
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


def collect_literals(found: SubjectStatements, respelt: Mapping[str, str]) -> list[LiteralRow]:
    """Return the rows of the literals of a subject.

    A literal that the store keeps has one only beside another that it takes for the same.

    Args:
        found: the subject; its literals are as written.
        respelt: the literals that the store respells, with its spelling of each.
    """
    stored = set(respelt.values())
    same = {
        (predicate, respelt[value]) for predicate, value, _ in found.statements if value in respelt
    }
    return [
        _make_row(found.subject, predicate, respelt.get(value, value), value, graph)
        for predicate, value, graph in found.statements
        if (value in respelt or value in stored) and (predicate, respelt.get(value, value)) in same
    ]


def _make_row(subject: str, predicate: str, stored: str, value: str, graph: str) -> LiteralRow:
    datatype = get_datatype(stored)
    return LiteralRow(
        _digest(subject, predicate[1:-1], datatype, get_text(stored)),
        graph[1:-1],
        get_text(value),
        get_datatype(value),
        datatype,
    )


class LiteralsWriter:
    """A writer of the record.

    Args:
        database: new and empty.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}
        self._stored: set[str] = set()
        database.executescript(TABLES)

    def add(self, rows: Iterable[LiteralRow]) -> None:
        """Add the rows of some subjects."""
        self._database.executemany(
            "INSERT INTO literals VALUES (?, ?, ?, ?)", map(self._fill, rows)
        )

    def finish(self) -> None:
        """Make it ready to be read."""
        rows = ((number, iri) for iri, number in self._numbers.items())
        self._database.executemany("INSERT INTO iris VALUES (?, ?)", rows)
        stored = ((one,) for one in sorted(self._stored))
        self._database.executemany("INSERT INTO stored_datatypes VALUES (?)", stored)
        self._database.execute(INDEX)
        self._database.commit()

    def _fill(self, row: LiteralRow) -> tuple[bytes, int, str, int]:
        self._stored.add(row.stored)
        graph, datatype = self._number(row.graph), self._number(row.datatype)
        return row.statement, graph, row.lexical, datatype

    def _number(self, iri: str) -> int:
        return self._numbers.setdefault(iri, len(self._numbers))


def _name_graph(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value


def _digest(subject: str, predicate: str, datatype: str, lexical: str) -> bytes:
    terms = "\n".join((subject, predicate, datatype, lexical))
    return blake2b(terms.encode(), digest_size=DIGEST_BYTES).digest()
