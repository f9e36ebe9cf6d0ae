"""Tell which literals answers to queries write in another way than the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import find_respelt
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

RESPELT = gettext_noop(
    "Pages, files and tables give “{written}”; answers to queries (SPARQL) write it as "
    "“{stored}”. Write it so here, too, if queries look for its text."
)


def check_spellings(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a hint for each literal that the store, and so answers to queries, respell.

    It depends on the literal alone.
    """
    respelt = find_respelt(quad.object for quad in source.quads)
    for quad in source.quads:
        value = quad.object
        if not isinstance(value, Literal) or value not in respelt:
            continue
        stored = respelt[value]
        text = stored.value
        if stored.datatype != value.datatype:
            text = f"{text} ({shorten(stored.datatype.value)})"
        iri = getattr(quad.subject, "value", "")
        yield Finding(
            "respelt",
            translate_all(RESPELT, written=value.value, stored=text),
            Severity.INFO,
            context.positions.find_statement(source, quad.subject, quad.predicate, value),
            thing=iri,
            thing_label=context.labels.get(iri, {}),
            path=quad.predicate.value,
            value=value.value,
        )
