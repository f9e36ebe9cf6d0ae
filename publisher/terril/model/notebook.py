"""Show results in notebooks, and hand them to rdflib."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup
from pyoxigraph import RdfFormat, Triple, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import rdflib

ROWS_SHOWN = 100


def render_html_table(columns: Sequence[str], rows: Iterable[Sequence[object]], total: int) -> str:
    """Return the first rows as an HTML table, with the number of all; texts are escaped."""
    head = Markup().join(Markup("<th>{}</th>").format(name) for name in columns)
    body = Markup().join(_render_row(row) for row in islice(rows, ROWS_SHOWN))
    note = Markup("<p>{} of {} rows</p>").format(ROWS_SHOWN, total) if total > ROWS_SHOWN else ""
    template = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}")
    return str(template.format(head, body, note))


def to_rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as a graph of rdflib, which is imported here.

    Raises:
        ValueError: they have terms of RDF 1.2, which rdflib cannot read.
    """
    import rdflib
    from rdflib.exceptions import ParserError

    graph = rdflib.Graph()
    if lines := serialize(list(triples), format=RdfFormat.N_TRIPLES):
        try:
            graph.parse(data=lines, format="nt")
        except ParserError as error:
            raise ValueError(
                "rdflib cannot read terms of RDF 1.2, which this graph has."
            ) from error
    return graph


def _render_row(row: Sequence[object]) -> Markup:
    cells = (Markup("<td>{}</td>").format("" if value is None else value) for value in row)
    return Markup("<tr>{}</tr>").format(Markup().join(cells))
