"""Warn of properties that RDF/XML cannot name: their documents are not offered in it.

Source: RDF 1.1 XML Syntax, section 6.1.4 (an IRI is a namespace and a local name); XML 1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.xml_characters import can_name_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

UNNAMEABLE = gettext_noop(
    "The property <{iri}> has no name in XML: after its last “/”, “#” or “:” there is no part "
    "that begins with a letter that XML knows. What it is used for is published in every format "
    "but RDF/XML. If you can choose another property, choose one whose last part begins with a "
    "letter from A to Z."
)


def check_xml_names(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a warning for each property that no element can stand for, where it is first used.

    It depends on the property alone.
    """
    first: dict[NamedNode, Quad] = {}
    for quad in source.quads:
        first.setdefault(quad.predicate, quad)
    for predicate, quad in first.items():
        if not can_name_element(predicate.value):
            place = context.positions.find_statement(source, quad.subject, predicate, quad.object)
            message = translate_all(UNNAMEABLE, iri=predicate.value)
            yield Finding("xml-name", message, Severity.WARNING, place, value=predicate.value)
