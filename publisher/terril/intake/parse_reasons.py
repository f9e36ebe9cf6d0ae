"""Translate the messages of RDF parsers into sentences for the author of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.intake.locations.rdf12_search import find_rdf12_marks
from terril.model.formats import JSON_LD
from terril.model.languages import gettext_noop
from terril.model.xml_characters import format_code_point

if TYPE_CHECKING:
    from terril.model.formats import Format

# Patterns of the parsers' messages, with the sentence for the author of the line.
REASONS: tuple[tuple[str, str], ...] = (
    (
        r"A dot is expected|(?:must|should) be followed by a dot|'\.' is expected at the end",
        gettext_noop(
            "A statement has no end. Put “.” after it, or “;” if more about the same thing "
            "follows."
        ),
    ),
    (
        r"prefix (?P<word>\S*:) has not been declared|Unknown prefix (?P<word2>\S*:)",
        gettext_noop(
            "The prefix “{word}” is not declared. Correct its spelling, or declare it at the top "
            "of the file."
        ),
    ),
    (
        r"Line jumps are not allowed in string literals",
        gettext_noop(
            "A text has no closing quotation mark on its line. Close it, or put three quotation "
            "marks on both sides of a text of several lines."
        ),
    ),
    (
        r"Invalid IRI code point '(?P<word>.)'",
        gettext_noop(
            "An address holds the character “{word}”, which no address may have. Take it out; "
            "a space is written %20."
        ),
    ),
    (
        r"language code should always start",
        gettext_noop("“@” is not followed by a language. Write for example @fr or @en."),
    ),
    (
        r"should end with a '\]'",
        gettext_noop("A bracket “[” is not closed. Put “]” where it ends."),
    ),
    (
        r"Unexpected end|EOF while parsing",
        gettext_noop(
            "The file ends in the middle of a statement. Finish it, and look for a quotation mark "
            "or bracket that was never closed."
        ),
    ),
    (
        r"^(?P<word>.+) is not a valid (?:RDF )?(?:quoted triple )?(?:predicate|object|subject)"
        r"|Expecting a datatype IRI after \^\^, found (?P<word2>.+)",
        gettext_noop(
            "“{word}” cannot stand here. Texts need quotation marks, addresses “<” and “>”, "
            "and names their prefix."
        ),
    ),
    (
        r"^'(?P<word>.+)' is not allowed at the beginning of a prefix name",
        gettext_noop(
            '“{word}” cannot stand here. Texts stand between straight quotation marks: "…".'
        ),
    ),
    (
        r"Unexpected escape character",
        gettext_noop(r"In a text, “\” begins a special character. Write “\\” for a plain one."),
    ),
    (
        r"expected `(?P<word2>[^`]+)`, but `(?P<word>[^`]+)` was found",
        gettext_noop(
            "“{word}” was found where “{word2}” was expected. Close every element with its own "
            "name."
        ),
    ),
    (
        r"Cannot find ';' after '&'",
        gettext_noop("“&” begins a special character in XML. Write “&amp;” for a plain one."),
    ),
    (
        r"Trailing commas are not allowed",
        gettext_noop("There is a comma after the last entry. Take it away."),
    ),
    (
        r"must be followed by a comma",
        gettext_noop("A comma between two entries, or a closing bracket, is missing."),
    ),
    (
        r"LoadDocumentCallback",
        gettext_noop(
            "The file's context is on another server, and nothing is fetched while reading. "
            "Write the context into the file."
        ),
    ),
    (
        r"No scheme found",
        gettext_noop("An address is not complete. Write it in full, beginning with https://"),
    ),
    (
        r"Unexpected character '(?P<word>.)'",
        gettext_noop(
            "The character “{word}” cannot stand here. Look at what is before it: a language is "
            "written with a hyphen, such as @fr-BE, and a name has no blanks."
        ),
    ),
    (
        r"language tag '(?P<word>[^']*)'",
        gettext_noop("“{word}” is no language tag. Write for example fr, en or fr-BE."),
    ),
    (
        r"subtag",
        gettext_noop(
            "What follows “@” is no language tag. Write for example @fr, @en or @fr-BE; no part "
            "of it has more than eight letters."
        ),
    ),
    (
        r"Invalid IRI percent encoding '(?P<word>[^']*)'",
        gettext_noop(
            "“{word}” is no character of an address. Write “%” as %25, or two digits after it."
        ),
    ),
    (
        r"Unexpected text event: '(?P<word>.*)'",
        gettext_noop(
            "The text “{word}” stands where only elements can. Put it into an element of its own, "
            "and no comment or further element inside a text."
        ),
    ),
    (
        r"XML namespaces are required",
        gettext_noop(
            "An element or attribute has no prefix, such as “schema:” or “rdf:”. Give it one that "
            "is declared; if this is XML of another kind, keep it outside data/."
        ),
    ),
    (
        r"Only UTF-8 is supported",
        gettext_noop(
            "The first line names another encoding than UTF-8. Save the file with the encoding "
            "UTF-8, and name it there."
        ),
    ),
    (
        r"unrecognized entity `(?P<word>[^`]*)`",
        gettext_noop("XML does not know “&{word};”. Write the character itself."),
    ),
    (
        r"(?P<word>@\w+) must be the first key",
        gettext_noop("“{word}” has to come first. Move it to the beginning of its braces."),
    ),
    (
        r"(?P<word>@\w+) value must be a string",
        gettext_noop("What follows “{word}” has to be a text in quotation marks."),
    ),
    (
        r"(?P<word>@\w+) (?:is defined twice|cannot be set multiple times)",
        gettext_noop("“{word}” stands twice in the same braces. Take one out."),
    ),
    (
        r"Objects with @value cannot contain properties, (?P<word>.+) found",
        gettext_noop("Beside @value, “{word}” cannot stand. Take it out or move it."),
    ),
    (
        r"Unexpected char: '(?P<word>.)'",
        gettext_noop(
            "The character “{word}” cannot stand here. JSON has straight double quotation marks "
            "around texts, and no comments."
        ),
    ),
    (
        r"escape sequence '(?P<word>\\\S+)' is encoding",
        gettext_noop(
            "“{word}” stands for no character. Write the character itself, or delete it."
        ),
    ),
    (
        r"invalid character reference",
        gettext_noop(
            "A number between “&#” and “;” stands for no character that XML allows. Write the "
            "character itself, or delete it."
        ),
    ),
    (
        r"'(?P<word>.)' is not allowed in JSON strings",
        gettext_noop(
            "A text holds the character {word}, which cannot be seen and which JSON does not "
            "allow. Delete it; a new line is written “\\n”."
        ),
    ),
    (
        r"PREFIX (?:keyword|declaration) should be followed",
        gettext_noop(
            "Behind “prefix” stand a prefix with a colon, and an address between “<” and “>”. "
            "Write for example “@prefix schema: <http://schema.org/> .”."
        ),
    ),
    (
        r"of a triple must be",
        gettext_noop(
            "Something cannot stand here: this format has full addresses between “<” and “>”, and "
            "texts between quotation marks, but no prefixes."
        ),
    ),
    (
        r"Invalid character '(?P<word>.)'",
        gettext_noop("The character “{word}” cannot stand here. Look at what is before it."),
    ),
    (
        r"escaped in IRIs|escapes in IRIs",
        gettext_noop(
            "A name behind a prefix has a “\\” or “%” out of place. Write the character "
            "itself, or the full address between “<” and “>”."
        ),
    ),
    (
        r"not found before end of input|parsing attribute|symbol in markup|match any open tag",
        gettext_noop(
            "A tag of XML is not as it should be. Look for a missing “<”, “>” or “/”, and for an "
            "attribute without “=” or quotation marks."
        ),
    ),
    (
        r"Object keys must be strings|(?:true|false|null) expected|number is not allowed to start",
        gettext_noop(
            "Something cannot stand here: JSON has keys and texts between straight double "
            "quotation marks, numbers with a point, true, false and null."
        ),
    ),
    (
        r"already contains one root element",
        gettext_noop("The file goes on after its last bracket. Take away what follows."),
    ),
    (
        r"Unexpected key in term definition '?(?P<word>[^']*)",
        gettext_noop("“{word}” has no meaning in the context. Correct it, or take it out."),
    ),
    (
        r"variable name",
        gettext_noop(
            "“?” and “$” begin no name. Where letters became “?”, the program that saved the file "
            "could not write them: write them anew, and save the file with the encoding UTF-8."
        ),
    ),
    (
        r"^(?P<word>.+) is not a valid IRI or blank node",
        gettext_noop("“{word}” is no address. Correct it, also where the context has it."),
    ),
)
RDF12 = gettext_noop(
    "“{word}” is RDF 1.2, which most programs that use the data cannot read, so it is not "
    "published. Take it out: write “@ar” in place of “@ar--rtl”, and describe a statement, if it "
    "has to be, as a thing of its own."
)
HALF_CHARACTER = gettext_noop(
    "“{word}” is half of a character. Write the character itself, or delete it."
)
LONE_SURROGATE = re.compile(
    r"""
      \\\\ | (?P<pair> \\u d[89ab][0-9a-f]{2} \\u d[c-f][0-9a-f]{2} )
    | (?P<half> \\u d[89a-f][0-9a-f]{2} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""An escape of JSON for a surrogate without its other half (RFC 8259, section 7)."""
OTHER = gettext_noop("The reader says: {word}")
LOCATION = re.compile(r"^Parser error at line \d+ [^:]*: ")
AT_END_OF_STATEMENT = REASONS[0][1]
AT_END_OF_FILE = REASONS[6][1]


def explain(message: str) -> tuple[str, dict[str, str]]:
    """Return the sentence for the message of a parser, to be translated, and its fields."""
    message = LOCATION.sub("", message)
    for pattern, sentence in REASONS:
        if found := re.search(pattern, message, re.DOTALL):
            return sentence, _read_fields(found)
    return OTHER, {"word": message}


def _read_fields(found: re.Match[str]) -> dict[str, str]:
    words = {name: text for name, text in found.groupdict().items() if text is not None}
    if "word" not in words and "word2" in words:
        words["word"] = words["word2"]
    return {name: _name_control(text) for name, text in words.items()}


def _name_control(word: str) -> str:
    """Return a word, or the number of a single character that cannot be seen."""
    return format_code_point(word) if len(word) == 1 and not word.isprintable() else word


def find_reason_in_text(line: str, column: int, syntax: Format) -> tuple[str, str] | None:
    """Return the sentence for what stands at a syntax error, and the words there.

    For some mistakes the message of the parser gives another reason, or only a consequence.

    Args:
        line: of the error.
        column: of the error, counted from 1.
        syntax: of the file.
    """
    if syntax == JSON_LD:
        halves = (found for found in LONE_SURROGATE.finditer(line) if found["half"])
        return next(((HALF_CHARACTER, found["half"]) for found in halves), None)
    marks = find_rdf12_marks(line, syntax)
    return next(((RDF12, word) for index, word in marks if index == column - 1), None)
