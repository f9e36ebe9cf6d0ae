"""One query carried out by the engine, written to a file-like. Runs in workers only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store, serialize

from publisher.model.formats import Format
from publisher.store.messages import Cause, Failure
from publisher.store.result_formats import answer_format
from publisher.store.syntax_errors import find_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

    from publisher.store.messages import Request

UNKNOWN_FUNCTION = "The function {word} is not known here. Use the functions of SPARQL 1.1."
_CUSTOM_FUNCTION = re.compile(r"custom function (<[^>]*>) is not")

# The end of a predicate becomes the name of an XML element, which cannot begin with a digit.
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.\-]*\Z")


class UnwritableError(Exception):
    """A predicate that RDF/XML cannot write; its IRI is the only argument."""


def write_answer(store: Store, request: Request, output: IO[bytes]) -> int | None:
    """The number of triples written; ``None`` for solutions, which the engine does not count.

    Raises:
        SyntaxError: the engine cannot read the query.
        UnwritableError: RDF/XML has no way to write a predicate.
        RuntimeError: the engine cannot carry the query out.
    """
    results = _evaluate(store, request)
    form = answer_format(request.media_type)
    if isinstance(results, QueryTriples):
        return _write_graph(results, form, request.prefixes, output)
    if isinstance(form, Format):
        raise TypeError(form.media_type)
    results.serialize(output, format=form.syntax)
    return None


def failure_of(error: Exception, text: str) -> Failure:
    """What to tell the server about an error of ``write_answer``."""
    if isinstance(error, SyntaxError):
        mistake = find_mistake(text, error.msg, _what_is_wrong)
        return Failure(Cause.SYNTAX, mistake.reason, mistake.found, mistake.line, mistake.column)
    if isinstance(error, UnwritableError):
        return Failure(Cause.UNWRITABLE, found=str(error))
    if isinstance(error, MemoryError):
        return Failure(Cause.MEMORY)
    if function := _CUSTOM_FUNCTION.search(str(error)):
        return Failure(Cause.SYNTAX, UNKNOWN_FUNCTION, function[1])
    return Failure(Cause.ENGINE, f"{type(error).__name__}: {error}")


def _evaluate(store: Store, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's lazy results; unless graphs are named, all of them are asked as one."""
    if request.default_graphs or request.named_graphs:
        return store.query(
            request.text,
            prefixes=request.prefixes,
            default_graph=[NamedNode(iri) for iri in request.default_graphs],
            named_graphs=[NamedNode(iri) for iri in request.named_graphs],
        )
    # The union would win over FROM.
    return store.query(
        request.text,
        prefixes=request.prefixes,
        use_default_graph_as_union=not request.dataset,
    )


def _write_graph(
    triples: QueryTriples, form: object, prefixes: dict[str, str], output: IO[bytes]
) -> int:
    if not isinstance(form, Format):
        raise TypeError(form)
    counted = _Counted(triples, names_elements=form.syntax == RdfFormat.RDF_XML)
    serialize(counted, output, form.syntax, prefixes=prefixes)
    return counted.count


def _what_is_wrong(text: str) -> str:
    """The engine's message about a text, which is asked of an empty store; ``""`` for none."""
    try:
        Store().query(text)
    except SyntaxError as error:
        return error.msg
    return ""
