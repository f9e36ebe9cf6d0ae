"""Apply known rules to all subjects of a town, round after round, in bounded memory.

A round applies the rules to every subject about which something is new. What follows about
another subject is sorted on disk, and known to that subject in the next round. Subjects of which
nothing is stated are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.spool import SortedLines
from terril.model.spool.segment import SUBJECT, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from terril.intake.inference.known_rules import KnownRules, Values
    from terril.model.spool import Spool

Statement = tuple[str, str]
"""Predicate and object."""


@dataclass(slots=True)
class Inferred:
    """The statements that follow in one round from some segments, as lines of N-Quads.

    Attributes:
        lines: statements that were not known before.
        sent: statements about other subjects, which may know them; and a line with a subject and
            a space for each from whose own new statements more follows.
    """

    lines: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deduction:
    """The rules with the ontology, and the form of what follows.

    Attributes:
        rules: of the model.
        vocabulary: the statements of the ontology, by subject.
        graph: N-Triples text of the graph of what follows.
    """

    rules: KnownRules
    vocabulary: Mapping[str, Sequence[Statement]]
    graph: str

    def format(self, subject: str, statement: Statement) -> str:
        """Return a line of N-Quads."""
        return f"{subject} {statement[0]} {statement[1]} {self.graph} .\n"

    def infer(
        self,
        subject: str,
        known: Values,
        fresh: Iterable[Statement],
        found: Inferred,
        received: Iterable[Statement] = (),
    ) -> None:
        """Add what follows from the statements about a subject.

        Args:
            subject: N-Triples text.
            known: all statements about it.
            fresh: those that were not known in the round before.
            found: is added to.
            received: those of the fresh ones that follow from statements about other subjects.
        """
        own: dict[Statement, None] = {}
        sent: dict[str, None] = {}
        origins = {
            self.format(about, (link, value))
            for about, link, value in self.rules.find_origins(subject, received)
        }
        for about, link, value in self.rules.apply(subject, known, fresh):
            if about != subject:
                sent[self.format(about, (link, value))] = None
            elif value not in known.get(link, ()):
                own[link, value] = None
        found.sent += (line for line in sent if line not in origins)
        if own:
            found.lines += (self.format(subject, one) for one in own)
            add_statements(known, own)
            if self._has_more(subject, known, own, sent):
                found.sent.append(f"{subject} \n")

    def _has_more(
        self, subject: str, known: Values, fresh: Iterable[Statement], sent: Mapping[str, None]
    ) -> bool:
        return any(
            value not in known.get(link, ())
            if about == subject
            else self.format(about, (link, value)) not in sent
            for about, link, value in self.rules.apply(subject, known, fresh)
        )


@dataclass(frozen=True, slots=True)
class FirstRound:
    """A function that applies the rules to all subjects of some segments.

    Attributes:
        spool: the statements of the town.
        deduction: applies the rules.
    """

    spool: Spool
    deduction: Deduction

    def __call__(self, numbers: range) -> Inferred:
        """Return what follows from some segments."""
        found = Inferred()
        for number in numbers:
            segment = self.spool.read_segment(number)
            for one in segment.subjects():
                fresh = [(link, value) for link, value, _ in one.statements]
                fresh += self.deduction.vocabulary.get(one.subject, ())
                known: Values = {}
                add_statements(known, fresh)
                self.deduction.infer(one.subject, known, fresh, found)
        return found


@dataclass(frozen=True, slots=True)
class LaterRound:
    """A function that applies the rules to the subjects about which something is new.

    Attributes:
        spool: the statements of the town.
        deduction: applies the rules.
        inferred: sorted files of the statements inferred in each round before.
        sent: sorted file of what the round before sent.
        apply: ``True`` to apply the rules, ``False`` only to add what was sent.
    """

    spool: Spool
    deduction: Deduction
    inferred: Sequence[Path]
    sent: Path
    apply: bool

    def __call__(self, numbers: range) -> Inferred:
        """Return what follows from some segments."""
        found = Inferred()
        sent, *files = map(SortedLines, (self.sent, *self.inferred))
        for number in numbers:
            start, end = self.spool.get_bounds(number)
            news = _group(sent.read_between(start, end))
            if not news:
                continue
            groups = [_group(file.read_between(start, end)) for file in files]
            for match in SUBJECT.finditer(self.spool.read_segment(number).text):
                subject = match[1]
                if subject in news:
                    lines = [match[0], *(one.get(subject, "") for one in groups)]
                    self._continue(subject[:-1], lines, news[subject], found)
        return found

    def _continue(self, subject: str, lines: Sequence[str], news: str, found: Inferred) -> None:
        known: Values = {}
        for one in lines:
            add_statements(known, _read(one))
        add_statements(known, self.deduction.vocabulary.get(subject, ()))
        has_more = news.startswith(f"{subject} \n")
        sent = _read(news.removeprefix(f"{subject} \n"))
        fresh = [one for one in sent if one[1] not in known.get(one[0], ())]
        found.lines += (self.deduction.format(subject, one) for one in fresh)
        if self.apply and (fresh or has_more):
            add_statements(known, fresh)
            # The last file has what the subject itself added in the round before.
            latest = _read(lines[-1]) if has_more else []
            self.deduction.infer(subject, known, [*fresh, *latest], found, fresh)


def add_statements(known: Values, statements: Iterable[Statement]) -> None:
    """Add statements about a subject."""
    for link, value in statements:
        known.setdefault(link, {})[value] = None


def _group(lines: str) -> dict[str, str]:
    """Return the lines of each subject, by its text with a space."""
    return {match[1]: match[0] for match in SUBJECT.finditer(lines)}


def _read(lines: str) -> list[Statement]:
    return [(link, value) for link, value, _ in split_lines(lines)]
