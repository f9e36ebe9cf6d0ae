"""Define what differs between engines: limits of time, headers for cut answers, logins.

Each row names its source: a run of the engine itself, or its documentation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Parameters = Mapping[str, str]


def _no_time(_seconds: float) -> Parameters:
    return {}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The peculiarities of one engine.

    Attributes:
        time_limit: what to send with a query so that the engine itself stops in time.
        batch: statements that are sent at once when it is loaded.
        loading: what to send along with them by the Graph Store Protocol.
        login: how it is shown who writes (RFC 7617, RFC 7616, RFC 6750).
        booleans_as_numbers: ``True`` if it writes ``true`` as ``1`` in JSON results, a row a line.
        most_rows: after which it stops without saying so; 0 if it never does.
    """

    time_limit: Callable[[float], Parameters] = _no_time
    batch: int = 10_000
    loading: Parameters = field(default_factory=dict)
    login: Literal["basic", "digest", "bearer"] = "basic"
    booleans_as_numbers: bool = False
    most_rows: int = 0


def _whole_seconds(seconds: float) -> Parameters:
    return {"timeout": str(max(1, math.ceil(seconds)))}


def _qlever_time(seconds: float) -> Parameters:
    return {"timeout": f"{max(1, math.ceil(seconds))}s"}


def _virtuoso_time(seconds: float) -> Parameters:
    # Milliseconds; less than a second is not taken (7.2.5). What it found until then comes
    # with status 200 and the header X-SQL-State, and counts as no answer.
    return {"timeout": str(max(1000, math.ceil(seconds * 1000)))}


DIALECTS: Mapping[str, Dialect] = {
    # Nothing beyond SPARQL 1.1. Oxigraph's server gets its limit when it is started.
    "standard": Dialect(),
    # Its bulk loader is no transaction, and no release is read before it is whole.
    "oxigraph": Dialect(batch=100_000, loading={"no_transaction": "true"}),
    # github.com/openlink/virtuoso-opensource, issue 700: 2**20 rows, whatever it is set to.
    "virtuoso": Dialect(_virtuoso_time, login="digest", booleans_as_numbers=True, most_rows=2**20),
    # From the documentation of these; not tried.
    "qlever": Dialect(_qlever_time, login="bearer"),
    "graphdb": Dialect(_whole_seconds),
    "fuseki": Dialect(_whole_seconds),
    "neptune": Dialect(),
}

# The SQL state that Virtuoso sends with partial results when time is over.
_ANYTIME_STATES = ("S1TAT", "S1T00")
_BOOLEAN = b'"datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "'


def is_out_of_time(headers: Mapping[str, str]) -> bool:
    """Return whether the headers of an answer report that time ran out in its middle."""
    return headers.get("x-sql-state", "").startswith(_ANYTIME_STATES)


def read_row_limit(headers: Mapping[str, str]) -> int:
    """Return after how many rows the engine has cut the answer, by its headers; 0 if it has not.

    Virtuoso names its ``ResultSetMaxRows`` when an answer has just as many rows.
    """
    rows = headers.get("x-sparql-maxrows", "")
    return int(rows) if rows.isdecimal() else 0


def restore_booleans(content: bytes) -> bytes:
    """Return JSON results with booleans as RDF writes them; quotes inside texts are escaped."""
    for number, word in ((b'1"', b'true"'), (b'0"', b'false"')):
        content = content.replace(_BOOLEAN + number, _BOOLEAN + word)
    return content
