"""Recognize the format of a file by its content, whatever its name."""

from __future__ import annotations

from pyoxigraph import parse

from terril.intake.locations.lines import BYTE_ORDER_MARK, parse_quads
from terril.model.formats import JSON_LD, N_QUADS, RDF_XML, TRIG, TURTLE, Format

# The first bytes of files that cannot be RDF.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP, XLSX, ODS"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"7z\xbc\xaf", "7-ZIP"),
    (b"Rar!", "RAR"),
    (b"\xd0\xcf\x11\xe0", "XLS, DOC"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3", "SQLite"),
)
CANDIDATES = (TURTLE, TRIG, N_QUADS, JSON_LD, RDF_XML)


def find_binary_kind(content: bytes) -> str:
    """Return the name of the kind of a binary file, ``""`` if its first bytes are none known."""
    return next((kind for start, kind in SIGNATURES if content.startswith(start)), "")


def find_likely_format(content: bytes) -> Format | None:
    """Return the RDF format in which a first statement can be read from a content or its start."""
    if b"\0" in content:
        return None
    plain = content.removeprefix(BYTE_ORDER_MARK)
    return next((syntax for syntax in CANDIDATES if _has_statement(plain, syntax)), None)


def find_other_format(content: bytes, syntax: Format) -> Format | None:
    """Return the RDF format other than ``syntax`` that a whole content follows, ``None`` if none.

    Without a base, so that a relative IRI of N-Triples is no reason to call it Turtle.
    """
    plain = content.removeprefix(BYTE_ORDER_MARK)
    others = (one for one in CANDIDATES if one != syntax)
    return next((one for one in others if _is_written_in(plain, one)), None)


def _is_written_in(content: bytes, syntax: Format) -> bool:
    try:
        return bool(list(parse(content, format=syntax.syntax)))
    except SyntaxError:
        return False


def _has_statement(content: bytes, syntax: Format) -> bool:
    try:
        return next(iter(parse_quads(content, syntax)), None) is not None
    except SyntaxError:
        return False
