"""Read stored queries: SPARQL with a title, and parameters that are bound as terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.model.errors import (
    MissingParameter,
    ModelError,
    QueryError,
    QuerySyntax,
    UnknownParameter,
)
from terril.model.languages import SOURCE_LANGUAGE, gettext_noop
from terril.store.sparql import QueryForm, Token, examine_tokens, find_mistake
from terril.store.stored_queries.header import Header, HeaderError, read_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from terril.store.stored_queries.parameters import Parameter, Term

NOT_SELECT = gettext_noop("a stored query asks with SELECT.")
NOT_SHOWN = gettext_noop(
    "the parameter “{name}” is not among what the query shows. Write ?{name} after SELECT."
)
NOT_USED = gettext_noop(
    "the query makes no use of the parameter “{name}”. Use it, or take it away."
)
ONLY_OPTIONAL = gettext_noop(
    "the parameter “{name}” stands only inside OPTIONAL, where a value narrows nothing. "
    "Use it outside as well."
)
UNDEFINED = "UNDEF"


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A published query.

    Attributes:
        name: the file's name without its ending.
        titles: by language tag; at least one.
        descriptions: by language tag; may be empty.
        about: the kinds of things that it is about, the main one first; may be empty.
        parameters: in the order of the header.
        text: a SELECT query with its header, which any tool can run as it is.
        body: index in the text behind the brace that opens the pattern of the query.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    about: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    body: int

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the query with its parameters bound, to be examined and run like any other.

        The terms are the first thing in the pattern, as ``VALUES``: all that follows, also
        inside OPTIONAL and NOT EXISTS, is joined with them (SPARQL 1.1, section 10.2).

        Args:
            values: by name of the parameter, as people write them; an empty text, which is
                what an empty field of a form sends, is no value.

        Raises:
            UnknownParameter: the query has no parameter of that name.
            MissingParameter: no value, though it has no default and is not optional.
            BadParameter: the parameter's type has no such value.
        """
        known = tuple(parameter.name for parameter in self.parameters)
        for name in values:
            if name not in known:
                raise UnknownParameter(self.name, name, known)
        terms = ((each.name, self._parse_value(each, values)) for each in self.parameters)
        given = {name: str(term) for name, term in terms if term}
        return insert_values(self.text, self.body, given)

    def _parse_value(self, parameter: Parameter, values: Mapping[str, str]) -> Term | None:
        value = values.get(parameter.name) or parameter.default
        if value:
            return parameter.parse(value)
        if parameter.optional:
            return None
        raise MissingParameter(self.name, parameter.name)


def read_stored_queries(folder: Path) -> dict[str, StoredQuery]:
    """Return the stored queries of a folder, such as that of a release, by name, sorted.

    Raises:
        ModelError: one of them is broken or cannot be read.
    """
    found = {}
    for path in sorted(folder.glob("*.rq")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(path, 0, str(error)) from error
        found[path.stem] = read_stored_query(path, text)
    return found


def read_stored_query(path: Path, text: str) -> StoredQuery:
    """Return the stored query of a file.

    Args:
        path: gives the query its name, and stands in errors.
        text: content of the file.

    Raises:
        ModelError: the header has a mistake, the text is not SPARQL, or a parameter is
            not used and shown.
    """
    try:
        header = read_header(text)
        body = _check(text, header)
    except HeaderError as error:
        raise ModelError(path, error.line, error.reason) from error
    except QuerySyntax as error:
        raise ModelError(path, error.line, error.message(SOURCE_LANGUAGE)) from error
    except QueryError as error:
        raise ModelError(path, 0, str(error)) from error
    parameters = tuple(header.parameters.values())
    texts = header.titles, header.descriptions, header.about
    return StoredQuery(path.stem, *texts, parameters, text, body)


def _check(text: str, header: Header) -> int:
    """Check that the query fits its header, and return the index of its body."""
    examined, tokens = examine_tokens(text)
    if examined.form is not QueryForm.SELECT:
        raise HeaderError(1, NOT_SELECT)
    outline = outline_query(tokens)
    for name, line in header.lines.items():
        if not {name, "*"} & outline.shown:
            raise HeaderError(line, NOT_SHOWN, name=name)
        if name not in outline.used:
            raise HeaderError(line, NOT_USED, name=name)
        if name not in outline.narrowing:
            raise HeaderError(line, ONLY_OPTIONAL, name=name)
    # A query that gives a parameter a value itself is only wrong once the value stands there.
    check_syntax(insert_values(text, outline.body, dict.fromkeys(header.parameters, UNDEFINED)))
    return outline.body


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


def outline_query(tokens: Iterable[Token]) -> Outline:
    """Return the outline of a SELECT query, given its tokens."""
    outline = Outline()
    last = ""
    optional = 0
    for token in tokens:
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
