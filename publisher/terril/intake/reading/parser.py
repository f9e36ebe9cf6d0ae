"""Parse one file: its statements, or the syntax error that prevents reading it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.locations.lines import LineReader, Lines, parse_quads, prepare_content
from terril.intake.losses.examination import clear_left_out, drop_texts, find_losses
from terril.intake.losses.likely_formats import find_binary_kind, find_other_format
from terril.intake.losses.rdf_xml import expands_beyond_measure
from terril.intake.parse_reasons import (
    AT_END_OF_FILE,
    AT_END_OF_STATEMENT,
    RDF12,
    explain,
    find_reason_in_text,
)
from terril.model.findings import Finding, Location
from terril.model.formats import RDF_XML
from terril.model.languages import gettext, gettext_noop, list_languages, translate_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from pyoxigraph import Quad

    from terril.intake.losses.loss import Loss
    from terril.model.formats import Format

NOT_UTF8 = gettext_noop(
    "This file is not written in UTF-8, so its letters cannot be told apart, and nothing in it "
    "was read. Save it again with the encoding UTF-8."
)
NOT_READ = gettext_noop("This file is not {format}, so nothing in it was read. {reason}")
OTHER_FORMAT = gettext_noop(
    "This file is called {format} but holds {other}, so nothing in it was read. Call it {name}, "
    "or save it as {format}."
)
BINARY = gettext_noop(
    "This file is of another kind than its name says ({kind}), so nothing in it was read. Unpack "
    "it, or save it as {format}."
)
TOO_LONG = gettext_noop(
    "The abbreviations at the top of this file (ENTITY) would make it longer than can be read, so "
    "nothing in it was read. Write the texts out."
)
UNOPENABLE = gettext_noop(
    "This file cannot be opened ({reason}), so nothing in it was read. Look at who may read it, "
    "and at where it leads if it is a link."
)
UNREADABLE = ("syntax", "encoding", "unopened", "nothing-explained")
"""The rules of findings about files of which nothing was read."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """The position and reason of a syntax error; ``line`` and ``column`` count from 1."""

    line: int
    column: int | None
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The statements of a file and its losses, or none and the finding that it is not readable."""

    quads: tuple[Quad, ...]
    finding: Finding | None = None
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Examination:
    """The content of a file to parse, or the reason to parse none.

    Attributes:
        content: the bytes for the parser, ``b""`` if nothing can be read.
        finding: the reason why the file is not readable.
        losses: the places where the parser drops something.
    """

    content: bytes = b""
    finding: Finding | None = None
    losses: tuple[Loss, ...] = ()


def parse_file(path: PurePath, content: bytes, syntax: Format) -> ParseResult:
    """Parse a file; its statements stay in the graphs that the file itself names."""
    examined = examine_file(path, content, syntax)
    quads = tuple(parse_quads(examined.content, syntax)) if examined.content else ()
    return ParseResult(quads, examined.finding, examined.losses)


def examine_file(path: PurePath, content: bytes, syntax: Format) -> Examination:
    """Find out whether and how a file can be read, without keeping its statements."""
    if not content.strip():
        return Examination()
    if finding := _find_obstacle(path, content, syntax):
        return Examination(finding=finding)
    prepared = prepare_content(content, syntax)
    try:
        deque(parse_quads(prepared, syntax), maxlen=0)
    except SyntaxError as error:
        failure = locate_failure(content, syntax, error)
        other = find_other_format(content, syntax) if failure.sentence != RDF12 else None
        if other:
            return Examination(finding=_build_format_finding(path, content, syntax, other))
        return Examination(finding=_build_syntax_finding(path, content, syntax, failure))
    losses = find_losses(content, syntax)
    if any(loss.content for loss in losses):
        prepared = clear_left_out(content, losses)
    if not losses:
        return Examination(prepared)
    return Examination(prepared, losses=drop_texts(losses, parse_quads(prepared, syntax)))


def _find_obstacle(path: PurePath, content: bytes, syntax: Format) -> Finding | None:
    """Return the finding about a content that the parser must not see, ``None`` for another."""
    if kind := find_binary_kind(content):
        message = translate_all(BINARY, kind=kind, format=syntax.name)
        return Finding("syntax", message, place=Location(path))
    if b"\0" in content[:4]:
        # UTF-16 or UTF-32 without a byte order mark; UTF-8 decoders accept it.
        return _build_encoding_finding(path, content, 0)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _build_encoding_finding(path, content, error.start)
    if syntax == RDF_XML and expands_beyond_measure(content):
        return Finding("syntax", translate_all(TOO_LONG), place=Location(path))
    return None


def build_unopened_finding(path: PurePath, error: OSError) -> Finding:
    """Return the finding about a file or folder that the system does not let the process read."""
    message = translate_all(UNOPENABLE, reason=error.strerror or type(error).__name__)
    return Finding("unopened", message, place=Location(path))


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


def _build_encoding_finding(path: PurePath, content: bytes, start: int) -> Finding:
    line = content.count(b"\n", 0, start) + 1
    column = len(content[content.rfind(b"\n", 0, start) + 1 : start].decode()) + 1
    place = Lines(content).make_location(path, line, column)
    return Finding("encoding", translate_all(NOT_UTF8), place=place)


def _build_format_finding(
    path: PurePath, content: bytes, syntax: Format, other: Format
) -> Finding:
    message = translate_all(
        OTHER_FORMAT,
        format=syntax.name,
        other=other.name,
        name=path.with_suffix(f".{other.extension}").name,
    )
    return Finding("syntax", message, place=Lines(content).make_location(path, 1))


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
