"""Build the findings of rules about statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import RELATIVE
from terril.model.findings import Finding, Severity
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source


def resolve(term: object, context: RuleContext) -> str:
    """Return the IRI of a term, ``""`` if it has none.

    One without a base is relative to that of the town, as in the catalogue.
    """
    iri = term.value if isinstance(term, NamedNode) else ""
    if not iri.startswith(RELATIVE):
        return iri
    return context.naming.addresses.base + iri.removeprefix(RELATIVE)


def build_finding(  # noqa: PLR0913  # what a finding consists of
    rule: str,
    message: Mapping[str, str],
    source: Source,
    quad: Quad,
    context: RuleContext,
    severity: Severity = Severity.VIOLATION,
    value: str | None = None,
) -> Finding:
    """Return a finding about a statement, located at its object.

    Its property is named unless it is the type of the thing. The value is the object's, unless
    another is given.
    """
    thing = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    path = "" if quad.predicate == TYPE else quad.predicate.value
    return Finding(
        rule,
        message,
        severity,
        context.positions.find_statement(source, quad.subject, quad.predicate, quad.object),
        thing.removeprefix(RELATIVE),
        context.labels.get(thing, {}),
        path,
        context.expected.labels.get(path, {}),
        value=str(getattr(quad.object, "value", "")) if value is None else value,
    )
