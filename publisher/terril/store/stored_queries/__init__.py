"""Read stored queries and bind their parameters."""

from terril.store.stored_queries.header import strip_header
from terril.store.stored_queries.parameters import VALUE_HINTS, Parameter, ParameterType
from terril.store.stored_queries.stored_query import (
    StoredQuery,
    read_stored_queries,
    read_stored_query,
)

__all__ = [
    "VALUE_HINTS",
    "Parameter",
    "ParameterType",
    "StoredQuery",
    "read_stored_queries",
    "read_stored_query",
    "strip_header",
]
