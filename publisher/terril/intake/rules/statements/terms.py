"""Report terms that a known vocabulary does not define, and terms in the wrong place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding
from terril.intake.rules.names import WRONG_SCHEMA
from terril.intake.rules.statements.suggestions import suggest_name
from terril.intake.vocabularies import Term, get_namespace, load_vocabularies
from terril.intake.vocabularies.misspelt_namespaces import find_meant_term
from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.vocabulary import RDF, TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

MISSPELT = gettext_noop(
    "The vocabulary {namespace} has no term “{name}”, so no program understands it. Did you mean "
    "{nearest}?"
)
UNKNOWN = gettext_noop(
    "The vocabulary {namespace} has no term “{name}” in the list that Terril has. Look it up "
    "there, and take another if it does not exist."
)
MISSPELT_NAMESPACE = gettext_noop(
    "The address <{namespace}{name}> is none that programs know: the vocabulary with the term "
    "“{name}” has the namespace <{nearest}>. Correct it, best where the prefix is declared."
)
CLASS_AS_PROPERTY = gettext_noop(
    "{term} is a class, but stands here as a property. Write a property of the thing, or put the "
    "class behind “a”."
)
PROPERTY_AS_CLASS = gettext_noop(
    "{term} is a property, but stands here as the type of a thing. Write a class behind “a”, or "
    "give the property a value."
)
MEMBERSHIP = re.compile(re.escape(RDF) + r"_[1-9]\d*")
"""The members of containers (RDF Schema 1.1, section 5.1.6), which no list can hold."""
PROPERTY, CLASS, ANY = "p", "c", ""


def check_terms(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each term that its vocabulary does not define, at its first use.

    It depends on the term and its place in a statement, and for a misspelt namespace on the first
    term with it.
    """
    if not context.expected.terms:
        return
    seen: set[tuple[str, str]] = set()
    for quad in source.quads:
        for iri, kind in _list_terms(quad):
            if (iri, kind) in seen:
                continue
            seen.add((iri, kind))
            terms = _find_terms(get_namespace(iri), context.expected.terms)
            if terms is None and kind != ANY:
                yield from _check_namespace(iri, seen, (source, quad, context))
            elif terms is not None and iri != get_namespace(iri):
                yield from _check_term(iri, kind, terms, (source, quad, context))


def is_wrong_term(iri: str, kind: str, model: frozenset[str]) -> bool:
    """Return whether a term is reported where it is used first; it depends on nothing else.

    Args:
        iri: of a predicate, an object or a datatype.
        kind: of term that belongs in its place.
        model: IRIs that the model describes.
    """
    namespace = get_namespace(iri)
    terms = _find_terms(namespace, model)
    if terms is None:
        return kind != ANY and _find_misspelt_namespace(iri)[1] != ""
    term = terms.get(iri)
    if term is None:
        return iri != namespace and not MEMBERSHIP.fullmatch(iri)
    return iri != namespace and (kind, term.kinds) in ((PROPERTY, CLASS), (CLASS, PROPERTY))


def _find_misspelt_namespace(iri: str) -> tuple[str, str]:
    return ("", "") if iri.startswith(WRONG_SCHEMA) else find_meant_term(iri)


def _check_namespace(
    iri: str, seen: set[tuple[str, str]], use: tuple[Source, Quad, RuleContext]
) -> Iterator[Finding]:
    """Return a finding for the first term of each misspelt namespace."""
    written, meant = _find_misspelt_namespace(iri)
    if not meant or (written, "") in seen:
        return
    seen.add((written, ""))
    name = iri.removeprefix(written)
    fields = {"namespace": written, "name": name, "nearest": meant.removesuffix(name)}
    yield _report(MISSPELT_NAMESPACE, Severity.VIOLATION, use, iri, **fields)


def _list_terms(quad: Quad) -> Iterator[tuple[str, str]]:
    """Return the IRIs of a statement, each with the kind of term that belongs in its place."""
    yield quad.predicate.value, PROPERTY
    if isinstance(quad.object, NamedNode):
        yield quad.object.value, CLASS if quad.predicate == TYPE else ANY
    elif isinstance(quad.object, Literal) and not quad.object.language:
        yield quad.object.datatype.value, CLASS


def _check_term(
    iri: str, kind: str, terms: Mapping[str, Term], use: tuple[Source, Quad, RuleContext]
) -> Iterator[Finding]:
    term = terms.get(iri)
    if term is None:
        if not MEMBERSHIP.fullmatch(iri):
            yield _report_unknown(iri, kind, terms, use)
    elif (kind, term.kinds) == (PROPERTY, CLASS):
        yield _report(CLASS_AS_PROPERTY, Severity.VIOLATION, use, iri, term=shorten(iri))
    elif (kind, term.kinds) == (CLASS, PROPERTY):
        yield _report(PROPERTY_AS_CLASS, Severity.VIOLATION, use, iri, term=shorten(iri))


def suggest_term(iri: str, kind: str, terms: Mapping[str, Term]) -> str:
    """Return the IRI of the most similar term of a kind, ``""`` if none is near."""
    namespace = get_namespace(iri)
    known = [one.removeprefix(namespace) for one, term in terms.items() if kind in term.kinds]
    found = suggest_name(iri.removeprefix(namespace), known)
    return namespace + found if found else ""


def _report_unknown(
    iri: str, kind: str, terms: Mapping[str, Term], use: tuple[Source, Quad, RuleContext]
) -> Finding:
    namespace = get_namespace(iri)
    fields = {"namespace": namespace, "name": iri.removeprefix(namespace)}
    if nearest := suggest_term(iri, kind, terms):
        fields["nearest"] = shorten(nearest)
        return _report(MISSPELT, Severity.VIOLATION, use, iri, **fields)
    # The vocabulary may be younger than its list.
    return _report(UNKNOWN, Severity.WARNING, use, iri, **fields)


def _report(
    sentence: str,
    severity: Severity,
    use: tuple[Source, Quad, RuleContext],
    iri: str,
    **fields: str,
) -> Finding:
    message = translate_all(sentence, **fields)
    return build_finding("unknown-term", message, *use, severity=severity, value=iri)


def _find_terms(namespace: str, model: frozenset[str]) -> Mapping[str, Term] | None:
    """Return the terms of a known vocabulary, or of one of the model; ``None`` for others."""
    known = load_vocabularies()
    return known.get(namespace) or _group_terms(model).get(namespace)


@lru_cache(maxsize=4)
def _group_terms(model: frozenset[str]) -> Mapping[str, Mapping[str, Term]]:
    """Return the vocabularies of the model, whose terms may be of any kind."""
    found: dict[str, dict[str, Term]] = {}
    for iri in sorted(model):
        namespace = get_namespace(iri)
        if namespace.endswith("#"):
            found.setdefault(namespace, {})[iri] = Term(PROPERTY + CLASS)
    return found
