"""Compile the queries of a shape (SHACL, section 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.value_checks import is_text
from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.intake.shacl.compiled.queries.query_parser import THIS, Group, parse_query
from terril.intake.shacl.compiled.shapes.shape_graph import FIRST
from terril.model.spool.term_text import get_language, get_text, is_iri
from terril.model.vocabulary import OWL, RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

PATH = re.compile(r"[$?]PATH\b")
BUILT_IN = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}
IMPORTS, ONTOLOGY = f"<{OWL}imports>", f"<{OWL}Ontology>"
KNOWN = frozenset(
    map(name_term, ("select", "prefixes", "message", "deactivated", "severity", "name"))
)
MODIFIERS = {
    "inversePath": ("^", ""),
    "zeroOrMorePath": ("", "*"),
    "oneOrMorePath": ("", "+"),
    "zeroOrOnePath": ("", "?"),
}


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A query for all focus nodes at once.

    Attributes:
        text: in SPARQL; it finds at least the focus nodes with a result.
        needs: the properties that it reads, each with those that a subject has if its
            statement can matter, in several ways maybe.
        required: properties without which it has no answer.
    """

    text: str
    needs: tuple[tuple[str, frozenset[str]], ...]
    required: frozenset[str]


def compile_queries(node: str, graph: ShapeGraph) -> list[CompiledQuery]:
    """Return the queries of a shape.

    Raises:
        NotCompilable: one of them is ill-formed, or cannot be answered for all nodes at once.
    """
    found = []
    for query in graph.values(node, "sparql"):
        about = graph.about.get(query, {})
        if any(one.startswith(f"<{SH}") and one not in KNOWN for one in about):
            raise NotCompilable(query)
        messages, selects = graph.values(query, "message"), graph.values(query, "select")
        if len(selects) != 1 or not is_text(selects[0]) or not all(map(_is_string, messages)):
            raise NotCompilable(query)
        if graph.is_active(query):
            found.append(_compile(get_text(selects[0]), node, query, graph))
    return found


def _is_string(term: str) -> bool:
    return term[0] == '"' and (is_text(term) or bool(get_language(term)))


def _compile(text: str, node: str, query: str, graph: ShapeGraph) -> CompiledQuery:
    if paths := graph.values(node, "path"):
        path = write_path(paths[0], graph)
        text = PATH.sub(lambda _: path, text)
    group = parse_query(text, _read_prefixes(query, graph))
    needs = dict.fromkeys(need for one in (group, *group.inner) for need in _find_needs(one))
    required = {one for pattern in group.patterns for one in pattern.first}
    groups = " UNION ".join((group.format(), *group.format_with_literals()))
    where = f"{{ {groups} }}"
    return CompiledQuery(
        f"SELECT DISTINCT {THIS} WHERE {where}", tuple(needs), frozenset(required)
    )


def _find_needs(group: Group) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the properties of a group, with those of the same subject."""
    for pattern in group.patterns:
        star: frozenset[str] = frozenset()
        if pattern.simple and pattern.subject[0] == "?":
            star = star.union(
                *(one.first for one in group.patterns if one.subject == pattern.subject)
            )
        for predicate in pattern.predicates:
            yield predicate, star


def _read_prefixes(query: str, graph: ShapeGraph) -> dict[str, str]:
    """Return the prefixes of a query, see :func:`find_prefixes`."""
    found = dict(BUILT_IN)
    named = graph.values(query, "prefixes")
    waiting = list(named)
    if named:
        waiting += [one for one in graph.about if ONTOLOGY in graph.types(one)]
    seen = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        waiting += graph.about.get(node, {}).get(IMPORTS, [])
        for declaration in graph.values(node, "declare"):
            prefixes = graph.values(declaration, "prefix")
            namespaces = graph.values(declaration, "namespace")
            if len(prefixes) != 1 or len(namespaces) != 1:
                raise NotCompilable(declaration)
            prefix, namespace = (_read_value(one[0]) for one in (prefixes, namespaces))
            # Of two, one hides the other.
            if found.setdefault(prefix, namespace) != namespace:
                raise NotCompilable(prefix)
    return found


def _read_value(term: str) -> str:
    return get_text(term) if term[0] == '"' else term[1:-1]


def write_path(path: str, graph: ShapeGraph) -> str:
    """Return a property path in SPARQL, in brackets unless it is one property.

    Raises:
        NotCompilable: it is ill-formed.
    """
    if is_iri(path):
        return path
    about = graph.about.get(path, {})
    if FIRST in about:
        return f"({'/'.join(write_path(one, graph) for one in graph.read_list(path))})"
    if ways := graph.values(path, "alternativePath"):
        return f"({'|'.join(write_path(one, graph) for one in graph.read_list(ways[0]))})"
    for name, (before, after) in MODIFIERS.items():
        if inner := graph.values(path, name):
            return f"({before}{write_path(inner[0], graph)}{after})"
    raise NotCompilable(path)
