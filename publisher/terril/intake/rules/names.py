"""Report IRIs that the naming policy of the town does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import RELATIVE
from terril.model.findings import Finding
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.naming_policy import NamingProblem
    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Location

WRONG_SCHEMA = "https://schema.org/"
HTTPS_SCHEMA = gettext_noop(
    "schema.org's words begin with http://schema.org/, but this file writes them with https. "
    "Take the “s” away, best where the prefix is declared."
)


def check_subjects(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each subject with an IRI that is not allowed.

    It depends on the IRI alone.
    """
    for subject in dict.fromkeys(quad.subject for quad in source.quads):
        if not isinstance(subject, NamedNode):
            continue
        if problem := context.naming.check_subject(subject.value):
            place = context.positions.find_name(source, subject)
            yield _build_name_finding(subject.value, problem, place, context)


def check_references(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each predicate or object with an IRI that is probably wrong.

    It depends on the IRI, and on whether that is a subject: then it is reported as one.
    """
    checked = {quad.subject for quad in source.quads}
    for quad in source.quads:
        for term in (quad.predicate, quad.object):
            if not isinstance(term, NamedNode) or term in checked:
                continue

            checked.add(term)
            if problem := context.naming.check_reference(term.value):
                place = context.positions.find_statement(
                    source, quad.subject, quad.predicate, quad.object
                )
                yield _build_name_finding(term.value, problem, place, context)


def _build_name_finding(
    iri: str, problem: NamingProblem, place: Location, context: RuleContext
) -> Finding:
    shown = iri.removeprefix(RELATIVE)
    base = context.naming.addresses.base
    message = translate_all(problem.sentence, iri=shown, base=base, nearest=problem.nearest)
    return Finding(
        problem.rule,
        message,
        place=place,
        thing=shown,
        thing_label=context.labels.get(iri, {}),
        value=shown,
    )


def check_schema(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding if the file writes the terms of schema.org with https.

    It depends on whether any statement does.
    """
    terms = (term for quad in source.quads for term in (quad.predicate, quad.object))
    if any(isinstance(term, NamedNode) and term.value.startswith(WRONG_SCHEMA) for term in terms):
        place = context.positions.find_text(source, WRONG_SCHEMA)
        yield Finding("schema-https", translate_all(HTTPS_SCHEMA), place=place, value=WRONG_SCHEMA)
