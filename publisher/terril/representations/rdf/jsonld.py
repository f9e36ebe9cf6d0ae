"""Write JSON-LD that reads as plain JSON: one tree with the thing at its root, using PyLD.

Objects are nested inside the thing with their names; subjects that point to it are values of
the reverse terms of the context. The context is embedded, reduced to the terms used, so that
no client has to fetch it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Triple

from terril.model.vocabulary import TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
Node: TypeAlias = "dict[str, Json]"
Statements: TypeAlias = "dict[str, list[Triple]]"

OPTIONS = {"skipExpansion": True, "compactArrays": True}
# Only integers in canonical form survive the round trip through JSON.
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def compact_thing(triples: Iterable[Triple], thing: str, context: Mapping[str, object]) -> bytes:
    """Return one JSON object about a thing, with all other subjects nested in it.

    Args:
        triples: triples without blank nodes.
        thing: IRI of the root.
        context: the value of ``@context``.
    """
    statements = _group_by_subject(triples)
    root = _Tree(statements, thing, _Terms(find_language_maps(context))).grow()
    return _compact([root], context)


def compact_graph(triples: Iterable[Triple], context: Mapping[str, object]) -> bytes:
    """Return all subjects side by side."""
    terms = _Terms(find_language_maps(context))
    statements = _group_by_subject(triples)
    nodes = [terms.build_node(subject, rows) for subject, rows in statements.items()]
    return _compact(nodes, context)


class CompactedGraph:
    """Subjects compacted once, to be written several times, all or some of them.

    Args:
        triples: triples of all subjects.
        context: the value of ``@context``.
    """

    def __init__(self, triples: Iterable[Triple], context: Mapping[str, object]) -> None:
        terms = _Terms(find_language_maps(context))
        statements = _group_by_subject(triples)
        nodes = [terms.build_node(subject, rows) for subject, rows in statements.items()]
        document = jsonld.compact(nodes, {"@context": context}, {**OPTIONS, "graph": True})
        self._context = context
        self._nodes = dict(zip(statements, document["@graph"], strict=True))

    def write(self, triples: Iterable[Triple]) -> bytes:
        """Return the subjects of some triples side by side, each with all its triples."""
        nodes = [self._nodes[subject] for subject in _group_by_subject(triples)]
        return _serialize(nodes[0] if len(nodes) == 1 else {"@graph": nodes}, self._context)


def _group_by_subject(triples: Iterable[Triple]) -> Statements:
    statements: Statements = {}
    for triple in triples:
        statements.setdefault(_get_id(triple.subject), []).append(triple)
    return statements


def _get_id(node: object) -> str:
    """Return the ``@id`` of a node; only the model's own documents have blank nodes."""
    return node.value if isinstance(node, NamedNode) else str(node)


class _Tree:
    """The expanded form of a description, as a tree from its thing.

    Every statement occurs at least once; names may be repeated for readability. Statements
    that point to the thing occur under ``@reverse`` only.
    """

    def __init__(self, statements: Statements, thing: str, terms: _Terms) -> None:
        self._statements = statements
        self._thing = thing
        self._terms = terms
        self._emitted: set[str] = set()

    def grow(self) -> Node:
        root = self._build_branch(self._thing, ())
        reverse = self._build_reverse()
        if reverse:
            root["@reverse"] = reverse
        # Subjects that the tree does not reach, such as a part of a part.
        left = [self._build_branch(s, ()) for s in self._statements if s not in self._emitted]
        if left:
            root["@included"] = list(left)
        return root

    def _build_branch(self, subject: str, above: tuple[str, ...]) -> Node:
        self._emitted.add(subject)
        node: Node = {"@id": subject}
        for triple in self._statements.get(subject, ()):
            if subject == self._thing or not _points_to(triple, self._thing):
                _add(node, triple, self._build_value(triple, (*above, subject)))
        return node

    def _build_value(self, triple: Triple, above: tuple[str, ...]) -> Json:
        value = triple.object
        inner = isinstance(value, NamedNode) and value.value in self._statements
        if inner and isinstance(value, NamedNode) and value.value not in above:
            return self._build_branch(value.value, above)
        return self._terms.build_value(triple)

    def _build_reverse(self) -> Node:
        """Return the subjects that point to the thing, by property."""
        reverse: Node = {}
        pointing = {
            subject: sorted({t.predicate.value for t in rows if _points_to(t, self._thing)})
            for subject, rows in self._statements.items()
            if subject != self._thing
        }
        for subject, predicates in pointing.items():
            for predicate in predicates:
                rows = reverse.setdefault(predicate, [])
                if isinstance(rows, list):
                    rows.append(self._build_branch(subject, (self._thing,)))
        return reverse


def _points_to(triple: Triple, thing: str) -> bool:
    return isinstance(triple.object, NamedNode) and triple.object.value == thing


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms in expanded JSON-LD; ``by_language`` holds the properties with language maps."""

    by_language: frozenset[str]

    def build_node(self, subject: str, rows: Iterable[Triple]) -> Node:
        node: Node = {"@id": subject}
        for triple in rows:
            _add(node, triple, self.build_value(triple))
        return node

    def build_value(self, triple: Triple) -> Json:
        """Return the object; numbers and Booleans as JSON values if they survive the round trip.

        Inside a language map only strings are allowed (JSON-LD 1.1 API, 5.1.2, step 13.7.4).
        """
        value = triple.object
        if not isinstance(value, Literal):
            return {"@id": _get_id(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == f"{XSD}string":
            return {"@value": value.value}
        if triple.predicate.value not in self.by_language:
            if datatype == f"{XSD}integer" and INTEGER.fullmatch(value.value):
                return {"@value": int(value.value)}
            if datatype == f"{XSD}boolean" and value.value in ("true", "false"):
                return {"@value": value.value == "true"}
        return {"@value": value.value, "@type": datatype}


def _add(node: Node, triple: Triple, value: Json) -> None:
    if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
        key, value = "@type", triple.object.value
    else:
        key = triple.predicate.value
    values = node.setdefault(key, [])
    if isinstance(values, list):
        values.append(value)


def _compact(nodes: list[Node], context: Mapping[str, object]) -> bytes:
    options = {**OPTIONS, "graph": len(nodes) != 1}
    document = jsonld.compact(nodes, {"@context": context}, options)
    return _serialize({k: v for k, v in document.items() if k != "@context"}, context)


def _serialize(body: Mapping[str, object], context: Mapping[str, object]) -> bytes:
    places = {term: place for place, term in enumerate(context)}
    used = {"@context": select_used_terms(context, body), **sort_keys(places, body)}
    return json.dumps(used, ensure_ascii=False, indent=2).encode()


def find_language_maps(context: Mapping[str, object]) -> frozenset[str]:
    """Return the properties whose values are language maps."""
    return frozenset(
        _expand(str(entry.get("@id", term)), context)
        for term, entry in context.items()
        if isinstance(entry, dict) and "@language" in entry.get("@container", ())
    )


def _expand(name: str, context: Mapping[str, object]) -> str:
    prefix, colon, local = name.partition(":")
    namespace = context.get(prefix)
    return f"{namespace}{local}" if colon and isinstance(namespace, str) else name


def sort_keys(places: Mapping[str, int], body: Mapping[str, object]) -> dict[str, object]:
    """Sort the keys of every object in the order of the context, keywords last."""

    def ordered(value: object) -> object:
        if isinstance(value, list):
            return [ordered(item) for item in value]
        return sort_keys(places, value) if isinstance(value, dict) else value

    keys = sorted(body, key=lambda key: (key[0] == "@", places.get(key, len(places)), key))
    return {key: ordered(body[key]) for key in keys}


def select_used_terms(context: Mapping[str, object], body: object) -> dict[str, object]:
    """Return the part of a context that a compacted document uses."""
    words = set(_list_words(body))
    keep = {key for key in context if key.startswith("@")}
    keep |= {key for key in context if key in words}
    # Keyword aliases are needed by definitions as well as by the body.
    keep |= {key for key, value in context.items() if isinstance(value, str) and value[0] == "@"}
    prefixes = {word.partition(":")[0] for word in words}
    for key in tuple(keep):
        prefixes |= {part.partition(":")[0] for part in _list_words(context[key])}
    keep |= {key for key in context if key in prefixes}
    return {key: value for key, value in context.items() if key in keep}


def _list_words(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _list_words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _list_words(item)
