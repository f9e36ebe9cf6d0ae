"""Parse one file: its statements, or the syntax error that prevents reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.locations.lines import LineReader, Lines, parse_quads, prepare_content
from terril.intake.parse_reasons import (
    AT_END_OF_FILE,
    AT_END_OF_STATEMENT,
    explain,
    find_reason_in_text,
)
from terril.model.findings import Finding, Location
from terril.model.languages import gettext, gettext_noop, list_languages, translate_all

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
UNOPENABLE = gettext_noop(
    "This file cannot be opened ({reason}), so nothing in it was read. Look at who may read it, "
    "and at where it leads if it is a link."
)
UNREADABLE = ("syntax", "encoding", "unopened")
"""The rules of findings about files that could not be read."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """The position and reason of a syntax error; ``line`` and ``column`` count from 1."""

    line: int
    column: int | None
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The statements of a file, or none and the finding that it could not be read."""

    quads: tuple[Quad, ...]
    finding: Finding | None = None


def parse_file(path: PurePath, content: bytes, syntax: Format) -> ParseResult:
    """Parse a file; its statements stay in the graphs that the file itself names."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return ParseResult((), _build_encoding_finding(path, content, error))
    try:
        return ParseResult(tuple(parse_quads(prepare_content(content, syntax), syntax)))
    except SyntaxError as error:
        failure = locate_failure(content, syntax, error)
        return ParseResult((), _build_syntax_finding(path, content, syntax, failure))


def report_unreadable(path: PurePath, error: OSError) -> ParseResult:
    """Return the result for a file that the system does not let the process read."""
    message = translate_all(UNOPENABLE, reason=error.strerror or type(error).__name__)
    return ParseResult((), Finding("unopened", message, place=Location(path)))


def locate_failure(content: bytes, syntax: Format, error: SyntaxError) -> ParseFailure:
    """Return the position and reason of a syntax error, as exact as the parser gives them."""
    sentence, fields = explain(error.msg)
    if not error.lineno:
        return ParseFailure(_find_line_reached(content, syntax), None, sentence, fields)
    line, column = error.lineno, error.offset or 1
    lines = Lines(content)
    if reason := find_reason_in_text(lines.get_line(line), column, syntax):
        return ParseFailure(line, column, reason[0], {"word": reason[1]})
    begins_line = not lines.get_line(line)[: column - 1].strip()
    if sentence in (AT_END_OF_STATEMENT, AT_END_OF_FILE) and begins_line:
        line, column = _find_end_before(lines, line)
    return ParseFailure(line, column, sentence, fields)


def _find_end_before(lines: Lines, line: int) -> tuple[int, int]:
    """Return the end of the last non-blank line above: the place of the correction."""
    for number in range(line - 1, 0, -1):
        text = lines.get_line(number).strip()
        if text and not text.startswith("#"):
            return number, len(lines.get_line(number).rstrip()) + 1
    return line, 1


def _find_line_reached(content: bytes, syntax: Format) -> int:
    reader = LineReader(prepare_content(content, syntax))
    try:
        for _ in parse_quads(reader, syntax):
            pass
    except SyntaxError:
        pass
    return max(reader.line, 1)


def _build_encoding_finding(path: PurePath, content: bytes, error: UnicodeDecodeError) -> Finding:
    line = content.count(b"\n", 0, error.start) + 1
    column = len(content[content.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
    place = Lines(content).make_location(path, line, column)
    return Finding("encoding", translate_all(NOT_UTF8), place=place)


def _build_syntax_finding(
    path: PurePath, content: bytes, syntax: Format, failure: ParseFailure
) -> Finding:
    place = Lines(content).make_location(path, failure.line, failure.column)
    message = {
        tag: gettext(
            NOT_READ,
            tag,
            format=syntax.name,
            reason=gettext(failure.sentence, tag, **failure.fields),
        )
        for tag in list_languages()
    }
    return Finding("syntax", message, place=place)
