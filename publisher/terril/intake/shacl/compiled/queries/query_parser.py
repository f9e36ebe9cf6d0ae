"""Parse the queries of shapes: a basic graph pattern with filters, and nothing rare."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable
from terril.intake.shacl.compiled.queries.expressions import NODE, ExpressionReader
from terril.intake.shacl.compiled.queries.tokens import Reader, read_tokens
from terril.intake.shacl.compiled.shapes.shape_graph import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

THIS = "?this"
IRI = re.compile("<[^>]*>")
NOT_USED = ("?currentShape", "?shapesGraph", "?PATH")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern.

    Attributes:
        subject: a variable or an IRI.
        path: in SPARQL.
        object: a variable, an IRI or a text.
        predicates: all that the path has.
        first: those that every subject of the pattern has.
    """

    subject: str
    path: str
    object: str
    predicates: frozenset[str]
    first: frozenset[str]

    @property
    def simple(self) -> bool:
        """``True`` if the path is one property."""
        return {self.path} == self.predicates

    @property
    def repeated(self) -> bool:
        """``True`` if a part of the path may be repeated or left out."""
        return not {"*", "+", "?"}.isdisjoint(_strip_iris(self.path))


@dataclass(slots=True)
class Group:
    """A group graph pattern.

    Attributes:
        patterns: its triple patterns.
        others: filters and assignments, in SPARQL.
        inner: groups in ``EXISTS`` and ``OPTIONAL``.
        types: of the variables that are assigned.
    """

    patterns: list[Pattern] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    inner: list[Group] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)

    def format(self) -> str:
        """Return the group in SPARQL."""
        return _format(self.patterns, self.others)

    def format_with_literals(self) -> Iterator[str]:
        """Yield the groups that rdflib may find more than this one.

        Where a repeated path begins or ends at a literal that is false in Python, such as ``0``,
        rdflib takes it for unbound.
        """
        for pattern in self.patterns:
            others = [one for one in self.patterns if one is not pattern]
            objects = {one.object for one in others}
            for end in {pattern.subject, pattern.object} & objects if pattern.repeated else ():
                yield _format(others, [f"FILTER(ISLITERAL({end}))"])


def _format(patterns: Iterable[Pattern], others: Iterable[str]) -> str:
    triples = [f"{one.subject} {one.path} {one.object} ." for one in patterns]
    return "{ " + "\n".join([*triples, *others]) + " }"


def parse_query(text: str, prefixes: Mapping[str, str]) -> Group:
    """Return the pattern of a SELECT query.

    Raises:
        NotCompilable: it has something else than triple patterns, filters and assignments.
    """
    reader = Reader(read_tokens(text, prefixes))
    reader.take("SELECT")
    reader.skip("DISTINCT")
    if not reader.skip("*"):
        _skip_variables(reader)
    reader.skip("WHERE")
    group = GroupParser(reader, {THIS: NODE}).parse()
    # Without a statement of its own, a node is not in the store.
    known = any(one.subject == THIS and one.first for one in group.patterns)
    if reader.kind or not known:
        raise NotCompilable(text)
    return group


def _skip_variables(reader: Reader) -> None:
    while reader.kind == "variable" or reader.text == "(":
        if reader.skip("("):
            reader.take_kind("iri", "text")
            reader.take("AS")
            reader.take_kind("variable")
            reader.take(")")
        else:
            reader.take()


class GroupParser:
    """A parser of groups.

    Args:
        reader: of the tokens.
        types: of the variables that have a value from outside.
    """

    def __init__(self, reader: Reader, types: Mapping[str, str]) -> None:
        self._reader = reader
        self._group = Group(types=dict(types))
        self._complete = False

    def parse(self, *, inside: bool = False) -> Group:
        """Return the group; inside another, it has triple patterns alone."""
        reader = self._reader
        reader.take("{")
        assigned: set[str] = set()
        while not reader.skip("}"):
            if not inside and reader.skip("FILTER"):
                self._parse_filter()
            elif not inside and reader.skip("OPTIONAL"):
                self._parse_optional()
            elif not inside and reader.skip("BIND"):
                assigned.add(self._parse_assignment())
            elif self._complete:
                raise NotCompilable(reader.text)
            else:
                self._parse_triples()
            reader.skip(".")
        groups = [self._group, *self._group.inner]
        patterns = [one for group in groups for one in group.patterns]
        if assigned & {term for one in patterns for term in (one.subject, one.object)}:
            raise NotCompilable("BIND")
        return self._group

    def _parse_filter(self) -> None:
        reader, group = self._reader, self._group
        negated = reader.skip("NOT")
        if negated or reader.text == "EXISTS":
            reader.take("EXISTS")
            inner = GroupParser(reader, group.types).parse(inside=True)
            if not negated:
                _refuse_repeated(inner)
            group.inner.append(inner)
            group.others.append(f"FILTER {'NOT ' * negated}EXISTS {inner.format()}")
            return
        self._read_nodes()
        found = ExpressionReader(reader, group.types).read()
        group.others.append(f"FILTER(COALESCE({found.text}, true))")

    def _parse_optional(self) -> None:
        inner = GroupParser(self._reader, {}).parse(inside=True)
        _refuse_repeated(inner)
        self._group.inner.append(inner)
        # What follows would be joined with it.
        self._complete = True
        self._group.others.append(f"OPTIONAL {inner.format()}")

    def _parse_assignment(self) -> str:
        reader, group = self._reader, self._group
        self._read_nodes()
        reader.take("(")
        found = ExpressionReader(reader, group.types).read()
        reader.take("AS")
        name = reader.take_kind("variable")
        reader.take(")")
        if name in group.types:
            raise NotCompilable(name)
        group.types[name] = found.type
        group.others.append(f"BIND({found.text} AS {name})")
        return name

    def _read_nodes(self) -> None:
        """Note the variables that are subjects, and so no literals."""
        for one in self._group.patterns:
            self._group.types.setdefault(one.subject, NODE)

    def _parse_triples(self) -> None:
        reader = self._reader
        subject = self._read_term("variable", "iri")
        while True:
            path, predicates, first = PathParser(reader).parse()
            while True:
                value = self._read_term("variable", "iri", "text")
                self._add(Pattern(subject, path, value, predicates, first))
                if not reader.skip(","):
                    break
            if not reader.skip(";"):
                return

    def _add(self, pattern: Pattern) -> None:
        # The store leaves out paths without a step from terms that are in no statement.
        if pattern.repeated and not pattern.subject[0] == pattern.object[0] == "?":
            raise NotCompilable(pattern.path)
        self._group.patterns.append(pattern)

    def _read_term(self, *kinds: str) -> str:
        term = self._reader.take_kind(*kinds)
        if term in NOT_USED:
            raise NotCompilable(term)
        return term


def _refuse_repeated(group: Group) -> None:
    """Raise the error for a repeated path, which rdflib may find where there is none."""
    if any(one.repeated for one in group.patterns):
        raise NotCompilable("EXISTS")


def _strip_iris(path: str) -> str:
    return IRI.sub("", path)


Path = tuple[str, frozenset[str], frozenset[str]]
NONE: frozenset[str] = frozenset()


class PathParser:
    """A parser of property paths: their text, all properties, and those that a subject has."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def parse(self) -> Path:
        """Return a path."""
        text, found, first = self._parse_sequence()
        while self._reader.skip("|"):
            other, more, _ = self._parse_sequence()
            text, found, first = f"{text}|{other}", found | more, NONE
        return text, found, first

    def _parse_sequence(self) -> Path:
        text, found, first = self._parse_step()
        while self._reader.skip("/"):
            other, more, _ = self._parse_step()
            text, found = f"{text}/{other}", found | more
        return text, found, first

    def _parse_step(self) -> Path:
        inverse = self._reader.skip("^")
        text, found, first = self._parse_primary()
        sign = self._reader.text
        if sign in ("*", "+", "?") and self._reader.skip(sign):
            text, first = text + sign, first if sign == "+" else NONE
        return (f"^{text}", found, NONE) if inverse else (text, found, first)

    def _parse_primary(self) -> Path:
        if self._reader.skip("("):
            text, found, first = self.parse()
            self._reader.take(")")
            # Brackets around one property would make it look like a path of several.
            return (text if {text} == found else f"({text})"), found, first
        if self._reader.skip("a"):
            return TYPE, frozenset((TYPE,)), frozenset((TYPE,))
        iri = self._reader.take_kind("iri")
        return iri, frozenset((iri,)), frozenset((iri,))
