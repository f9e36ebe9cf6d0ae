"""Divide a file into chunks, so that none needs the memory of the whole.

The division is a proposal: whoever reads the chunks finds out whether each of them is a document
by itself that leaves the prefixes as they are. Then all of them together are the file, because a
parser is in the same state at the beginning of a chunk as behind the prologue.
"""

from __future__ import annotations

import mmap
import re
from typing import TYPE_CHECKING

from terril.intake.reading.document import Chunk, Document, make_document, read_state
from terril.model.formats import N_QUADS, N_TRIPLES, TURTLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeAlias

    from terril.model.formats import Format

    Content: TypeAlias = bytes | mmap.mmap

WHOLE = 65_536
"""Bytes of a file up to which it is one chunk."""
CHUNK = 32_768
"""Bytes of a chunk, at least."""
LINE_FORMATS = (N_TRIPLES, N_QUADS)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GAP = rb"(?: \s++ | \#[^\n]*+\n )*+"
# The directives at the top of a Turtle file (Turtle 1.1, section 6.5, rules 3 to 6s), where a
# prefix stands for an absolute IRI: names with another cannot be located in a part of a file.
DIRECTIVES = re.compile(
    rb"""(?x)
    (?: %(gap)s
        (?: @prefix \s+ [^\s:<>"]* : \s* <[^<>":\s]+:[^<>"\s]*> \s* \.
          | @base \s+ <[^<>"\s]*> \s* \.
          | (?i:prefix) \s+ [^\s:<>"]* : \s* <[^<>":\s]+:[^<>"\s]*>
          | (?i:base) \s+ <[^<>"\s]*> ) )*
    """
    % {b"gap": GAP}
)
LATER_DIRECTIVE = re.compile(rb"\n[ \t]*@?(?i:prefix|base)\s")
LABEL = re.compile(rb"[^A-Za-z_\-\x80-\xff]_:")
"""The beginning of the label of a blank node, which means the same node in all of a file."""
STATEMENT_END = re.compile(rb"\.[ \t]*\r?\n(?=[\r\n<#:A-Za-z\x80-\xff])")
COMMENT = re.compile(rb"(?:^|\s)#")
LONG_QUOTES = (b'"' * 3, b"'" * 3)


def divide_file(path: Path, syntax: Format) -> Document:
    """Divide a file that is read again when it is needed.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        state = read_state(path)
        size = state.size if state else 0
        if size <= WHOLE:
            return Document(path, (Chunk(0, size, 1),), state=state)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            prologue, chunks = divide(content, syntax)
            return Document(path, chunks, prologue, state=state)


def divide_content(path: Path, content: bytes, syntax: Format) -> Document:
    """Divide a file that stays in memory."""
    if len(content) <= WHOLE:
        return make_document(path, content)
    prologue, chunks = divide(content, syntax)
    return Document(path, chunks, prologue, content)


def divide(content: Content, syntax: Format) -> tuple[bytes, tuple[Chunk, ...]]:
    """Return the prologue and the chunks of a content."""
    whole = (Chunk(0, len(content), 1),)
    if syntax not in (TURTLE, *LINE_FORMATS) or _has_labels(content):
        return b"", whole
    if syntax != TURTLE:
        return b"", tuple(_cut(content, 0, syntax))
    head = content[:WHOLE]
    mark = len(BYTE_ORDER_MARK) if head.startswith(BYTE_ORDER_MARK) else 0
    directives = DIRECTIVES.match(head, mark)
    end = directives.end() if directives else mark
    if LATER_DIRECTIVE.search(content, end):
        return b"", whole
    prologue = head[mark:end]
    return prologue + b"\n" * (not prologue.endswith(b"\n")), tuple(_cut(content, end, syntax))


def _has_labels(content: Content) -> bool:
    return content.find(b"_:") >= 0 and LABEL.search(content) is not None


def _cut(content: Content, first: int, syntax: Format) -> Iterator[Chunk]:
    """Yield the chunks, the first of them from the beginning and to behind a position at least."""
    start, line = 0, 1
    size = len(content)
    while start < size:
        end = _find_end(content, start, max(start, first) + CHUNK, syntax)
        yield Chunk(start, end, line)
        line += content[start:end].count(b"\n")
        start = end


def _find_end(content: Content, start: int, target: int, syntax: Format) -> int:
    """Return the end of a chunk behind the target: that of a statement, and of its line."""
    if syntax in LINE_FORMATS:
        return content.find(b"\n", target) + 1 or len(content)
    for end in STATEMENT_END.finditer(content, target):
        line = content[content.rfind(b"\n", 0, end.start()) + 1 : end.start()]
        if not COMMENT.search(line) and not _is_in_text(content[start : end.start()]):
            return end.end()
    return len(content)


def _is_in_text(before: bytes) -> bool:
    return any(before.count(quotes) % 2 for quotes in LONG_QUOTES)
