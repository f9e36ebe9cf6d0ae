"""Parse the typed parameters of stored queries: input becomes an RDF term, or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from terril.model.errors import BadParameter
from terril.model.languages import gettext_noop
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Term: TypeAlias = NamedNode | Literal

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTHS = {"true": "true", "1": "true", "false": "false", "0": "false"}


class ParameterType(StrEnum):
    """The type of a parameter's value."""

    IRI = "IRI"
    STRING = "string"
    LANG_STRING = "langString"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a stored query.

    Attributes:
        name: of the variable in the query, without its question mark.
        type: of its value.
        default: the value where none is given, as people write it.
        optional: without a value the query answers for all values.
        labels: what people call it, by language tag; may be empty.
    """

    name: str
    type: ParameterType
    default: str | None = None
    optional: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    def parse(self, value: str) -> Term:
        """Return the RDF term that a value means.

        Raises:
            BadParameter: the type has no such value.
        """
        try:
            return _READERS[self.type](value)
        except (ValueError, KeyError):
            raise BadParameter(self.name, value, VALUE_HINTS[self.type]) from None


def _parse_integer(value: str) -> Literal:
    return _make_literal("integer", str(int(_match_whole(_INTEGER, value))))


def _parse_decimal(value: str) -> Literal:
    return _make_literal("decimal", _match_whole(_DECIMAL, value))


def _parse_date(value: str) -> Literal:
    return _make_literal("date", date.fromisoformat(_match_whole(_DATE, value)).isoformat())


def _parse_boolean(value: str) -> Literal:
    return _make_literal("boolean", _TRUTHS[value.lower()])


def _parse_lang_string(value: str) -> Literal:
    text, at, language = value.rpartition("@")
    if not at:
        raise ValueError(value)
    return Literal(text, language=language)


def _match_whole(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(value)
    return value


def _make_literal(datatype: str, value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


_READERS: Mapping[ParameterType, Callable[[str], Term]] = {
    ParameterType.IRI: NamedNode,
    ParameterType.STRING: Literal,
    ParameterType.LANG_STRING: _parse_lang_string,
    ParameterType.INTEGER: _parse_integer,
    ParameterType.DECIMAL: _parse_decimal,
    ParameterType.DATE: _parse_date,
    ParameterType.BOOLEAN: _parse_boolean,
}

VALUE_HINTS: Mapping[ParameterType, str] = {
    ParameterType.IRI: gettext_noop("a whole address such as https://town.example/id/place/park"),
    ParameterType.STRING: gettext_noop("a text such as “park”"),
    ParameterType.LANG_STRING: gettext_noop("a text and its language such as park@en"),
    ParameterType.INTEGER: gettext_noop("a whole number such as 12"),
    ParameterType.DECIMAL: gettext_noop("a number such as 12.5"),
    ParameterType.DATE: gettext_noop("a day such as 2026-06-30"),
    ParameterType.BOOLEAN: gettext_noop("true or false"),
}
