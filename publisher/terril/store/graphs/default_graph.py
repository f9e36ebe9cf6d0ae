"""Select the default graph of a release: the town's statements, readable without the model."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import SKOS, TERRIL, TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Quad, Triple

    from terril.model.spool import Spool, SubjectStatements

CONCEPT = NamedNode(f"{SKOS}Concept")
BROADER = frozenset(NamedNode(f"{SKOS}{name}") for name in ("broader", "broaderTransitive"))
# A concept's type and scheme stay behind: with them it would pass for one of the town's own.
CARRIED = BROADER | {
    NamedNode(f"{SKOS}{name}") for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")
}
OF_MODEL = f"<{TERRIL}"
"""Beginning of the graphs of the model, as N-Triples text."""
BROADER_TEXTS = frozenset(map(str, BROADER))
CARRIED_TEXTS = frozenset(map(str, CARRIED))


def find_concepts(spool: Spool) -> frozenset[str]:
    """Return the concepts of the model, given the statements of a release."""
    return find_subjects(spool, f" {TYPE} {CONCEPT} {OF_MODEL}", 1)


def find_subjects(spool: Spool, part: str, terms: int) -> frozenset[str]:
    """Return the subjects of the lines that have a text behind some terms.

    Searching the file for a text takes a hundredth of the time of reading its statements.

    Args:
        spool: the statements.
        part: of the lines, from a space on.
        terms: number of terms before it: 1 for the subject.
    """
    if not spool.size:
        return frozenset()
    found: set[str] = set()
    key = part.encode()
    with (
        spool.path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        end = -1
        while (end := text.find(key, end + 1)) >= 0:
            start = text.rfind(b"\n", 0, end) + 1
            before = text[start:end].split(b" ")
            if len(before) == terms:
                found.add(before[0].decode())
    return frozenset(found)


def select_visible(subjects: Iterable[SubjectStatements], used: Iterable[str]) -> set[str]:
    """Return the concepts of the model that the default graph names.

    Args:
        subjects: the concepts of the model.
        used: those of them that the town's statements use.
    """
    broader = {
        one.subject: [
            value
            for predicate, value, graph in one.statements
            if predicate in BROADER_TEXTS and graph.startswith(OF_MODEL)
        ]
        for one in subjects
    }
    waiting, seen = [*used], set[str]()
    while waiting:
        concept = waiting.pop()
        if concept in broader and concept not in seen:
            seen.add(concept)
            waiting += broader[concept]
    return seen


def select_statements(
    found: SubjectStatements, visible: Collection[str]
) -> list[tuple[str, str, str]]:
    """Return the statements of a subject that the default graph has.

    Args:
        found: the subject.
        visible: the concepts of the model that the default graph names.
    """
    carried = CARRIED_TEXTS if found.subject in visible else ()
    return [
        one for one in found.statements if one[0] in carried or not one[2].startswith(OF_MODEL)
    ]


def select_default_graph(quads: Iterable[Quad]) -> set[Triple]:
    """Return the statements that a query sees unless it names graphs.

    These are the statements of all graphs but the documents of the model, and the labels,
    notations and broader links of the model's concepts that those statements use, directly or
    as a broader concept of one in use.

    Args:
        quads: every statement of a release, in named graphs.
    """
    found: set[Triple] = set()
    concepts: set[object] = set()
    carried: dict[object, list[Triple]] = {}
    for quad in quads:
        if not _is_of_model(quad):
            found.add(quad.triple)
        elif quad.predicate in CARRIED:
            carried.setdefault(quad.subject, []).append(quad.triple)
        elif quad.predicate == TYPE and quad.object == CONCEPT:
            concepts.add(quad.subject)
    waiting = [part for triple in found for part in (triple.subject, triple.object)]
    seen: set[object] = set()
    while waiting:
        node = waiting.pop()
        if node in seen or node not in concepts:
            continue
        seen.add(node)
        about = carried.get(node, ())
        found.update(about)
        waiting += [triple.object for triple in about if triple.predicate in BROADER]
    return found


def _is_of_model(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(TERRIL)
