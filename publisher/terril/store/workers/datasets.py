"""Find the graphs that a request names (SPARQL 1.1 Query Language, section 13.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.store.sparql import EmptyStore, GluedError, SyntaxReason, find_position, split_query
from terril.store.workers.messages import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from terril.store.sparql import QueryParts
    from terril.store.workers.messages import Request


def read_dataset(request: Request) -> tuple[list[str], list[str]] | None:
    """Return the IRIs of the graphs of the default graph, and of the named graphs.

    Those of the protocol set those of the text aside (SPARQL 1.1 Protocol, section 2.1.4).
    ``None`` if neither names any.

    Raises:
        SyntaxError: the engine cannot read the query.
        NoAnswerError: a word about graphs is glued to its neighbour.
    """
    if request.default_graphs or request.named_graphs:
        return request.default_graphs, request.named_graphs
    if not request.dataset:
        return None
    local = EmptyStore(request.prefixes, request.base)
    local.find_columns(request.text)
    parts = split_request(request)
    found: tuple[list[str], list[str]] = ([], [])
    for clause in parts.clauses:
        found[clause.named].append(local.resolve_iri(parts.prologue, clause.iri))
    return found if parts.clauses else None


def split_request(request: Request) -> QueryParts:
    """Return the parts of the text of a request that the engine can read.

    Raises:
        NoAnswerError: a word about graphs is glued to its neighbour.
    """
    try:
        return split_query(request.text)
    except GluedError as error:
        line, column = find_position(request.text, error.token.start)
        word = error.token.text[:40]
        failure = Failure(Cause.SYNTAX, SyntaxReason.GLUED, word, line, column)
        raise NoAnswerError(failure) from error
