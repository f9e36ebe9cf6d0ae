"""Find what has no effect in the town's own shapes: unknown, unsupported and unused terms."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.shacl.own_shapes.faults import Fault, warn
from terril.intake.shacl.own_shapes.shape_index import (
    SHAPE_EXPECTING,
    SHAPE_LISTS,
    TARGETS,
    get_name,
    sh,
    write_term,
)
from terril.intake.shacl.own_shapes.terms import (
    ANNOTATIONS,
    GRAPH_LINKS,
    KNOWN,
    NEWER,
    PROPERTIES,
    RULES,
    SCRIPTS,
)
from terril.model.languages import gettext_noop
from terril.model.vocabulary import OWL, RDF, RDFS, SH, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.own_shapes.shape_index import ShapeIndex, ShapeStatement

UNKNOWN = gettext_noop("{value} is no term of SHACL. Did you mean {nearest}?")
ENTAILMENT = gettext_noop(
    "sh:entailment asks for inferences that the check does not make. Take it out, and write in "
    "the data what would follow."
)
NO_SCRIPTS = gettext_noop(
    "{term} has no effect here: the check runs no JavaScript. Write the rule as a query with "
    "sh:sparql."
)
NO_RULES = gettext_noop(
    "{term} has no effect here: shapes check the data and add nothing to it. Take it out."
)
NO_ANNOTATIONS = gettext_noop(
    "{term} has no effect here: the check does not add annotations to results. Take it out."
)
NO_LINKS = gettext_noop(
    "{term} has no effect here: the shapes of a town are the files in its folder shapes/. Put the "
    "file there."
)
TOO_NEW = gettext_noop(
    "{term} has no effect here: it is a term of SHACL 1.2, and the check evaluates SHACL 1.0. "
    "Write the rule as a query with sh:sparql."
)
ALONE = gettext_noop("{term} has no effect without {needed}. Add it, or take {term} out.")
NO_IMPORTS = gettext_noop(
    "owl:imports has no effect here: nothing is fetched. Put a copy of the file into shapes/."
)
NO_AXIOMS = gettext_noop(
    "{term} has no effect here: of the axioms about classes and properties, the check reads "
    "rdfs:subClassOf alone. Write the rule as a shape."
)
DATA = gettext_noop(
    "What is said about {value} here has no effect: files in shapes/ hold shapes, not data. Put "
    "it into a file in data/."
)
UNUSED = gettext_noop(
    "This shape checks nothing: it has no target, and no other shape refers to it. Add "
    "sh:targetClass, or refer to it with sh:node or sh:property."
)
EMPTY_RANGE = gettext_noop(
    "No value can be as {term} and {other} have it: the least is more than the most. Correct one."
)
GROUPS = (
    (SCRIPTS, NO_SCRIPTS),
    (RULES, NO_RULES),
    (ANNOTATIONS, NO_ANNOTATIONS),
    (GRAPH_LINKS, NO_LINKS),
    (NEWER, TOO_NEW),
)
OWL_AXIOMS = """
    allValuesFrom cardinality complementOf differentFrom disjointWith equivalentClass
    equivalentProperty hasValue intersectionOf inverseOf maxCardinality minCardinality onProperty
    oneOf propertyChainAxiom sameAs someValuesFrom unionOf
"""
AXIOMS = frozenset(
    [f"{RDFS}{name}" for name in ("subPropertyOf", "domain", "range")]
    + [f"{OWL}{name}" for name in OWL_AXIOMS.split()]
)
RANGES = (("minCount", "maxCount"), ("minLength", "maxLength"))
SCHEMES = (RDF, RDFS, OWL, SH)


def check_effects(index: ShapeIndex) -> Iterator[Fault]:
    """Return the faults of terms that SHACL lacks, and warnings of what has no effect."""
    for one in index.own:
        for term in (one.quad.predicate, one.quad.object):
            yield from _check_term(one, term, index)
        yield from _check_company(one, index)
        yield from _check_axiom(one)
    yield from _find_unused(index)


def _check_term(one: ShapeStatement, term: Term, index: ShapeIndex) -> Iterator[Fault]:
    name = get_name(term)
    if not name:
        return
    if name == "entailment":
        yield Fault("shape-term", ENTAILMENT, one)
    for names, sentence in GROUPS:
        if name in names:
            above = index.toward(one.quad.subject)
            if any(get_name(other.quad.predicate) in names for other in above):
                # It is reported where it is used.
                return
            yield warn(Fault("shape-no-effect", sentence, one, {"term": f"sh:{name}"}))
            return
    # A kind of node is checked with the values.
    if name not in KNOWN and one.quad.predicate != sh("nodeKind"):
        fields = {"value": f"sh:{name}", "nearest": f"sh:{_find_nearest(name)}"}
        yield Fault("shape-term", UNKNOWN, one, fields)


def _find_nearest(name: str) -> str:
    lower = {known.lower(): known for known in sorted(KNOWN)}
    nearest = get_close_matches(name.lower(), lower, n=1, cutoff=0) or ["property"]
    return lower[nearest[0]]


def _check_company(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    name = get_name(one.quad.predicate)
    needed = PROPERTIES[name].needs if name in PROPERTIES else ()
    if needed and not index.find(one.quad.subject, *needed):
        fields = {"term": f"sh:{name}", "needed": " / ".join(f"sh:{other}" for other in needed)}
        fault = Fault("shape-incomplete", ALONE, one, fields)
        # Flags alone are harmless; the others are an error for SHACL, or for its engine.
        yield warn(fault) if name == "flags" else fault
    for least, most in RANGES:
        if name == least:
            for other in index.find_values(one.quad.subject, most):
                if _is_more(one.quad.object, other):
                    fields = {"term": f"sh:{least}", "other": f"sh:{most}"}
                    yield warn(Fault("shape-no-effect", EMPTY_RANGE, one, fields))


def _is_more(first: Term, second: Term) -> bool:
    texts = [one.value for one in (first, second) if isinstance(one, Literal)]
    counts = [int(text) for text in texts if text.isdecimal()]
    return len(counts) == 2 and counts[0] > counts[1]


def _check_axiom(one: ShapeStatement) -> Iterator[Fault]:
    predicate = one.quad.predicate.value
    if predicate == f"{OWL}imports" and not _declares_prefixes(one):
        yield warn(Fault("shape-no-effect", NO_IMPORTS, one))
    if predicate in AXIOMS:
        fields = {"term": write_term(one.quad.predicate)}
        yield warn(Fault("shape-no-effect", NO_AXIOMS, one, fields))


def _declares_prefixes(one: ShapeStatement) -> bool:
    # sh:prefixes follows owl:imports to declarations in the same files.
    return any(
        q.subject == one.quad.object and q.predicate == sh("declare") for q in one.file.quads
    )


def _find_unused(index: ShapeIndex) -> Iterator[Fault]:
    used = _find_used(index)
    reported: set[Term] = set()
    for one in index.own:
        subject = one.quad.subject
        if subject in reported:
            continue
        reported.add(subject)
        # A part is reported with the whole.
        unused = subject not in used and not index.toward(subject)
        if unused and _is_shape(subject, index):
            yield warn(Fault("shape-unused", UNUSED, one))
        elif _is_thing(subject, index) or (unused and not _is_vocabulary(subject, index)):
            yield warn(Fault("shape-no-effect", DATA, one, {"value": write_term(subject)}))


def _is_thing(node: Term, index: ShapeIndex) -> bool:
    """Return whether a node is an instance of a class of another vocabulary, and no shape."""
    about = index.about(node)
    types = [one.quad.object for one in about if one.quad.predicate == TYPE]
    foreign = [isinstance(one, NamedNode) and not one.value.startswith(SCHEMES) for one in types]
    constrains = any(get_name(one.quad.predicate) for one in about)
    return isinstance(node, NamedNode) and bool(types) and all(foreign) and not constrains


def _is_shape(node: Term, index: ShapeIndex) -> bool:
    typed = index.has_type(node, "NodeShape", "PropertyShape")
    return typed or bool(index.find(node, *SHAPE_EXPECTING, *SHAPE_LISTS, "path"))


def _is_vocabulary(node: Term, index: ShapeIndex) -> bool:
    """Return whether a node is a class, a property, an ontology, or a part of SHACL."""
    types = [one.quad.object for one in index.about(node) if one.quad.predicate == TYPE]
    iris = [one.value for one in types if isinstance(one, NamedNode)]
    if any(iri.startswith(SCHEMES) for iri in iris):
        return True
    own = {one.quad.predicate.value for one in index.about(node)}
    return any(iri.startswith((RDFS, OWL, SH)) for iri in own) and not iris


def _find_used(index: ShapeIndex) -> set[Term]:
    """Return the nodes that a shape with a target, or a component, leads to."""
    classes = {NamedNode(f"{RDFS}Class"), NamedNode(f"{OWL}Class")}
    waiting: list[Term] = [
        one.quad.subject
        for one in index.all()
        if get_name(one.quad.predicate) in (*TARGETS, "declare", "parameter", "select", "ask")
        or (one.quad.predicate == TYPE and one.quad.object in classes)
    ]
    used: set[Term] = set(waiting)
    while waiting:
        for one in index.about(waiting.pop()):
            value = one.quad.object
            if value not in used and index.about(value):
                used.add(value)
                waiting.append(value)
    return used
