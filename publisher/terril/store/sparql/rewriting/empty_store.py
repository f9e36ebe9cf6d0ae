"""Read queries with Terril's own engine on an empty store.

Another engine gets them only afterwards. So mistakes are reported in the same words for every
engine, nothing but SPARQL 1.1 is sent, and no other engine decides what a name or ``*`` stands
for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import BlankNode, Literal, QueryBoolean, Triple

    Term = NamedNode | BlankNode | Literal | Triple | None


class EmptyStore:
    """A reader of queries; raises what ``Store.query`` raises on those that it cannot read.

    Args:
        prefixes: namespaces that a query need not declare.
        base: against which relative IRIs are resolved; ``""`` if there is none.
    """

    def __init__(self, prefixes: Mapping[str, str], base: str = "") -> None:
        self._store = Store()
        self._prefixes = dict(prefixes)
        self._base = base or None

    def find_columns(self, text: str) -> tuple[str, ...]:
        """Return the variables that a query shows; none unless it is a SELECT."""
        found = self._query(text)
        if not isinstance(found, QuerySolutions):
            return ()
        return tuple(variable.value for variable in found.variables)

    def resolve_iri(self, prologue: str, word: str) -> str:
        """Return the IRI that a token stands for: ``<…>``, relative to BASE or not, or a name."""
        found = self._query(f"{prologue} SELECT ({word} AS ?iri) {{}}")
        term = next(iter(found))["iri"] if isinstance(found, QuerySolutions) else None
        if not isinstance(term, NamedNode):
            raise TypeError(word)
        return term.value

    def construct(
        self, prologue: str, template: str, columns: Sequence[str], rows: Sequence[Sequence[Term]]
    ) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT template for solutions; some may come twice."""
        names = " ".join(f"?{name}" for name in columns)
        lines = "".join(f"({' '.join(_written(term) for term in row)})" for row in rows)
        text = f"{prologue} CONSTRUCT {{ {template} }} WHERE {{ VALUES ({names}) {{ {lines} }} }}"
        found = self._query(text)
        return iter(found) if isinstance(found, QueryTriples) else iter(())

    def _query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        return self._store.query(text, base_iri=self._base, prefixes=self._prefixes)


def _written(term: Term) -> str:
    return "UNDEF" if term is None else str(term)
