"""Write the results of the engine so that every reader of the format can read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from terril.model.vocabulary import TYPE
from terril.model.xml_characters import can_name_element
from terril.store.sparql import RESULTS_XML, CountedOutput, TooManyRowsError
from terril.store.workers.messages import Cause, Failure, NoAnswerError
from terril.store.workers.writing.xml_output import XmlOutput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from pyoxigraph import QuerySolutions

    from terril.model.formats import Format
    from terril.store.sparql import AnswerFormat, ResultFormat
    from terril.store.workers.messages import Request

# What a query needs in order to make a term that RDF 1.1 does not have.
_MAKES_NEW_TERMS = re.compile(r"<<|TRIPLE|STRLANGDIR|--(?:ltr|rtl)", re.IGNORECASE)


def write_solutions(
    solutions: QuerySolutions, form: ResultFormat, request: Request, output: IO[bytes]
) -> int:
    """Write solutions and return their number.

    Raises:
        TooManyRowsError: there are more than the request allows.
        NoAnswerError: the format has no way to write a character.
    """
    rows = CountedOutput(guard_output(output, form), form, request.rows)
    solutions.serialize(cast("IO[bytes]", rows), format=form.syntax)
    return rows.count


def write_graph(
    triples: Iterable[Triple], form: Format, request: Request, output: IO[bytes]
) -> int:
    """Write triples and return their number.

    Raises:
        TooManyRowsError: there are more than the request allows.
        NoAnswerError: the format has no way to write a triple.
    """
    counted = _Counted(triples, form, request)
    guarded = guard_output(output, form)
    serialize(counted, guarded, form.syntax, prefixes=dict(request.prefixes))
    return counted.count


def may_make_new_terms(text: str) -> bool:
    """Return whether a query may make terms that RDF 1.1 does not have; few do."""
    return _MAKES_NEW_TERMS.search(text) is not None


def refuse_new_terms(solutions: QuerySolutions) -> None:
    """Refuse solutions with a term that RDF 1.1 does not have; reads them to their end.

    Raises:
        NoAnswerError: there is one.
    """
    for solution in solutions:
        for term in solution:
            _refuse_new_term(term)


def guard_output(output: IO[bytes], form: AnswerFormat) -> IO[bytes]:
    """Return the output, behind a guard if the format is XML."""
    if form is RESULTS_XML or form.syntax == RdfFormat.RDF_XML:
        return cast("IO[bytes]", XmlOutput(output))
    return output


class _Counted:
    """An iterable that counts triples, and checks those that a format may not be able to take."""

    def __init__(self, triples: Iterable[Triple], form: Format, request: Request) -> None:
        self.count = 0
        self._triples = triples
        self._most = request.rows
        self._as_elements = form.syntax == RdfFormat.RDF_XML
        self._may_be_new = may_make_new_terms(request.text)

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            if self._as_elements:
                _refuse_nameless(triple)
            if self._may_be_new:
                _refuse_new_term(triple.object)
            self.count += 1
            if self.count > self._most:
                raise TooManyRowsError
            yield triple


def _refuse_nameless(triple: Triple) -> None:
    """Refuse a triple whose predicate, or whose class, no element of RDF/XML can stand for.

    Raises:
        NoAnswerError: it is one of these.
    """
    names: list[object] = [triple.predicate]
    if triple.predicate == TYPE:
        names.append(triple.object)
    for name in names:
        if isinstance(name, NamedNode) and not can_name_element(name.value):
            raise NoAnswerError(Failure(Cause.UNWRITABLE, found=name.value))


def _refuse_new_term(term: object) -> None:
    """Refuse triple terms and texts with a direction (RDF 1.2 Concepts, sections 3.1 and 3.4).

    Raises:
        NoAnswerError: the term is one of these.
    """
    if isinstance(term, Triple) or (isinstance(term, Literal) and term.direction is not None):
        raise NoAnswerError(Failure(Cause.NEW_TERM))
