"""Define a query for the workers: text, format of the answer, graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.errors import QuerySyntax
from terril.store.sparql.result_formats import list_formats
from terril.store.sparql.syntax_reasons import SyntaxReason

if TYPE_CHECKING:
    from terril.store.sparql.query_text import QueryText


@dataclass(frozen=True, slots=True)
class Query:
    """A query for the workers.

    Attributes:
        text: examined text.
        media_type: of a row of ``result_formats.list_formats(graph=text.graph)``.
        default_graphs: IRIs of the protocol's ``default-graph-uri``. With these or
            ``named_graphs``, the query's own FROM is set aside (SPARQL 1.1 Protocol, 2.1.4).
        named_graphs: IRIs of the protocol's ``named-graph-uri``.

    Raises:
        QuerySyntax: a graph's IRI is none.
        ValueError: the answer is never written as that media type.
    """

    text: QueryText
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if all(row.media_type != self.media_type for row in list_formats(graph=self.text.graph)):
            raise ValueError(self.media_type)
        for iri in (*self.default_graphs, *self.named_graphs):
            try:
                NamedNode(iri)
            except ValueError:
                raise QuerySyntax(0, 0, SyntaxReason.BAD_IRI.sentence, iri) from None
