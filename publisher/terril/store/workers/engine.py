"""Run one query with the engine and write its answer to a file-like. Runs in workers only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, QueryTriples, Store

from terril.model.formats import Format
from terril.store.graphs import ALL_GRAPHS, read_partition
from terril.store.sparql import (
    SyntaxReason,
    TooManyRowsError,
    edit_group_concat,
    find_format,
    find_function,
    find_mistake,
    tokenize,
)
from terril.store.workers.datasets import read_dataset
from terril.store.workers.messages import Cause, Failure, NoAnswerError
from terril.store.workers.writing.answer_writer import (
    may_make_new_terms,
    refuse_new_terms,
    write_graph,
    write_solutions,
)

if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import BlankNode, QueryBoolean

    from terril.store.workers.messages import Request

    Graph = NamedNode | BlankNode | DefaultGraph

_CUSTOM_FUNCTION = re.compile(r"custom function (<[^>]*>) is not")
_MAY_JOIN = re.compile("GROUP_CONCAT", re.IGNORECASE)


class LocalEngine:
    """An engine for one local store.

    The default graph of the store is what a query sees unless it names graphs.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._partition = read_partition(store)

    def write_answer(self, request: Request, output: IO[bytes]) -> int | None:
        """Write the answer and return the number of triples or solutions; ``None`` for a boolean.

        Raises:
            SyntaxError: the engine cannot read the query.
            TooManyRowsError: there are more rows than the request allows.
            NoAnswerError: the format has no way to write the answer.
            RuntimeError: the engine cannot carry the query out.
            TypeError: a graph requested in a format of solutions, or the other way round.
        """
        results = self._evaluate(request)
        form = find_format(request.media_type)
        if isinstance(results, QueryTriples) and isinstance(form, Format):
            return write_graph(results, form, request, output)
        if isinstance(results, QueryTriples) or isinstance(form, Format):
            raise TypeError(form.media_type)
        if not isinstance(results, QuerySolutions):
            results.serialize(output, format=form.syntax)
            return None
        if may_make_new_terms(request.text):
            refuse_new_terms(results)
            results = cast("QuerySolutions", self._evaluate(request))
        return write_solutions(results, form, request, output)

    def _evaluate(self, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = self._find_graphs(request)
        return self._store.query(
            join_texts(request.text),
            base_iri=request.base or None,
            prefixes=request.prefixes,
            default_graph=default,
            named_graphs=named,
        )

    def _find_graphs(
        self, request: Request
    ) -> tuple[list[Graph], list[NamedNode | BlankNode] | None]:
        """Return the default graph as parts without a common statement, and the named graphs."""
        dataset = read_dataset(request)
        # The parts are graphs, too, which GRAPH must not find.
        public: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in self._partition.public]
        if dataset is None:
            return [DefaultGraph()], public if self._partition.labels else None
        default, named = dataset
        if f"{request.base}{ALL_GRAPHS}" in default:
            return self._partition.cover_everything(), list(map(NamedNode, named)) or public
        return self._partition.cover(default), [NamedNode(iri) for iri in named]


def join_texts(text: str) -> str:
    """Return the query with GROUP_CONCAT over the texts of values, whatever they are."""
    if not _MAY_JOIN.search(text):
        return text
    pieces: list[str] = []
    at = 0
    for start, end, replacement in sorted(edit_group_concat(list(tokenize(text)))):
        pieces += [text[at:start], replacement]
        at = end
    return "".join((*pieces, text[at:]))


def describe_failure(error: Exception, request: Request) -> Failure:
    """Return the report to the server for an error of ``write_answer``."""
    if isinstance(error, NoAnswerError):
        return error.failure
    if isinstance(error, SyntaxError):
        return _syntax_failure(error.msg, request)
    if isinstance(error, TooManyRowsError):
        return Failure(Cause.ROWS)
    if isinstance(error, MemoryError):
        return Failure(Cause.MEMORY)
    if function := _CUSTOM_FUNCTION.search(str(error)):
        place = find_function(request.text, function[1], request.prefixes, request.base)
        return Failure(Cause.FUNCTION, "", function[1], *place)
    return Failure(Cause.ENGINE, f"{type(error).__name__}: {error}")


def _syntax_failure(message: str, request: Request) -> Failure:
    def find_message(text: str) -> str:
        try:
            Store().query(text, base_iri=request.base or None, prefixes=request.prefixes)
        except SyntaxError as error:
            return error.msg
        return ""

    # The engine had a rewritten text, whose places are others.
    message = find_message(request.text) or message
    mistake = find_mistake(request.text, message, find_message)
    if mistake.reason is SyntaxReason.UNKNOWN_FUNCTION:
        return Failure(Cause.FUNCTION, "", mistake.found, mistake.line, mistake.column)
    return Failure(Cause.SYNTAX, mistake.reason, mistake.found, mistake.line, mistake.column)
