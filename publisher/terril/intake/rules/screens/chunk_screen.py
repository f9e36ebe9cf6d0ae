"""Select the statements of a part of a file that the rules of reading have to judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.rules.screens.character_screen import select_controls
from terril.intake.rules.screens.iri_screen import IriScreen
from terril.intake.rules.screens.literal_screen import LiteralScreen
from terril.intake.rules.values.rdf12 import announces_rdf12
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from terril.intake.naming_policy import NamingPolicy
    from terril.intake.rules.context import Expectations
    from terril.model.formats import Format

RDF_TYPE = str(TYPE)
Row = list[str]


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts about a part of a file, for the rules to judge; false if there is none.

    Attributes:
        lines: statements as lines of N-Quads, in the order of the file.
        repeated: subjects with the same class twice.
        rdf12: ``True`` if there may be constructs of RDF 1.2.
    """

    lines: Sequence[str] = ()
    repeated: frozenset[str] = frozenset()
    rdf12: bool = False

    def __bool__(self) -> bool:
        """Return whether anything has to be judged."""
        return bool(self.lines or self.repeated or self.rdf12)


@dataclass(slots=True)
class _Selection:
    """The terms that make a statement doubtful, each with the rest of its line.

    Attributes:
        subjects: and the next three, whose first use has to be judged.
        predicates: of statements.
        classes: objects of statements of the type of a thing.
        objects: of all other statements.
        every: objects whose every use has to be judged.
        rdf12: ``True`` if an object is one of RDF 1.2.
    """

    subjects: set[str] = field(default_factory=set)
    predicates: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    every: set[str] = field(default_factory=set)
    rdf12: bool = False

    def __bool__(self) -> bool:
        found = self.subjects or self.predicates or self.classes or self.objects or self.every
        return bool(found)


class ChunkScreen:
    """A screen for parts of files, made once for a town; it can be pickled.

    Args:
        naming: policy for IRIs.
        expected: languages, graphs and terms that the data may use.
    """

    def __init__(self, naming: NamingPolicy, expected: Expectations) -> None:
        self._iris = IriScreen(naming, expected.terms)
        self._literals = LiteralScreen()

    def examine(self, lines: Sequence[str], text: str, content: bytes, syntax: Format) -> Doubts:
        """Return what the rules have to judge.

        Args:
            lines: of N-Quads, with literals as written, in the order of the file and all in one
                graph.
            text: all of them, joined.
            content: the part of the file that they are from.
            syntax: of the file.
        """
        rdf12 = announces_rdf12(content, syntax)
        if not lines:
            return Doubts(rdf12=rdf12)
        rows = [line.split(" ", 2) for line in lines]
        selection = self._select(rows, _get_graph(lines[0]))
        marked = frozenset(select_controls(lines, text))
        chosen = _choose(lines, rows, selection, marked)
        return Doubts(chosen, _find_repeated(rows), rdf12 or selection.rdf12)

    def _select(self, rows: Sequence[Row], end: str) -> _Selection:
        subjects, predicates, rests = zip(*rows, strict=True)
        # Hashing texts takes longer than leaving them out.
        typed_end = f">{end}"
        others = {one for one in rests if one.endswith(typed_end)}
        typed = {one for one in others if one[0] == '"'}
        nodes = {one for one in others if one[0] == "<" and one[1] != "<"}
        classes = {rest for _, link, rest in rows if link == RDF_TYPE} & nodes
        starts = {one[:2] for one in rests}
        # Blank nodes are looked for in the file, if there is any.
        blank = [one for one in rests if one[0] == "_"][:1] if "_:" in starts else ()
        rdf12 = {one for one in rests if one[:2] == "<<"} if "<<" in starts else set()
        # A direction is behind the language of a text (RDF 1.2 N-Quads, section 4).
        rdf12.update(one for one in rests if one.endswith((f"--ltr{end}", f"--rtl{end}")))
        iris = self._iris
        return _Selection(
            iris.select_subjects(set(subjects)),
            iris.select_predicates(set(predicates)),
            _with_end(iris.select_classes(_without_end(classes, end)), end).union(blank),
            _with_end(iris.select_objects(_without_end(nodes, end)), end).union(
                blank, self._select_datatypes(rows, typed, end)
            ),
            _with_end(self._literals.select(_without_end(typed, end)), end) | rdf12,
            bool(rdf12),
        )

    def _select_datatypes(self, rows: Sequence[Row], typed: set[str], end: str) -> set[str]:
        """Return the first literal of each datatype that a rule would report."""
        datatypes = {one[one.rindex("^^") + 2 : -len(end)] for one in typed}
        wrong = self._iris.select_datatypes(datatypes)
        return {
            next(rest for _, _, rest in rows if rest.endswith(f"^^{one}{end}")) for one in wrong
        }


def _get_graph(line: str) -> str:
    """Return the end of each line of a graph: a space, its name, a full stop."""
    return line[line.rindex(" ", 0, -3) :]


def _without_end(rests: Iterable[str], end: str) -> list[str]:
    length = len(end)
    return [one[:-length] for one in rests]


def _with_end(terms: Iterable[str], end: str) -> set[str]:
    return {one + end for one in terms}


def _choose(
    lines: Sequence[str], rows: Sequence[Row], selection: _Selection, marked: frozenset[str]
) -> list[str]:
    """Return the lines to judge: each doubtful term once, or every use of it."""
    if not (selection or marked):
        return []
    chosen = []
    for line, (subject, link, rest) in zip(lines, rows, strict=True):
        objects = selection.classes if link == RDF_TYPE else selection.objects
        first = subject in selection.subjects or link in selection.predicates or rest in objects
        if first:
            selection.subjects.discard(subject)
            selection.predicates.discard(link)
            objects.discard(rest)
        if first or rest in selection.every or line in marked:
            chosen.append(line)
    return chosen


def _find_repeated(rows: Sequence[Row]) -> frozenset[str]:
    """Return the subjects with the same class twice."""
    types = [(subject, rest) for subject, link, rest in rows if link == RDF_TYPE]
    if len(types) == len(set(types)):
        return frozenset()
    seen: set[tuple[str, str]] = set()
    found = set()
    for one in types:
        if one in seen:
            found.add(one[0])
        seen.add(one)
    return frozenset(found)
