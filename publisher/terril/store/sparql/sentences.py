"""What each reason says to the person who wrote the query; ``{word}`` is from the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext_noop
from terril.store.sparql.syntax_reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[Reason, str] = {
    Reason.BAD_IRI: gettext_noop(
        "“{word}” is not a complete address. Write it in full, such as "
        "<https://town.example/id/place/hall>."
    ),
    Reason.BAD_LANGUAGE: gettext_noop("“{word}” is not a language. Write for example @fr or @en."),
    Reason.BAD_NUMBER: gettext_noop(
        "The number after LIMIT or OFFSET must be whole, not negative and not that large."
    ),
    Reason.CANNOT_STAND: gettext_noop("“{word}” cannot stand here."),
    Reason.CROWDED: gettext_noop(
        "Put a space on both sides of “<” here, so that it cannot be taken for an address."
    ),
    Reason.GLUED: gettext_noop(
        "Put a space before and after GRAPH, FROM and NAMED: “{word}” is unclear."
    ),
    Reason.HALF_CHARACTER: gettext_noop(
        "There is half of a character, which cannot be sent. Type it anew."
    ),
    Reason.NO_FORM: gettext_noop(
        "“{word}” does not begin a query. Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE, "
        "and put a space after that."
    ),
    Reason.NO_QUERY: gettext_noop(
        "There is no query. Begin one with SELECT, ASK, CONSTRUCT or DESCRIBE."
    ),
    Reason.NOT_COMPLETE: gettext_noop(
        "The query is not complete here. If nothing is missing, look for a BIND to a variable "
        "that already has a value."
    ),
    Reason.OPEN_BRACKET: gettext_noop(
        "The query ends here, but a bracket is still open. Close “{word}” where what it holds "
        "ends."
    ),
    Reason.REPEATED_VARIABLE: gettext_noop("A variable stands twice after SELECT. Take one away."),
    Reason.SHARED_BLANK_NODE: gettext_noop(
        "One blank node is used in two groups. Write a variable in its place."
    ),
    Reason.STAR_WITH_GROUPS: gettext_noop(
        "SELECT * does not go together with GROUP BY, COUNT and the like. Name the variables "
        "that you want."
    ),
    Reason.TAKEN_VARIABLE: gettext_noop(
        "The variable after AS is already used in the query. Give it a name of its own."
    ),
    Reason.UNFINISHED: gettext_noop(
        "A text that begins here has no closing quotation mark. Close it; a text of several "
        "lines needs three quotation marks on both sides."
    ),
    Reason.UNGROUPED_VARIABLE: gettext_noop(
        "A variable after SELECT is neither in GROUP BY nor inside COUNT(…) or the like. Put it "
        "into one of them."
    ),
    Reason.UNKNOWN_FUNCTION: gettext_noop(
        "The function {word} is not known here. Use the functions of SPARQL 1.1."
    ),
    Reason.UNKNOWN_PREFIX: gettext_noop(
        "The prefix of “{word}” is not declared. Correct its spelling, or declare it with "
        "PREFIX before the query."
    ),
}
