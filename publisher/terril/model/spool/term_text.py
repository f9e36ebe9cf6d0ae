r"""Handle terms as their N-Triples text, which is faster than objects where there are millions.

A term is ``<iri>``, ``_:label`` or a literal such as ``"text"@fr`` or ``"7"^^<datatype>``, in the
form that pyoxigraph writes: a plain text has no datatype, and ``\b \t \n \f \r " \`` are
escaped. Texts of two equal terms are equal (RDF 1.1 N-Triples, section 4, "A canonical form").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.model.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

STRING = f"{XSD}string"
LANG_STRING = f"{RDF}langString"
DIR_LANG_STRING = f"{RDF}dirLangString"
ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
CHARACTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def is_iri(term: str) -> bool:
    """Return whether a term is an IRI."""
    return term[0] == "<" and term[1] != "<"


def is_literal(term: str) -> bool:
    """Return whether a term is a literal."""
    return term[0] == '"'


def is_blank_node(term: str) -> bool:
    """Return whether a term is a blank node."""
    return term[0] == "_"


def get_iri(term: str) -> str:
    """Return the IRI of a term that is one."""
    return term[1:-1]


def get_text(literal: str) -> str:
    """Return the lexical form of a literal."""
    escaped = literal[1 : literal.rindex('"')]
    return unescape(escaped) if "\\" in escaped else escaped


def get_language(literal: str) -> str:
    """Return the language tag of a literal, without a direction; ``""`` if it has none."""
    end = literal[literal.rindex('"') + 1 :]
    return end[1:].partition("--")[0] if end[:1] == "@" else ""


def get_datatype(literal: str) -> str:
    """Return the IRI of the datatype of a literal."""
    end = literal[literal.rindex('"') + 1 :]
    if end[:1] == "^":
        return end[3:-1]
    if end[:1] == "@":
        return DIR_LANG_STRING if "--" in end else LANG_STRING
    return STRING


def unescape(text: str) -> str:
    """Return a text without the escapes of N-Triples."""
    return ESCAPED.sub(_read_escape, text)


def _read_escape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else CHARACTERS.get(match[3], match[3])


def read_term(term: str) -> NamedNode | BlankNode | Literal:
    """Return the term as an object.

    Raises:
        ValueError: it is a triple term.
    """
    if term[0] == '"':
        language = get_language(term)
        if language:
            return Literal(get_text(term), language=language)
        return Literal(get_text(term), datatype=NamedNode(get_datatype(term)))
    if term[0] == "_":
        return BlankNode(term[2:])
    if not is_iri(term):
        raise ValueError(term)
    return NamedNode(term[1:-1])


def format_line(statement: Quad | Triple) -> str:
    """Return a statement as a line of N-Quads or N-Triples, with its end of line."""
    return f"{statement} .\n"
