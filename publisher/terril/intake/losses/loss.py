"""A place in a file of which nothing, or something else than is written, arrives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """A place of which nothing, or something else, arrives.

    Attributes:
        rule: its kind, a key of the table of messages.
        word: the text that is written there.
        start: index in the text.
        known: words that may have been meant.
        content: start and end of the content that is left out, if it has an extent of its own.
    """

    rule: str
    word: str
    start: int
    known: tuple[str, ...] = ()
    content: tuple[int, int] | None = None


CONTEXT = "context-unexamined"
DIRECTION = "text-direction"
FREE = "free-value"
INDEX = "json-index"
IRI = "malformed-iri"
KEYWORD = "unknown-keyword"
LEFT_OUT = "left-out-key"
"""A key that the context leaves out on purpose; no finding is about it."""
LANGUAGE = "language-tag"
DEPTH = "nested-too-deep"
MISPLACED = "misplaced-keyword"
NUMBER = "json-number"
PREFIX = "undeclared-prefix"
TERM_TWICE = "term-twice"
TEXT = "text"
"""A text that should arrive, and is a loss only if it does not."""
UNMAPPED = "unmapped-key"
UNREAD = "unread-text"
XML_ATTRIBUTE = "xml-attribute"
XML_DATATYPE = "xml-datatype"
XML_END = "xml-form"
XML_NAME = "rdf-name"
XML_PARSE_TYPE = "parse-type"
