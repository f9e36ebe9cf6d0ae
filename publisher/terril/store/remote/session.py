"""Send the queries for one request to a remote store, until its time is over."""

from __future__ import annotations

import time
from itertools import islice
from typing import IO, TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from terril.store.remote.client import read_boolean
from terril.store.remote.leak_guard import check_triple
from terril.store.remote.rewriting.rewriter import Rewriter
from terril.store.sparql import EmptyStore, GluedError, QueryForm, SyntaxReason, find_position
from terril.store.workers import (
    Cause,
    Failure,
    NoAnswerError,
    may_make_new_terms,
    refuse_new_terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.store.remote.release_graphs import ReleaseGraphs
    from terril.store.remote.replicas import Replicas
    from terril.store.workers import Request

# Solutions that are turned into triples at once, and things that are described at once.
BATCH = 500
SPO = ("s", "p", "o")


class Session:
    """The queries of one request to the store; each raises ``NoAnswerError``.

    Args:
        graphs: of the release in the store.
        replicas: of the store.
        request: what is to be answered.
    """

    def __init__(self, graphs: ReleaseGraphs, replicas: Replicas, request: Request) -> None:
        self._graphs = graphs
        self._replicas = replicas
        self._text = request.text
        self._deadline = time.monotonic() + request.seconds
        self._local = EmptyStore(request.prefixes, graphs.endpoint)
        try:
            self.rewriter = Rewriter(request, graphs, self._local)
        except GluedError as error:
            line, column = find_position(request.text, error.token.start)
            failure = Failure(
                Cause.SYNTAX, SyntaxReason.GLUED, error.token.text[:40], line, column
            )
            raise NoAnswerError(failure) from error

    def fetch_rows(self, text: str) -> IO[bytes]:
        """Return the JSON results of a query, which the caller closes."""
        return self._replicas.query(text, self._deadline)

    def write_rows(self, output: IO[bytes], syntax: QueryResultsFormat) -> None:
        """Write the solutions of a SELECT."""
        columns = self.rewriter.columns
        with self.fetch_rows(self.rewriter.rewrite()) as content:
            try:
                if may_make_new_terms(self._text):
                    refuse_new_terms(self.parse_solutions(content, columns))
                    content.seek(0)
                solutions = self.parse_solutions(content, columns)
                solutions.serialize(output, format=syntax)
            except SyntaxError as error:
                raise _unreadable(error) from error

    def fetch_boolean(self, text: str) -> QueryBoolean:
        """Return the answer to an ASK."""
        with self.fetch_rows(text) as content:
            answer = b'{"head":{},"boolean":%s}' % str(read_boolean(content)).lower().encode()
        found = parse_query_results(answer, QueryResultsFormat.JSON)
        if not isinstance(found, QueryBoolean):
            raise TypeError(answer)
        return found

    def parse_solutions(self, content: IO[bytes], columns: Sequence[str]) -> QuerySolutions:
        """Return solutions that are read while they are used, with an error if they are cut."""
        try:
            found = parse_query_results(content, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise _unreadable(error) from error
        if not isinstance(found, QuerySolutions):
            raise NoAnswerError(Failure(Cause.ENGINE, "the store answered with no solutions"))
        names = [variable.value for variable in found.variables]
        if names != list(columns):
            raise NoAnswerError(Failure(Cause.ENGINE, f"other columns: {names}"))
        return found

    def build_triples(self) -> Iterator[Triple]:
        """Return the graph of CONSTRUCT or DESCRIBE, each triple once."""
        construct = self.rewriter.parts.form is QueryForm.CONSTRUCT
        seen: set[Triple] = set()
        for triple in self._construct() if construct else self._describe():
            if triple not in seen:
                check_triple(triple, self._graphs.inner_start)
                seen.add(triple)
                yield triple

    def _construct(self) -> Iterator[Triple]:
        columns = self.rewriter.find_template_columns()
        shown = columns or ("row",)
        with self.fetch_rows(self.rewriter.rewrite_pattern(columns)) as content:
            solutions = _read_rows(self.parse_solutions(content, shown))
            while batch := list(islice(solutions, BATCH)):
                yield from self._local.construct(
                    self.rewriter.parts.prologue, self.rewriter.parts.template, shown, batch
                )

    def _describe(self) -> Iterator[Triple]:
        """Return the statements of the default graph with one of the things as their subject."""
        iris, columns = self.rewriter.find_described()
        things = dict.fromkeys(iris)
        if columns:
            with self.fetch_rows(self.rewriter.rewrite_pattern(columns)) as content:
                for row in _read_rows(self.parse_solutions(content, columns)):
                    things.update(
                        (term.value, None) for term in row if isinstance(term, NamedNode)
                    )
        waiting = iter(things)
        while batch := list(islice(waiting, BATCH)):
            named = " ".join(f"<{iri}>" for iri in batch)
            clauses = self.rewriter.dataset.clauses(graphs=False)
            pattern = f"{{ VALUES ?s {{ {named} }} ?s ?p ?o }}"
            with self.fetch_rows(f"SELECT ?s ?p ?o{clauses}{pattern}") as content:
                for s, p, o in _read_rows(self.parse_solutions(content, SPO)):
                    if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None:
                        yield Triple(s, p, o)


def _read_rows(
    solutions: QuerySolutions,
) -> Iterator[tuple[NamedNode | BlankNode | Literal | Triple | None, ...]]:
    try:
        for solution in solutions:
            row = tuple(solution)
            if any(isinstance(term, BlankNode) for term in row):
                raise NoAnswerError(Failure(Cause.ENGINE, "a blank node among the solutions"))
            yield row
    except SyntaxError as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> NoAnswerError:
    return NoAnswerError(Failure(Cause.ENGINE, f"the store's answer cannot be read: {error}"))
