"""Read a part of a spool: consecutive subjects with all their statements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.spool.subject_statements import SubjectStatements
from terril.model.spool.term_text import format_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

# All lines of one subject; a subject has no space in it (RDF 1.1 N-Quads, section 4).
SUBJECT = re.compile(r"^([^ \n]+ )[^\n]*\n(?:\1[^\n]*\n)*", re.MULTILINE)
# Predicate, object and graph. To find the end of a literal forwards takes a third of the time
# that it takes to find the space before the graph backwards.
STATEMENT = re.compile(
    r"[^ ]+ ([^ ]+) "
    r'(<[^<][^ ]*|"[^"\\]*(?:\\.[^"\\]*)*"[^ ]*|[^\n]+)'
    r" ([^ ]+) \.\n"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive subjects of a spool.

    Attributes:
        number: of the segment in its spool, from 0.
        text: its lines.
    """

    number: int
    text: str

    def subjects(self) -> Iterator[SubjectStatements]:
        """Yield each subject with its statements, in order."""
        for match in SUBJECT.finditer(self.text):
            yield read_subject(match[1][:-1], match[0])


def read_subject(subject: str, lines: str) -> SubjectStatements:
    """Return a subject, given the lines of its statements."""
    return SubjectStatements(subject, split_lines(lines), lines)


def split_lines(lines: str) -> list[tuple[str, str, str]]:
    """Return predicate, object and graph of each line."""
    return STATEMENT.findall(lines)


def group_quads(quads: Iterable[Quad]) -> Iterator[SubjectStatements]:
    """Yield each subject of statements in named graphs, in order; all are held in memory."""
    return Segment(0, "".join(sorted(set(map(format_line, quads))))).subjects()
