"""Run one query with the engine and write its answer to a file-like. Runs in workers only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from terril.model.formats import Format
from terril.store.sparql import (
    CountedOutput,
    SyntaxReason,
    TooManyRowsError,
    find_format,
    find_mistake,
)
from terril.store.workers.messages import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from pyoxigraph import QueryBoolean, Triple

    from terril.store.workers.messages import Request

_CUSTOM_FUNCTION = re.compile(r"custom function (<[^>]*>) is not")

# The end of a predicate becomes the name of an XML element, which cannot begin with a digit.
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.\-]*\Z")


class UnwritableError(Exception):
    """A predicate that RDF/XML cannot write; its IRI is the only argument."""


class LocalEngine:
    """An engine for one local store.

    A store whose default graph is not empty is queried as it is: that graph is meant to be
    the merge of all others. Else the engine makes the union of all graphs while it runs, in
    which a statement of two graphs counts twice (github.com/oxigraph/oxigraph, issue 1919).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        merged = store.quads_for_pattern(None, None, None, DefaultGraph())
        self._union = next(iter(merged), None) is None

    def write_answer(self, request: Request, output: IO[bytes]) -> int | None:
        """Write the answer and return the number of triples or solutions; ``None`` for a boolean.

        Raises:
            SyntaxError: the engine cannot read the query.
            TooManyRowsError: there are more rows than the request allows.
            UnwritableError: RDF/XML has no way to write a predicate.
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
        rows = CountedOutput(output, form, request.rows)
        results.serialize(cast("IO[bytes]", rows), format=form.syntax)
        return rows.count

    def _evaluate(self, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
        if request.default_graphs or request.named_graphs:
            return self._store.query(
                request.text,
                prefixes=request.prefixes,
                default_graph=[NamedNode(iri) for iri in request.default_graphs],
                named_graphs=[NamedNode(iri) for iri in request.named_graphs],
            )
        return self._store.query(
            request.text,
            prefixes=request.prefixes,
            # With FROM in the text, the union would win over it.
            use_default_graph_as_union=self._union and not request.dataset,
        )


def write_graph(
    triples: Iterable[Triple], form: Format, request: Request, output: IO[bytes]
) -> int:
    """Write triples and return their number.

    Raises:
        TooManyRowsError: there are more than the request allows.
        UnwritableError: RDF/XML has no way to write a predicate.
    """
    counted = _Counted(triples, form.syntax, request.rows)
    serialize(counted, output, form.syntax, prefixes=dict(request.prefixes))
    return counted.count


def describe_failure(error: Exception, request: Request) -> Failure:
    """Return the report to the server for an error of ``write_answer``."""
    if isinstance(error, NoAnswerError):
        return error.failure
    if isinstance(error, SyntaxError):
        return _syntax_failure(error.msg, request)
    if isinstance(error, UnwritableError):
        return Failure(Cause.UNWRITABLE, found=str(error))
    if isinstance(error, TooManyRowsError):
        return Failure(Cause.ROWS)
    if isinstance(error, MemoryError):
        return Failure(Cause.MEMORY)
    if function := _CUSTOM_FUNCTION.search(str(error)):
        return Failure(Cause.SYNTAX, SyntaxReason.UNKNOWN_FUNCTION, function[1])
    return Failure(Cause.ENGINE, f"{type(error).__name__}: {error}")


class _Counted:
    """An iterable that counts triples, and checks those that a format may not be able to take."""

    def __init__(self, triples: Iterable[Triple], syntax: RdfFormat, most: int) -> None:
        self.count = 0
        self._triples = triples
        self._most = most
        self._as_elements = syntax == RdfFormat.RDF_XML

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            if self._as_elements and not _XML_NAME_AT_END.search(triple.predicate.value):
                raise UnwritableError(triple.predicate.value)
            self.count += 1
            if self.count > self._most:
                raise TooManyRowsError
            yield triple


def _syntax_failure(message: str, request: Request) -> Failure:
    def find_message(text: str) -> str:
        try:
            Store().query(text, prefixes=request.prefixes)
        except SyntaxError as error:
            return error.msg
        return ""

    mistake = find_mistake(request.text, message, find_message)
    return Failure(Cause.SYNTAX, mistake.reason, mistake.found, mistake.line, mistake.column)
