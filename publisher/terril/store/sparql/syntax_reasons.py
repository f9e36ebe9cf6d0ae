"""Why a query cannot be read, as keys; workers know no language, ``sentences`` says them."""

from __future__ import annotations

from enum import StrEnum, auto


class Reason(StrEnum):
    """What is wrong with a query's text."""

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
