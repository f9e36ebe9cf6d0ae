"""Report things of one name, and blocks that were copied without a new address."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding
from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import term
from terril.model.vocabulary import LABELS, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

    Properties = Mapping[object, Mapping[object, set[object]]]

SAME_NAME = gettext_noop(
    "<{iri}> has the same name and is of the same kind ({path}, line {line}). If both are one "
    "thing, keep one of them; if not, add to the names what tells them apart."
)
COPIED = gettext_noop(
    "This thing is described twice in this file, here and at line {line}, with different names. "
    "Was it copied from there, and not given an address of its own?"
)
TWICE = gettext_noop(
    "This thing is described twice in this file, here and at line {line}. Keep one of the two."
)
PREF_LABEL = term("skos:prefLabel")
DISTINCTIONS = frozenset(
    term(name)
    for name in (
        "schema:containedInPlace", "schema:location", "schema:startDate", "schema:foundingDate",
        "schema:birthDate", "schema:isPartOf", "schema:superEvent", "dct:isPartOf", "dct:date",
        "dct:issued", "org:unitOf", "org:subOrganizationOf", "org:hasPrimarySite",
        "schema:parentOrganization", "skos:broader", "skos:inScheme",
    )
)  # fmt: skip
"""The properties that distinguish things of one name: two streets in two villages."""
COMPARED = 100
"""The number of earlier possible twins that a thing is compared with."""


def check_names(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing with the name and a class of another of its kind.

    It depends on all statements about the things of that name that may be twins.
    """
    named: defaultdict[tuple[str, str, str], list[tuple[Source, Quad]]] = defaultdict(list)
    for source in sources:
        for quad in source.quads:
            if key := _read_name(quad, context):
                named[key].append((source, quad))
    groups = [group for group in named.values() if len(group) > 1]
    properties = _read_properties(sources) if groups else {}
    reported: set[object] = set()
    for group in groups:
        for at, (source, quad) in enumerate(group):
            before = group[max(0, at - COMPARED) : at]
            twins = (one for one in before if _are_twins(one[1].subject, quad.subject, properties))
            if quad.subject not in reported and (twin := next(twins, None)):
                reported.add(quad.subject)
                yield _report_name(twin, source, quad, context)


def _read_properties(sources: Sequence[Source]) -> Properties:
    """Return for each thing its classes, and the values of properties that tell it apart."""
    found: defaultdict[object, dict[object, set[object]]] = defaultdict(dict)
    for source in sources:
        for quad in source.quads:
            if quad.predicate == TYPE or quad.predicate in DISTINCTIONS:
                found[quad.subject].setdefault(quad.predicate, set()).add(quad.object)
    return found


def _are_twins(one: object, other: object, properties: Properties) -> bool:
    """Return whether two things share a class, and a value of each property that both have."""
    mine, theirs = properties.get(one, {}), properties.get(other, {})
    shared = mine.keys() & theirs.keys()
    return (
        one != other
        and TYPE in shared
        and not any(mine[prop].isdisjoint(theirs[prop]) for prop in shared)
    )


def _read_name(quad: Quad, context: RuleContext) -> tuple[str, str, str] | None:
    """Return kind, language and name of a thing of the town, if a statement gives its name."""
    thing, label = quad.subject, quad.object
    if quad.predicate != PREF_LABEL or not isinstance(label, Literal):
        return None
    name = context.naming.addresses.name_of(str(getattr(thing, "value", "")))
    text = " ".join(label.value.split()).casefold()
    return (name.kind, label.language or "", text) if name else None


def _report_name(
    first: tuple[Source, Quad], source: Source, quad: Quad, context: RuleContext
) -> Finding:
    where, twin = first
    place = context.positions.find_statement(where, twin.subject, twin.predicate, twin.object)
    iri = str(getattr(twin.subject, "value", ""))
    message = translate_all(SAME_NAME, iri=iri, path=place.path, line=place.line)
    return build_finding("same-name", message, source, quad, context, Severity.WARNING)


def check_copies(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing that a file describes in two blocks.

    It is an error if the blocks have different names: two things became one. It depends on all
    statements of the file about the thing.
    """
    seen: set[tuple[object, object]] = set()
    repeated: dict[NamedNode, Quad] = {}
    for quad in source.quads:
        if quad.predicate != TYPE or not isinstance(quad.subject, NamedNode):
            continue
        if (quad.subject, quad.object) in seen:
            repeated.setdefault(quad.subject, quad)
        seen.add((quad.subject, quad.object))
    if not repeated:
        return
    contradictory = _find_contradictory(source)
    for thing, quad in repeated.items():
        places = context.positions.find_all(source, thing, TYPE, quad.object)
        if len({place.line for place in places}) < 2:
            continue
        differs = thing in contradictory
        yield Finding(
            "copied-block",
            translate_all(COPIED if differs else TWICE, line=places[0].line),
            Severity.VIOLATION if differs else Severity.WARNING,
            places[-1],
            thing.value,
            context.labels.get(thing.value, {}),
            value=thing.value,
        )


def _find_contradictory(source: Source) -> set[NamedNode]:
    """Return the things with two names in one language."""
    names: dict[tuple[NamedNode, NamedNode, str], str] = {}
    found: set[NamedNode] = set()
    for quad in source.quads:
        thing, name = quad.subject, quad.object
        if quad.predicate not in LABELS or not isinstance(name, Literal):
            continue
        if isinstance(thing, NamedNode):
            key = thing, quad.predicate, name.language or ""
            if names.setdefault(key, name.value) != name.value:
                found.add(thing)
    return found
