"""Report blank nodes: published things have an IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from terril.model.findings import Finding
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

BLANK_NODE = gettext_noop(
    "Something here has no address of its own: it is written with “[ ]”, “( )” or “_:”, or "
    "without an identifier. Nobody could refer to it. Call it {base}id/{{kind}}/{{slug}} and "
    "describe it under that address."
)


def check_blank_nodes(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each line with a blank node.

    It depends on the text of the file, and on whether a statement has a blank node.
    """
    if not any(BlankNode in (type(quad.subject), type(quad.object)) for quad in source.quads):
        return
    message = translate_all(BLANK_NODE, base=context.naming.addresses.base)
    for place in context.positions.find_blank_nodes(source):
        yield Finding("blank-node", message, place=place)
