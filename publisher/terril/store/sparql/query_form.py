"""Define the forms of a query, for the server and for its workers."""

from __future__ import annotations

from enum import StrEnum


class QueryForm(StrEnum):
    """The four forms of a query (SPARQL 1.1 Query Language, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"
