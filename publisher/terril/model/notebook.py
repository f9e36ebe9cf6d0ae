"""Show results in notebooks, and hand them to rdflib."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import rdflib

ROWS_SHOWN = 100


def render_html_table(columns: Sequence[str], rows: Iterable[Sequence[object]], total: int) -> str:
    """Return the first rows as an HTML table, with the number of all; texts are escaped."""
    from markupsafe import Markup

    def render_row(row: Sequence[object]) -> Markup:
        cells = (Markup("<td>{}</td>").format("" if value is None else value) for value in row)
        return Markup("<tr>{}</tr>").format(Markup().join(cells))

    head = Markup().join(Markup("<th>{}</th>").format(name) for name in columns)
    body = Markup().join(render_row(row) for row in islice(rows, ROWS_SHOWN))
    note = Markup("<p>{} of {} rows</p>").format(ROWS_SHOWN, total) if total > ROWS_SHOWN else ""
    template = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}")
    return str(template.format(head, body, note))


def to_rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as a graph of rdflib, which is imported here, with literals as they are.

    Only spaces in an ``xsd:token`` or ``xsd:normalizedString`` are collapsed by rdflib itself.

    Raises:
        ValueError: they have terms of RDF 1.2, which rdflib does not have.
    """
    import rdflib

    graph = rdflib.Graph()
    for triple in triples:
        subject, predicate, value = map(
            _to_rdflib, (triple.subject, triple.predicate, triple.object)
        )
        graph.add((subject, predicate, value))
    return graph


def _to_rdflib(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple) or term.direction:
        raise ValueError("rdflib cannot read terms of RDF 1.2, which this graph has.")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = rdflib.URIRef(term.datatype.value)
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
