"""The characters and names that XML 1.0 can carry.

Sources: XML 1.0, section 2.2 (``Char``); Namespaces in XML 1.0, section 3 (``NCName``);
RDF 1.1 XML Syntax, sections 5.1 and 6.1.4.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from terril.model.vocabulary import RDF

if TYPE_CHECKING:
    from typing import BinaryIO

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that no XML document holds, not even as a reference such as ``&#11;``."""
NAME_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
ASCII_NAME = re.compile(r"[/#][A-Za-z_][A-Za-z_0-9.-]*\Z")
SYNTAX_TERMS = frozenset(
    f"{RDF}{name}"
    for name in (
        *("RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
)
"""Names that mean something else as the element of a property or of a class."""
PICTURES = {
    **dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD),
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
}
"""The character shown for a control character: its picture (U+2400 and on), or U+FFFD.

Among them are those that change the direction of writing (Unicode Standard Annex #9).
"""


def find_unwritable(text: str) -> int | None:
    """Return the index of the first character that XML excludes; ``None`` if there is none.

    Lone surrogates count, since no encoding of Unicode has them. C1 controls (U+0080 to U+009F)
    and line ends do not: XML allows them.
    """
    found = UNWRITABLE.search(text)
    return found.start() if found else None


def find_character(text: str, character: str, start: int = 0) -> int | None:
    """Return the index of a character or of its escape in Turtle, JSON, TOML or XML.

    Args:
        text: of the file.
        character: the one to find.
        start: index where the search starts.
    """
    code = ord(character)
    forms = (
        re.escape(character),
        rf"\\u{code:04x}",
        rf"\\U{code:08x}",
        f"&#0*{code};",
        f"&#x0*{code:x};",
        *([r"\\b"] if code == 8 else []),
        *([r"\\f"] if code == 12 else []),
    )
    found = re.compile("|".join(forms), re.IGNORECASE).search(text, start)
    return found.start() if found else None


def replace_unwritable(text: str) -> str:
    """Return a text for people with U+FFFD in place of each character that XML excludes."""
    return UNWRITABLE.sub("\ufffd", text)


def show_controls(text: str) -> str:
    """Return the text with a picture for each control character, which a terminal would obey."""
    return text.translate(PICTURES)


def format_code_point(character: str) -> str:
    """Return the name of a character by its number: ``U+000B``."""
    return f"U+{ord(character):04X}"


@lru_cache(maxsize=1024)
def can_name_element(iri: str) -> bool:
    """Return whether an element of RDF/XML can stand for a property or class.

    Many readers know the letters of the fourth edition of XML only, which lacks such scripts as
    Ethiopic and Khmer.
    """
    if ASCII_NAME.search(iri):
        return iri not in SYNTAX_TERMS
    found = _compile_local_name().search(iri)
    if found is None or iri in SYNTAX_TERMS:
        return False
    return found[0].isascii() or is_well_formed(BytesIO(f"<{found[0]}/>".encode()))


@cache
def _compile_local_name() -> re.Pattern[str]:
    """Compile on first use: the ranges take longer to compile than most texts to read."""
    return re.compile(f"[{NAME_START}][{NAME_START}\\-.0-9\xb7\u0300-\u036f\u203f\u2040]*\\Z")


def is_well_formed(content: BinaryIO) -> bool:
    """Return whether a file is well-formed XML with correct namespaces."""
    try:
        ParserCreate(namespace_separator=" ").ParseFile(content)
    except ExpatError:
        return False
    return True
