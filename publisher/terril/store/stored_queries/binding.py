"""Analyse the variables of a stored query, and bind its parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.model.errors import QuerySyntax
from terril.store.sparql import Token, find_mistake, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(slots=True)
class Outline:
    """The use of variables in a SELECT query, named without their question mark.

    Attributes:
        body: index behind the brace that opens the pattern.
        shown: variables after SELECT, and ``*`` if it stands there.
        used: variables behind the brace.
        narrowing: those that are also used outside OPTIONAL.
    """

    body: int = 0
    shown: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    narrowing: set[str] = field(default_factory=set)


def outline_query(text: str) -> Outline:
    """Return the outline of an examined SELECT query."""
    outline = Outline()
    last = ""
    optional = 0
    for token in tokenize(text):
        if optional and token.depth < optional:
            optional = 0
        if token.text == "{" and last == "OPTIONAL":
            optional = optional or token.depth
        _note(outline, token, optional=bool(optional))
        last = token.word
    return outline


def insert_values(text: str, body: int, values: Mapping[str, str]) -> str:
    """Return the query with terms, written as SPARQL, for some of its variables.

    Args:
        text: a SELECT query.
        body: index behind the brace that opens its pattern.
        values: terms by name of the variable.
    """
    if not values:
        return text
    block = f" VALUES ({_join(f'?{name}' for name in values)}) {{ ({_join(values.values())}) }}"
    return text[:body] + block + text[body:]


def check_syntax(text: str) -> None:
    """Check that the engine can read a query.

    Raises:
        QuerySyntax: it cannot.
    """
    if message := _find_complaint(text):
        mistake = find_mistake(text, message, _find_complaint)
        reason = mistake.reason.sentence
        raise QuerySyntax(mistake.line, mistake.column, reason, mistake.found)


def _note(outline: Outline, token: Token, *, optional: bool) -> None:
    name = token.text[1:] if token.kind == "variable" else ""
    if not outline.body:
        if token.text == "{" and token.depth == 1:
            outline.body = token.start + 1
        elif token.depth == 0 and (name or token.text == "*"):
            outline.shown.add(name or "*")
    elif name:
        outline.used.add(name)
        if not optional:
            outline.narrowing.add(name)


def _join(words: Iterable[str]) -> str:
    return " ".join(words)


def _find_complaint(text: str) -> str:
    """Return the engine's message for a query that it cannot read, else ``""``."""
    try:
        Store().query(text)
    except SyntaxError as error:
        return error.msg
    return ""
