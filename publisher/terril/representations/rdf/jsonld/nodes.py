"""Write the nodes of a graph side by side, as JSON texts with the indentation of two spaces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from terril.model.spool.term_text import is_iri
from terril.model.vocabulary import TYPE
from terril.representations.rdf.jsonld.compaction import format_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.representations.rdf.jsonld.compaction import Compactor, Place
    from terril.representations.rdf.jsonld.context import Context

RDF_TYPE = str(TYPE)
GRAPH_TAIL = b"\n  ]\n}"


class Members:
    """The members of an object under construction, with their values as JSON texts."""

    def __init__(self, compactor: Compactor) -> None:
        self.compactor = compactor
        self._values: dict[str, list[str]] = {}
        self._maps: dict[str, dict[str, list[str]]] = {}
        self._arrays: set[str] = set()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._values or self._maps)

    def add(self, place: Place, text: str) -> None:
        """Add a value."""
        if place.array:
            self._arrays.add(place.key)
        self.add_to_key(place.key, text)

    def add_to_key(self, key: str, text: str) -> None:
        """Add a value of a key."""
        values = self._values.get(key)
        if values is None:
            self._values[key] = [text]
        else:
            values.append(text)

    def add_to_map(self, place: Place, literal: str, text: str) -> None:
        """Add a value of a map by language."""
        tag = literal[literal.rindex('"') + 2 :] or "@none"
        if place.array:
            self._arrays.add(place.key)
        self._maps.setdefault(place.key, {}).setdefault(tag, []).append(text)

    def format(self) -> list[str]:
        """Return the members as texts, in order."""
        members = {key: self._join(key, values) for key, values in self._values.items()}
        for key, texts in self._maps.items():
            by_tag = {tag: self._join(key, values) for tag, values in texts.items()}
            members[key] = format_object(self._sort(by_tag))
        return self._sort(members)

    def _join(self, key: str, values: Sequence[str]) -> str:
        return values[0] if len(values) == 1 and key not in self._arrays else format_array(values)

    def _sort(self, members: Mapping[str, str]) -> list[str]:
        keys = sorted(members, key=self.compactor.rank)
        return [f"{format_text(key)}: {members[key]}" for key in keys]


class Node(Members):
    """A node under construction.

    Args:
        compactor: of the document.
        subject: N-Triples text.
    """

    def __init__(self, compactor: Compactor, subject: str) -> None:
        super().__init__(compactor)
        self._id = compactor.write_id(subject)

    def add_object(self, predicate: str, value: str) -> None:
        """Add the object of a statement."""
        compactor = self.compactor
        if value[0] == '"':
            place, text = compactor.compact_literal(predicate, value)
            if place.mapped:
                self.add_to_map(place, value, text)
            else:
                self.add(place, text)
        elif predicate == RDF_TYPE and is_iri(value):
            key = compactor.context.get_alias("@type")
            self.add_to_key(key, compactor.write_type(value[1:-1]))
        else:
            place = compactor.place_link(predicate)
            self.add(place, compactor.write_link(value, place))

    def format(self) -> list[str]:
        """Return the members as texts, in order."""
        self._values[self.compactor.context.get_alias("@id")] = [self._id]
        return super().format()


def format_object(members: Sequence[str]) -> str:
    """Return an object, given its members."""
    return f"{{\n{_indent(members)}\n}}"


def format_array(values: Sequence[str]) -> str:
    """Return an array."""
    return f"[\n{_indent(values)}\n]"


def _indent(values: Sequence[str]) -> str:
    # No JSON text has a line end inside a string.
    return "  " + ",\n".join(values).replace("\n", "\n  ")


def format_nodes(
    subjects: Iterable[tuple[str, Mapping[str, Sequence[str]]]], compactor: Compactor
) -> str:
    """Return the nodes of some subjects, as a part of the array of a graph.

    Args:
        subjects: N-Triples text of each, with the objects of each predicate.
        compactor: of the document.

    Raises:
        UnwritableJsonError: JSON-LD cannot carry one of the terms.
    """
    nodes = []
    for subject, values in subjects:
        node = Node(compactor, subject)
        for predicate, objects in values.items():
            for value in objects:
                node.add_object(predicate, value)
        nodes.append(format_object(node.format()))
    return "    " + ",\n".join(nodes).replace("\n", "\n    ")


def format_graph_head(context: Context, names: set[str]) -> bytes:
    """Return what is in front of the nodes of a graph.

    Args:
        context: of the document.
        names: terms and prefixes in use.
    """
    head = [format_context(context, names), f"{json.dumps(context.get_alias('@graph'))}: ["]
    return f"{{\n{_indent(head)}\n".encode()


def format_context(context: Context, names: set[str]) -> str:
    """Return the member ``@context`` of a document."""
    written = json.dumps(context.select(names), ensure_ascii=False, indent=2)
    return f'"@context": {written}'
