"""List the reasons why a query cannot be read: keys that workers report, and sentences."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping


class SyntaxReason(StrEnum):
    """A mistake in a query's text."""

    BAD_IRI = auto()
    BAD_LANGUAGE = auto()
    BAD_NUMBER = auto()
    CANNOT_STAND = auto()
    CROWDED = auto()
    GLUED = auto()
    HALF_CHARACTER = auto()
    NO_FORM = auto()
    NO_QUERY = auto()
    NOT_COMPLETE = auto()
    OPEN_BRACKET = auto()
    REPEATED_VARIABLE = auto()
    SHARED_BLANK_NODE = auto()
    STAR_WITH_GROUPS = auto()
    TAKEN_VARIABLE = auto()
    UNFINISHED = auto()
    UNGROUPED_VARIABLE = auto()
    UNKNOWN_FUNCTION = auto()
    UNKNOWN_PREFIX = auto()

    @property
    def sentence(self) -> str:
        """The English sentence for the person who wrote the query, a key of the catalogues.

        ``{word}`` in it is from the query.
        """
        return _SENTENCES[self]


_SENTENCES: Mapping[SyntaxReason, str] = {
    SyntaxReason.BAD_IRI: gettext_noop(
        "“{word}” is not a complete address. Write it in full, such as "
        "<https://town.example/id/place/hall>."
    ),
    SyntaxReason.BAD_LANGUAGE: gettext_noop(
        "“{word}” is not a language. Write for example @fr or @en."
    ),
    SyntaxReason.BAD_NUMBER: gettext_noop(
        "The number after LIMIT or OFFSET must be whole, not negative and not that large."
    ),
    SyntaxReason.CANNOT_STAND: gettext_noop("“{word}” cannot stand here."),
    SyntaxReason.CROWDED: gettext_noop(
        "Put a space on both sides of “<” here, so that it cannot be taken for an address."
    ),
    SyntaxReason.GLUED: gettext_noop(
        "Put a space before and after GRAPH, FROM and NAMED: “{word}” is unclear."
    ),
    SyntaxReason.HALF_CHARACTER: gettext_noop(
        "There is half of a character, which cannot be sent. Type it anew."
    ),
    SyntaxReason.NO_FORM: gettext_noop(
        "“{word}” does not begin a query. Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE, "
        "and put a space after that."
    ),
    SyntaxReason.NO_QUERY: gettext_noop(
        "There is no query. Begin one with SELECT, ASK, CONSTRUCT or DESCRIBE."
    ),
    SyntaxReason.NOT_COMPLETE: gettext_noop(
        "The query is not complete here. If nothing is missing, look for a BIND to a variable "
        "that already has a value."
    ),
    SyntaxReason.OPEN_BRACKET: gettext_noop(
        "The query ends here, but a bracket is still open. Close “{word}” where what it holds "
        "ends."
    ),
    SyntaxReason.REPEATED_VARIABLE: gettext_noop(
        "A variable stands twice after SELECT. Take one away."
    ),
    SyntaxReason.SHARED_BLANK_NODE: gettext_noop(
        "One blank node is used in two groups. Write a variable in its place."
    ),
    SyntaxReason.STAR_WITH_GROUPS: gettext_noop(
        "SELECT * does not go together with GROUP BY, COUNT and the like. Name the variables "
        "that you want."
    ),
    SyntaxReason.TAKEN_VARIABLE: gettext_noop(
        "The variable after AS is already used in the query. Give it a name of its own."
    ),
    SyntaxReason.UNFINISHED: gettext_noop(
        "A text that begins here has no closing quotation mark. Close it; a text of several "
        "lines needs three quotation marks on both sides."
    ),
    SyntaxReason.UNGROUPED_VARIABLE: gettext_noop(
        "A variable after SELECT is neither in GROUP BY nor inside COUNT(…) or the like. Put it "
        "into one of them."
    ),
    SyntaxReason.UNKNOWN_FUNCTION: gettext_noop(
        "The function {word} is not known here. Use the functions of SPARQL 1.1."
    ),
    SyntaxReason.UNKNOWN_PREFIX: gettext_noop(
        "The prefix of “{word}” is not declared. Correct its spelling, or declare it with "
        "PREFIX before the query."
    ),
}
