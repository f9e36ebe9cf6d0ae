"""Arrange a description as facts: properties with their values, labelled and sorted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from terril.model.languages import select_tags
from terril.model.triples import term
from terril.model.vocabulary import LABELS, TYPE, shorten
from terril.representations.pages import DESCRIPTIONS
from terril.representations.pages.facts import Fact, Section, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from terril.representations.pages import Audience, Pages
    from terril.store.descriptions import Description

# Shown as heading or introduction, so not again among the facts.
INTRODUCTIONS = frozenset(NamedNode(iri) for iri in DESCRIPTIONS)
NUMBER = re.compile(r"([0-9]+)")
HIDDEN = frozenset({*LABELS, *INTRODUCTIONS, TYPE})
# The label of a figure contains them already: “110 hectares”.
FIGURES = frozenset(
    map(term, ("schema:value", "schema:minValue", "schema:maxValue", "schema:unitText"))
)


class FactSheet:
    """The facts of one description for one audience.

    Args:
        description: the statements.
        pages: source of labels and addresses.
        audience: language and position of the page.
        shown: things that the page shows elsewhere, so not among the facts.
    """

    def __init__(
        self,
        description: Description,
        pages: Pages,
        audience: Audience,
        shown: frozenset[NamedNode] = frozenset(),
    ) -> None:
        self._subject = description.thing
        self._own = [q for q in _drop_derived(description.own, pages) if q.object not in shown]
        self._incoming = [
            q for q in _drop_derived(description.incoming, pages) if q.subject not in shown
        ]
        self._pages = pages
        self._audience = audience
        self._parts: dict[NamedNode, list[Quad]] = {}
        for quad in _drop_derived(description.parts, pages):
            if isinstance(quad.subject, NamedNode):
                self._parts.setdefault(quad.subject, []).append(quad)

    def get_description(self) -> list[Value]:
        """Return the description texts of the thing, in the audience's language if possible."""
        rows = [q for q in self._own if q.predicate in INTRODUCTIONS]
        return [self._build_literal(q.object, ()) for q in self._select_readable(rows)]

    def get_classes(self) -> list[NamedNode]:
        """Return the classes of the thing, one for each label."""
        found: dict[str, NamedNode] = {}
        for quad in self._own:
            if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
                label = self._pages.label(quad.object.value, self._audience).value
                found.setdefault(label, quad.object)
        return list(found.values())

    def get_facts(self) -> tuple[Fact, ...]:
        """Return the facts with the thing as subject."""
        return self._build_facts(self._own, frozenset({self._subject}))

    def get_incoming(self) -> tuple[Fact, ...]:
        """Return the facts with the thing as object, by property."""
        groups: dict[NamedNode, dict[NamedNode, list[str]]] = {}
        for quad in self._incoming:
            if isinstance(quad.subject, NamedNode):
                name = quad.graph_name
                graphs = groups.setdefault(quad.predicate, {}).setdefault(quad.subject, [])
                graphs += [name.value] if isinstance(name, NamedNode) else []
        above = frozenset({self._subject})
        rows: list[Fact] = []
        for predicate, subjects in groups.items():
            values = [
                self._build_thing(one, tuple(found), above) for one, found in subjects.items()
            ]
            rows += self._split_by_kind(predicate, values)
        return tuple(sorted(rows, key=_get_order))

    def _split_by_kind(self, predicate: NamedNode, values: Sequence[Value]) -> Iterator[Fact]:
        """Yield one fact, or one for each kind if the inverse property has no name."""
        fact = self._build_fact(predicate, values, inverse=True)
        if fact.position.names or not fact.position.group:
            yield fact
            return
        kinds: dict[str, list[Value]] = {}
        for value in fact.values:
            kinds.setdefault(value.kinds, []).append(value)
        for heading, some in kinds.items():
            yield replace(fact, label=heading, language="", values=tuple(some))

    def get_sections(self) -> tuple[Section, ...]:
        """Return all facts, grouped and sorted as the model arranges pages."""
        groups: dict[str, list[Fact]] = {}
        for fact in sorted((*self.get_facts(), *self.get_incoming()), key=_get_order):
            groups.setdefault(fact.position.group, []).append(fact)
        return tuple(
            Section(
                group.rpartition("#")[2] or "more",
                self._pages.label(group, self._audience) if group else None,
                tuple(facts),
            )
            for group, facts in groups.items()
        )

    def _build_facts(self, quads: Iterable[Quad], above: frozenset[NamedNode]) -> tuple[Fact, ...]:
        groups: dict[NamedNode, list[Quad]] = {}
        for quad in quads:
            if quad.predicate not in HIDDEN and quad.object not in above:
                groups.setdefault(quad.predicate, []).append(quad)
        rows = []
        for predicate, group in groups.items():
            # Lists and other structure without a name have nothing that could be shown.
            if values := self._build_values(self._select_readable(group), above):
                rows.append(self._build_fact(predicate, values))
        return tuple(sorted(rows, key=_get_order))

    def _build_fact(
        self, predicate: NamedNode, values: Sequence[Value], *, inverse: bool = False
    ) -> Fact:
        place = self._pages.display.find_position(predicate.value, inverse=inverse)
        label = self._pages.pick_text(place.names or {}, self._audience)
        label = label or self._pages.label(predicate.value, self._audience)
        ordered = tuple(sorted(values, key=_get_text))
        return Fact(predicate.value, label.value, label.language, ordered, place)

    def _build_values(self, quads: Sequence[Quad], above: frozenset[NamedNode]) -> list[Value]:
        graphs: dict[NamedNode | Literal, list[str]] = {}
        for quad in quads:
            if isinstance(quad.object, NamedNode | Literal):
                name = quad.graph_name
                found = graphs.setdefault(quad.object, [])
                found += [name.value] if isinstance(name, NamedNode) else []
        return [
            self._build_literal(value, tuple(names))
            if isinstance(value, Literal)
            else self._build_thing(value, tuple(names), above)
            for value, names in graphs.items()
        ]

    def _build_thing(
        self, value: NamedNode, graphs: tuple[str, ...], above: frozenset[NamedNode]
    ) -> Value:
        label = self._pages.label(value.value, self._audience)
        inner = self._parts.get(value, [])
        inner = [quad for quad in inner if quad.predicate not in FIGURES]
        facts = self._build_facts(inner, above | {value}) if value not in above else ()
        return Value(
            label.value,
            label.language,
            self._pages.href(value.value, self._audience),
            self._pages.kind_of(value.value, self._audience),
            self._pages.kinds_of(value.value, self._audience),
            value.value,
            facts,
            graphs,
        )

    def _build_literal(self, value: object, graphs: tuple[str, ...]) -> Value:
        if not isinstance(value, Literal):
            return Value(shorten(str(value)))
        return Value(value.value, value.language or "", graphs=graphs)

    def _select_readable(self, quads: Sequence[Quad]) -> list[Quad]:
        """Return the statements, with texts only in the audience's first language that has any."""
        tags = {_get_tag(quad.object) for quad in quads} - {""}
        chosen = select_tags(sorted(tags), self._pages.get_languages(self._audience)) or tags
        return [quad for quad in quads if _get_tag(quad.object) in ("", *chosen)]


def _get_tag(value: object) -> str:
    return (value.language or "") if isinstance(value, Literal) else ""


def _get_order(fact: Fact) -> tuple[float, float, str]:
    return fact.position.group_order, fact.position.order, fact.label.casefold()


def _get_text(value: Value) -> tuple[tuple[str, int], ...]:
    """Return the key of a value, by which “item 2” comes before “item 10”."""
    parts = NUMBER.split(value.text.casefold())
    return tuple(zip(parts[::2], [*map(int, parts[1::2]), -1], strict=True))


def _drop_derived(quads: Iterable[Quad], pages: Pages) -> list[Quad]:
    """Return the asserted statements; inferred ones would repeat them on a page."""
    return [quad for quad in quads if quad.graph_name != pages.derived_graph]
