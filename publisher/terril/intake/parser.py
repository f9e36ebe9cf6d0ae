"""One file parsed: its statements, or the one mistake that keeps it from being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.locations.line_reader import LineFeed, quads_of, without_mark
from terril.intake.locations.lines import Lines
from terril.intake.parse_reasons import AT_END_OF_FILE, AT_END_OF_STATEMENT, explain
from terril.model.findings import Finding, Location
from terril.model.languages import available, gettext, gettext_noop, translations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from pyoxigraph import Quad

    from terril.model.formats import Format

NOT_UTF8 = gettext_noop(
    "This file is not written in UTF-8, so its letters cannot be told apart, and nothing in it "
    "was read. Save it again with the encoding UTF-8."
)
NOT_READ = gettext_noop("This file is not {format}, so nothing in it was read. {reason}")
NOT_OPENED = gettext_noop(
    "This file cannot be opened ({reason}), so nothing in it was read. Look at who may read it, "
    "and at where it leads if it is a link."
)
UNREADABLE = ("syntax", "encoding", "unopened")
"""The rules that a file breaks when nothing in it could be read."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where and why parsing stopped; ``line`` and ``column`` count from 1."""

    line: int
    column: int | None
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, or the finding that tells why it could not be read."""

    quads: tuple[Quad, ...]
    finding: Finding | None = None


def parse_file(path: PurePath, content: bytes, syntax: Format) -> Parsed:
    """The statements of a file in the graphs that it names itself, or what is wrong with it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed((), _not_utf8(path, content, error))
    try:
        return Parsed(tuple(quads_of(without_mark(content), syntax)))
    except SyntaxError as error:
        return Parsed((), _not_read(path, content, syntax, mistake_of(content, syntax, error)))


def not_opened(path: PurePath, error: OSError) -> Parsed:
    """What stands for a file that the system does not let us read."""
    message = translations(NOT_OPENED, reason=error.strerror or type(error).__name__)
    return Parsed((), Finding("unopened", message, place=Location(path)))


def mistake_of(content: bytes, syntax: Format, error: SyntaxError) -> Mistake:
    """Where and why parsing stopped, as exactly as the parser knows."""
    sentence, fields = explain(error.msg)
    if not error.lineno:
        return Mistake(_line_reached(content, syntax), None, sentence, fields)
    line, column = error.lineno, error.offset or 1
    lines = Lines(content)
    begins_line = not lines.line(line)[: column - 1].strip()
    if sentence in (AT_END_OF_STATEMENT, AT_END_OF_FILE) and begins_line:
        line, column = _end_before(lines, line)
    return Mistake(line, column, sentence, fields)


def _end_before(lines: Lines, line: int) -> tuple[int, int]:
    """The end of the last line above that says something: there the mending is done."""
    for number in range(line - 1, 0, -1):
        text = lines.line(number).strip()
        if text and not text.startswith("#"):
            return number, len(lines.line(number).rstrip()) + 1
    return line, 1


def _line_reached(content: bytes, syntax: Format) -> int:
    feed = LineFeed(without_mark(content))
    try:
        for _ in quads_of(feed, syntax):
            pass
    except SyntaxError:
        pass
    return max(feed.line, 1)


def _not_utf8(path: PurePath, content: bytes, error: UnicodeDecodeError) -> Finding:
    line = content.count(b"\n", 0, error.start) + 1
    column = len(content[content.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
    place = Lines(content).place(path, line, column)
    return Finding("encoding", translations(NOT_UTF8), place=place)


def _not_read(path: PurePath, content: bytes, syntax: Format, mistake: Mistake) -> Finding:
    place: Location = Lines(content).place(path, mistake.line, mistake.column)
    message = {
        tag: gettext(
            NOT_READ,
            tag,
            format=syntax.name,
            reason=gettext(mistake.sentence, tag, **mistake.fields),
        )
        for tag in available()
    }
    return Finding("syntax", message, place=place)
