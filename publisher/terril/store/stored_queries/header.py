"""Read the header of a stored query: lines that begin with ``#+`` and describe the query.

The convention is known from grlc (github.com/CLARIAH/grlc); Terril defines the keys::

    #+ summary@en: Places within a place
    #+ description@en: All places that lie within a place, with their names.
    #+ about: place
    #+ parameter place: IRI
    #+ parameter place@en: the larger place

The kinds of things that a query is about are those of ``ontology/kinds.ttl``, the main one first.
A parameter's type is followed by ``optional`` or by ``= `` and a default, or by nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from terril.model.errors import BadParameter
from terril.model.languages import SOURCE_LANGUAGE, gettext, gettext_noop
from terril.store.stored_queries.parameters import Parameter, ParameterType

MARK = "#+"
_LINE = re.compile(
    r"#\+ (?:(?P<key>summary|description)|(?P<about>about)|parameter (?P<name>[A-Za-z]\w*))"
    r"(?:@(?P<language>[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*))?: (?P<text>\S.*)",
    re.ASCII,
)
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TYPE = re.compile(r"(?P<type>\w+)(?: (?P<optional>optional)| = (?P<default>.+))?")

UNREADABLE = gettext_noop(
    "this line of the header is not understood. Write “#+ summary@en: …”, “#+ description@en: …”, "
    "“#+ about: place”, “#+ parameter name: IRI” or “#+ parameter name@en: …”."
)
NO_LANGUAGE = gettext_noop("a text needs its language. Write “#+ {key}@en: …”, for example.")
TWICE = gettext_noop("the header says “{what}” twice. Take one away.")
BAD_TYPE = gettext_noop(
    "“{text}” is no type of a parameter. Write one of these: {types}; "
    "after it, “optional” or “= ” and a value may stand."
)
NOT_DECLARED = gettext_noop(
    "the parameter “{name}” has a name for people before it has a type. "
    "Write “#+ parameter {name}: IRI” above, or another type."
)
NO_SUMMARY = gettext_noop("the header has no title. Begin the file with “#+ summary@en: …”.")


class HeaderError(ValueError):
    """A mistake in a header; ``args`` are the line, counted from 1, and an English sentence."""

    def __init__(self, line: int, sentence: str, **fields: object) -> None:
        reason = gettext(sentence, SOURCE_LANGUAGE, **fields)
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


@dataclass(slots=True)
class Header:
    """The content of a header.

    Attributes:
        titles: one sentence or less, by language tag.
        descriptions: by language tag; may be empty.
        about: kinds of things, the main one first; may be empty.
        parameters: by name, in the order of the header.
        lines: where each parameter is declared, counted from 1.
    """

    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_header(text: str) -> Header:
    """Return the header of a stored query.

    Raises:
        HeaderError: a line that begins with ``#+`` is wrong, or there is no title.
    """
    header = Header()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(MARK):
            _read_line(header, number, line.rstrip())
    if not header.titles:
        raise HeaderError(1, NO_SUMMARY)
    return header


def strip_header(text: str) -> str:
    """Return a stored query as one would write it into an editor."""
    lines = (line for line in text.splitlines() if not line.startswith(MARK))
    return "\n".join(lines).strip() + "\n"


def _read_line(header: Header, number: int, line: str) -> None:
    match = _LINE.fullmatch(line)
    if not match:
        raise HeaderError(number, UNREADABLE)
    key, name, language, text = match.group("key", "name", "language", "text")
    if match["about"]:
        _read_kinds(header, number, language, text)
    elif key:
        texts = header.titles if key == "summary" else header.descriptions
        _add_text(texts, number, key, language, text)
    elif language:
        _add_label(header, number, name, language, text)
    else:
        _add_parameter(header, number, name, text)


def _read_kinds(header: Header, number: int, language: str | None, text: str) -> None:
    kinds = tuple(text.split())
    if language or not all(_KIND.fullmatch(kind) for kind in kinds):
        raise HeaderError(number, UNREADABLE)
    if header.about:
        raise HeaderError(number, TWICE, what="about")
    header.about = kinds


def _add_text(
    texts: dict[str, str], number: int, key: str, language: str | None, text: str
) -> None:
    if not language:
        raise HeaderError(number, NO_LANGUAGE, key=key)
    if language in texts:
        raise HeaderError(number, TWICE, what=f"{key}@{language}")
    texts[language] = text


def _add_label(header: Header, number: int, name: str, language: str, text: str) -> None:
    parameter = header.parameters.get(name)
    if not parameter:
        raise HeaderError(number, NOT_DECLARED, name=name)
    labels = dict(parameter.labels)
    _add_text(labels, number, f"parameter {name}", language, text)
    header.parameters[name] = replace(parameter, labels=labels)


def _add_parameter(header: Header, number: int, name: str, text: str) -> None:
    if name in header.parameters:
        raise HeaderError(number, TWICE, what=f"parameter {name}")
    match = _TYPE.fullmatch(text)
    if not match or match["type"] not in set(ParameterType):
        raise HeaderError(number, BAD_TYPE, text=text, types=", ".join(ParameterType))
    kind = ParameterType(match["type"])
    parameter = Parameter(name, kind, match["default"], bool(match["optional"]))
    if parameter.default is not None:
        _check_default(number, parameter, parameter.default)
    header.parameters[name] = parameter
    header.lines[name] = number


def _check_default(number: int, parameter: Parameter, default: str) -> None:
    try:
        parameter.parse(default)
    except BadParameter as error:
        raise HeaderError(number, "{reason}", reason=str(error)) from error
