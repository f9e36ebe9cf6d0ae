"""The results of queries and searches as Python values, for scripts and notebooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, TypeAlias, overload

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from terril.model.formats import N_TRIPLES
from terril.model.notebook import render_html_table, to_rdflib_graph
from terril.model.vocabulary import XSD
from terril.store.sparql import RESULTS_JSON, Query

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas
    import rdflib

    from terril.store.sparql import Answer, QueryText

Value: TypeAlias = "str | int | float | bool | Decimal | date | time | None"
"""A term as Python has it: IRIs and texts are strings; ``None`` is an unbound variable."""
Row: TypeAlias = "dict[str, Value]"
Term: TypeAlias = "NamedNode | BlankNode | Literal | Triple"

INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
DOUBLE = re.compile(rf"({DECIMAL.pattern})([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
BOOLEAN = re.compile(r"true|false|1|0")
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
HOUR = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
# Smallest and largest value of the integer types (XML Schema 1.1, part 2, section 3.4).
INTEGERS: Mapping[str, tuple[float, float]] = {
    "integer": (-inf, inf),
    "nonNegativeInteger": (0, inf),
    "positiveInteger": (1, inf),
    "nonPositiveInteger": (-inf, 0),
    "negativeInteger": (-inf, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
CONVERTERS: Mapping[str, tuple[re.Pattern[str], Callable[[str], Value]]] = {
    **{f"{XSD}{name}": (INTEGER, int) for name in INTEGERS},
    f"{XSD}decimal": (DECIMAL, Decimal),
    f"{XSD}double": (DOUBLE, float),
    f"{XSD}float": (DOUBLE, float),
    f"{XSD}boolean": (BOOLEAN, lambda text: text in ("true", "1")),
    # A date with a time zone has no Python type.
    f"{XSD}date": (re.compile(DAY), date.fromisoformat),
    f"{XSD}dateTime": (re.compile(f"{DAY}T{HOUR}"), datetime.fromisoformat),
    f"{XSD}time": (re.compile(HOUR), time.fromisoformat),
}
"""Lexical forms and Python types of the datatypes that have one (XML Schema 1.1, part 2)."""


def convert_term(term: Term | None) -> Value:
    """Return a term as a Python value.

    A literal that is not a value of its datatype, or has a datatype or a value without a Python
    type, is its lexical form; ``_:`` begins a blank node.
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return str(term) if isinstance(term, BlankNode | Triple) else term.value
    return _convert_literal(term.value, term.datatype.value)


def _convert_literal(text: str, datatype: str) -> Value:
    pattern, converter = CONVERTERS.get(datatype, (None, str))
    # These datatypes collapse white space (section 4.3.6).
    collapsed = text.strip(" \t\r\n")
    if pattern is None or not pattern.fullmatch(collapsed):
        return text
    try:
        value = converter(collapsed)
    except ValueError:
        return text
    least, most = INTEGERS.get(datatype.removeprefix(XSD), (-inf, inf))
    return value if not isinstance(value, int) or least <= value <= most else text


@dataclass(frozen=True, eq=False)
class QueryResult(Sequence[Row]):
    """The rows of an answer; a sequence of dictionaries by column.

    The rows of a graph (CONSTRUCT, DESCRIBE) are its triples, with the columns ``subject``,
    ``predicate`` and ``object``. An ASK query has one row with the column ``ASK``, and its result
    is true or false as a whole.

    Attributes:
        columns: names of the variables, in the order of the query.
        rows: the same as the sequence.
        triples: of a graph as terms of pyoxigraph; ``None`` for another query.
        boolean: answer of an ASK query; ``None`` for another query.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    triples: tuple[Triple, ...] | None = None
    boolean: bool | None = None

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.boolean is None else self.boolean

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame; pandas has to be installed."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def to_rdflib(self) -> rdflib.Graph:
        """Return the graph for rdflib.

        Raises:
            TypeError: the query was neither CONSTRUCT nor DESCRIBE.
        """
        if self.triples is None:
            raise TypeError("Only CONSTRUCT and DESCRIBE queries give a graph.")
        return to_rdflib_graph(self.triples)

    def _repr_html_(self) -> str:
        rows = ([row[name] for name in self.columns] for row in self.rows)
        return render_html_table(self.columns, rows, len(self.rows))


def prepare_query(examined: QueryText, default_graphs: tuple[str, ...] = ()) -> Query:
    """Return a query that is answered in a format which this module reads."""
    row = N_TRIPLES if examined.graph else RESULTS_JSON
    return Query(examined, row.media_type, default_graphs)


def read_answer(answer: Answer, query: Query) -> QueryResult:
    """Read the whole answer to a prepared query, and close it."""
    with answer:
        body = b"".join(answer.chunks())
    return _read_graph(body) if query.text.graph else _read_solutions(body)


def _read_solutions(body: bytes) -> QueryResult:
    """Read SPARQL 1.1 Query Results JSON."""
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        return QueryResult(("ASK",), ({"ASK": bool(results)},), boolean=bool(results))
    columns = tuple(variable.value for variable in results.variables)
    rows = tuple({name: convert_term(solution[name]) for name in columns} for solution in results)
    return QueryResult(columns, rows)


def _read_graph(body: bytes) -> QueryResult:
    """Read N-Triples."""
    triples = tuple(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
    rows = tuple(
        {
            "subject": convert_term(one.subject),
            "predicate": convert_term(one.predicate),
            "object": convert_term(one.object),
        }
        for one in triples
    )
    return QueryResult(("subject", "predicate", "object"), rows, triples)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A thing that was found: its IRI, its label in the town's first language, and its kind."""

    iri: str
    label: str
    kind: str


class SearchHits(list[SearchHit]):
    """The best hits, and the number of all.

    Args:
        hits: the best first.
        total: number of things found, including those beyond the limit.
    """

    def __init__(self, hits: Iterable[SearchHit], total: int) -> None:
        super().__init__(hits)
        self.total = total

    def _repr_html_(self) -> str:
        rows = [[hit.label, hit.kind, hit.iri] for hit in self]
        return render_html_table(("label", "kind", "iri"), rows, len(rows))
