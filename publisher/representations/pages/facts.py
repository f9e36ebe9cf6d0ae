"""What a page shows of a description: rows of a property and its values, people's words first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from publisher.model.vocabulary import DCT, LABELS, RDFS, SCHEMA, SKOS, TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publisher.representations.pages import Pages, Reader
    from publisher.store.descriptions import Description

# Shown as heading or lead, so not again among the facts.
DESCRIPTIONS = tuple(
    NamedNode(iri)
    for iri in (f"{SCHEMA}description", f"{SKOS}definition", f"{DCT}description", f"{RDFS}comment")
)
HIDDEN = frozenset({*LABELS, *DESCRIPTIONS, TYPE})


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact.

    Attributes:
        text: what to read.
        language: its tag, ``""`` if it has none.
        href: where it leads, ``""`` if it is no link.
        kind: the label of what kind of thing it is, ``""`` if that is not known.
        facts: for a part of the thing, its own facts.
        graphs: IRIs of the graphs that say so.
    """

    text: str
    language: str = ""
    href: str = ""
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and what it has."""

    property: str
    label: str
    language: str
    values: tuple[Value, ...]


class FactSheet:
    """The facts of one description for one reader."""

    def __init__(self, description: Description, pages: Pages, reader: Reader) -> None:
        self._thing_itself = description.thing
        self._own = _said(description.own, pages)
        self._incoming = _said(description.incoming, pages)
        self._pages = pages
        self._reader = reader
        self._parts: dict[NamedNode, list[Quad]] = {}
        for quad in _said(description.parts, pages):
            if isinstance(quad.subject, NamedNode):
                self._parts.setdefault(quad.subject, []).append(quad)
        self._types = {t.subject: t.object for t in description.labels if t.predicate == TYPE}

    def lead(self) -> list[Value]:
        """The description of the thing, in the reader's language where there is one."""
        rows = [q for q in self._own if q.predicate in DESCRIPTIONS]
        return [self._literal(q.object, ()) for q in self._readable(rows)]

    def kinds(self) -> list[NamedNode]:
        """The classes of the thing."""
        found = (q.object for q in self._own if q.predicate == TYPE)
        return list(dict.fromkeys(c for c in found if isinstance(c, NamedNode)))

    def facts(self) -> tuple[Fact, ...]:
        """What the thing says of itself."""
        return self._facts(self._own, frozenset({self._thing_itself}))

    def incoming(self) -> tuple[Fact, ...]:
        """What points to the thing, grouped by the property that does."""
        groups: dict[NamedNode, list[NamedNode]] = {}
        for quad in self._incoming:
            if isinstance(quad.subject, NamedNode):
                groups.setdefault(quad.predicate, []).append(quad.subject)
        rows = []
        for predicate, subjects in groups.items():
            above = frozenset({self._thing_itself})
            values = [self._thing(subject, (), above) for subject in dict.fromkeys(subjects)]
            rows.append(self._fact(predicate, sorted(values, key=_by_text)))
        return tuple(sorted(rows, key=lambda fact: fact.label.casefold()))

    def _facts(self, quads: Iterable[Quad], above: frozenset[NamedNode]) -> tuple[Fact, ...]:
        groups: dict[NamedNode, list[Quad]] = {}
        for quad in quads:
            if quad.predicate not in HIDDEN and quad.object not in above:
                groups.setdefault(quad.predicate, []).append(quad)
        rows = []
        for predicate, group in groups.items():
            values = self._values(self._readable(group), above)
            rows.append(self._fact(predicate, sorted(values, key=_by_text)))
        return tuple(sorted(rows, key=lambda fact: fact.label.casefold()))

    def _fact(self, predicate: NamedNode, values: Sequence[Value]) -> Fact:
        label = self._pages.label(predicate.value, self._reader)
        return Fact(predicate.value, label.value, label.language, tuple(values))

    def _values(self, quads: Sequence[Quad], above: frozenset[NamedNode]) -> list[Value]:
        graphs: dict[NamedNode | Literal, list[str]] = {}
        for quad in quads:
            if isinstance(quad.object, NamedNode | Literal):
                name = quad.graph_name
                found = graphs.setdefault(quad.object, [])
                found += [name.value] if isinstance(name, NamedNode) else []
        return [
            self._literal(value, tuple(names))
            if isinstance(value, Literal)
            else self._thing(value, tuple(names), above)
            for value, names in graphs.items()
        ]

    def _thing(
        self, value: NamedNode, graphs: tuple[str, ...], above: frozenset[NamedNode]
    ) -> Value:
        label = self._pages.label(value.value, self._reader)
        inner = self._parts.get(value, [])
        facts = self._facts(inner, above | {value}) if value not in above else ()
        return Value(
            label.value,
            label.language,
            self._pages.href(value.value, self._reader),
            self._kind(value),
            facts,
            graphs,
        )

    def _kind(self, value: NamedNode) -> str:
        found = self._types.get(value)
        return (
            self._pages.label(found.value, self._reader).value
            if isinstance(found, NamedNode)
            else ""
        )

    def _literal(self, value: object, graphs: tuple[str, ...]) -> Value:
        if not isinstance(value, Literal):
            return Value(shorten(str(value)))
        return Value(value.value, value.language or "", graphs=graphs)

    def _readable(self, quads: Sequence[Quad]) -> list[Quad]:
        """Only the texts in the first of the reader's languages that is there."""
        spoken = {
            q.object.language for q in quads if isinstance(q.object, Literal) and q.object.language
        }
        for language in self._pages.taste(self._reader):
            if language in spoken:
                return [q for q in quads if _speaks(q.object, language)]
        return list(quads)


def _speaks(value: object, language: str) -> bool:
    return not (isinstance(value, Literal) and value.language and value.language != language)


def _by_text(value: Value) -> str:
    return value.text.casefold()


def _said(quads: Iterable[Quad], pages: Pages) -> list[Quad]:
    """What somebody said; what only follows from it would be said twice on a page."""
    return [quad for quad in quads if quad.graph_name != pages.completed]
