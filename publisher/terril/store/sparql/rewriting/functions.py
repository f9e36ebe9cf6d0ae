"""Find the calls to functions in a query."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from terril.store.sparql.rewriting.empty_store import EmptyStore
from terril.store.sparql.tokens import find_position, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.store.sparql.tokens import Token

# What SPARQL 1.1 (section 19.8) and its successor let stand before a round bracket.
_WORDS = """
    ABS ADJUST AS ASC AVG BIND BNODE BOUND BY CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY
    DESC DISTINCT ENCODE_FOR_URI EXISTS FILTER FLOOR FROM GRAPH GROUP_CONCAT HASLANG HASLANGDIR
    HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LCASE MAX MD5 MIN MINUS MINUTES MONTH NOT NOW OBJECT OPTIONAL PREDICATE RAND
    REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SERVICE SHA1 SHA256 SHA384 SHA512
    STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT
    SUBSTR SUM TIMEZONE TRIPLE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR A
    """
_BEFORE_BRACKETS = frozenset(_WORDS.split())


def is_unknown_call(words: Sequence[Token]) -> bool:
    """Return whether two tokens begin a call to a function that SPARQL does not have."""
    if len(words) < 2 or words[1].text != "(":
        return False
    return words[0].kind == "word" and words[0].word not in _BEFORE_BRACKETS


def find_function(
    text: str, function: str, prefixes: Mapping[str, str], base: str
) -> tuple[int, int]:
    """Return line and column of the first call to a function, both 0 if there is none.

    Args:
        text: a query that the engine can read.
        function: the IRI, in angle brackets.
        prefixes: namespaces that the query need not declare.
        base: IRI of the endpoint.
    """
    words = list(tokenize(text))
    local = EmptyStore(prefixes, base)
    forms = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
    prologue = text[: next((word.start for word in words if word.word in forms), 0)]
    for word, after in pairwise(words):
        if word.kind not in {"iri", "name"} or after.text != "(":
            continue
        if f"<{local.resolve_iri(prologue, word.text)}>" == function:
            return find_position(text, word.start)
    return 0, 0
