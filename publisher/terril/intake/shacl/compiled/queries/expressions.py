"""Translate the expressions of a query to those that are true in every case where they may be.

Only those are translated whose value rdflib and Oxigraph agree on: comparisons of strings, of
numbers (with a tolerance), and of nodes. An error counts as true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from terril.intake.shacl.compiled.queries.tokens import Reader

AS_WRITTEN = "urn:x-terril:as-written#"
"""Stands for the namespace of XML Schema in literals, which the store would respell."""
STRING, NODE, TERM, IRI = "string", "node", "term", "iri"
WHOLE, RATIO, NUMBER = "whole", "ratio", "number"
"""Numbers: whole ones, what division makes of them, and others."""
EXACT, ROUGH = "exact", "rough"
"""Truth values: ``ROUGH`` is true more often than the original."""
TOLERANCE = "0.000000001"
CASTS = {f"<{XSD}decimal>": NUMBER, f"<{XSD}double>": NUMBER, f"<{XSD}integer>": WHOLE}
DATATYPE = (
    "IF(STRSTARTS(STR(DATATYPE({0})), '{1}'), "
    "IRI(CONCAT('{2}', STRAFTER(STR(DATATYPE({0})), '{1}'))), DATATYPE({0}))"
)
# Functions of strings, with the types of their parameters and of their value.
FUNCTIONS = {
    "STRLEN": ((STRING,), WHOLE),
    "STRBEFORE": ((STRING, STRING), STRING),
    "STRAFTER": ((STRING, STRING), STRING),
    "CONTAINS": ((STRING, STRING), EXACT),
    "STRSTARTS": ((STRING, STRING), EXACT),
    "STRENDS": ((STRING, STRING), EXACT),
}
COMPARISONS = ("=", "!=", "<", ">", "<=", ">=")


class Expression(NamedTuple):
    """A translated expression and its type."""

    text: str
    type: str


class ExpressionReader:
    """A reader of expressions.

    Args:
        reader: of the tokens.
        types: of the variables; those that are not in it are terms.
    """

    def __init__(self, reader: Reader, types: Mapping[str, str]) -> None:
        self._reader = reader
        self._types = types

    def read(self) -> Expression:
        """Return an expression.

        Raises:
            NotCompilable: it is not translated.
        """
        return self._read_chain(("||",), self._read_and, _join)

    def _read_and(self) -> Expression:
        return self._read_chain(("&&",), self._read_relation, _join)

    def _read_relation(self) -> Expression:
        left = self._read_sum()
        if self._reader.text == "IN" and left.type == IRI:
            self._reader.take("IN")
            members = self._read_members()
            return Expression(f"({left.text} IN ({members}))", EXACT)
        if self._reader.text not in COMPARISONS:
            return left
        sign = self._reader.take()
        return _compare(left, sign, self._read_sum())

    def _read_sum(self) -> Expression:
        return self._read_chain(("+", "-"), self._read_product, _calculate)

    def _read_product(self) -> Expression:
        return self._read_chain(("*", "/"), self._read_primary, _calculate)

    def _read_chain(
        self,
        signs: tuple[str, ...],
        read_operand: Callable[[], Expression],
        combine: Callable[[Expression, str, Expression], Expression],
    ) -> Expression:
        """Return operands with signs of one precedence between them, from left to right."""
        found = read_operand()
        while self._reader.kind == "sign" and self._reader.text in signs:
            found = combine(found, self._reader.take(), read_operand())
        return found

    def _read_members(self) -> str:
        self._reader.take("(")
        members = [self._reader.take_kind("iri")]
        while self._reader.skip(","):
            members.append(self._reader.take_kind("iri"))
        self._reader.take(")")
        return ", ".join(members)

    def _read_primary(self) -> Expression:
        reader = self._reader
        if reader.skip("!"):
            inner = self._read_primary()
            if inner.type != EXACT:
                raise NotCompilable("!")
            return Expression(f"(!{inner.text})", EXACT)
        if reader.skip("("):
            inner = self.read()
            reader.take(")")
            return Expression(f"({inner.text})", inner.type)
        if reader.kind == "variable":
            name = reader.take()
            return Expression(name, self._types.get(name, TERM))
        if reader.kind in ("text", "number"):
            kind = STRING if reader.kind == "text" else WHOLE
            return Expression(reader.take(), kind)
        if reader.kind == "iri":
            return self._read_iri()
        return self._read_function(reader.take_kind("word"))

    def _read_iri(self) -> Expression:
        iri = self._reader.take()
        if self._reader.text != "(":
            return Expression(iri, IRI)
        (inner,) = self._read_arguments(1)
        if iri not in CASTS or inner.type not in (STRING, TERM):
            raise NotCompilable(iri)
        # As rdflib does, from the text.
        return Expression(f"{iri}(STR({inner.text}))", CASTS[iri])

    def _read_arguments(self, *counts: int) -> list[Expression]:
        self._reader.take("(")
        found = [self.read()]
        while self._reader.skip(","):
            found.append(self.read())
        self._reader.take(")")
        if len(found) not in counts:
            raise NotCompilable("()")
        return found

    def _read_function(self, name: str) -> Expression:
        if name in FUNCTIONS:
            wanted, result = FUNCTIONS[name]
            given = self._read_arguments(len(wanted))
            _require(given, *wanted)
            return Expression(f"{name}({', '.join(one.text for one in given)})", result)
        special = SPECIAL.get(name)
        if special is None:
            raise NotCompilable(name)
        return special(self._read_arguments(1, 2, 3))


def _require(given: list[Expression], *types: str) -> None:
    if tuple(one.type for one in given) != types:
        raise NotCompilable(given[0].text)


def _translate_str(given: list[Expression]) -> Expression:
    if len(given) != 1 or given[0].type not in (TERM, NODE, STRING):
        raise NotCompilable("STR")
    return Expression(f"STR({given[0].text})", STRING)


def _translate_is_literal(given: list[Expression]) -> Expression:
    if len(given) != 1 or given[0].type not in (TERM, NODE):
        raise NotCompilable("ISLITERAL")
    return Expression(f"ISLITERAL({given[0].text})", EXACT)


def _translate_datatype(given: list[Expression]) -> Expression:
    _require(given, TERM)
    return Expression(DATATYPE.format(given[0].text, AS_WRITTEN, XSD), IRI)


def _translate_if(given: list[Expression]) -> Expression:
    if len(given) != 3 or given[0].type != EXACT or given[1].type != given[2].type:
        raise NotCompilable("IF")
    condition, yes, no = (one.text for one in given)
    return Expression(f"IF({condition}, {yes}, {no})", given[1].type)


def _translate_substring(given: list[Expression]) -> Expression:
    _require(given, STRING, *([WHOLE] * (len(given) - 1)))
    start = given[1].text if len(given) > 1 else ""
    if not start.isdigit() or start == "0":
        raise NotCompilable("SUBSTR")
    return Expression(f"SUBSTR({', '.join(one.text for one in given)})", STRING)


def _translate_replace(given: list[Expression]) -> Expression:
    _require(given, STRING, STRING, STRING)
    if not all(one.text[0] == '"' and one.text[1:-1] in PLAIN for one in given[1:]):
        raise NotCompilable("REPLACE")
    return Expression(f"REPLACE({', '.join(one.text for one in given)})", STRING)


def _translate_regex(given: list[Expression]) -> Expression:
    _require(given, STRING, STRING)
    pattern = given[1].text[1:-1]
    if given[1].text[0] != '"' or not SIMPLE_PATTERN.fullmatch(pattern):
        raise NotCompilable("REGEX")
    # In Python, a line feed at the end does not count.
    pattern = pattern.replace("$", "\\n?$")
    return Expression(f'REGEX({given[0].text}, "{pattern}")', EXACT)


def _translate_bound(given: list[Expression]) -> Expression:
    if len(given) != 1 or given[0].text[0] != "?":
        raise NotCompilable("BOUND")
    return Expression(f"BOUND({given[0].text})", EXACT)


def _translate_floor(given: list[Expression]) -> Expression:
    if len(given) != 1 or given[0].type not in (WHOLE, RATIO):
        raise NotCompilable("FLOOR")
    return Expression(f"FLOOR({given[0].text})", WHOLE)


SIMPLE_PATTERN = re.compile(
    r"\^?(?:(?:[A-Za-z0-9 ,:/_-]|\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _])+\]|\|"
    r"|\((?:[A-Za-z0-9|]|\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _])+\])+\))"
    r"(?:[?*+]|\{[0-9]{1,2}(?:,[0-9]{1,2})?\})?)*\$?"
)
"""Regular expressions that mean the same in Python and in the store."""
PLAIN = frozenset((" ", ",", "-", "_", "/", ":", ";"))
"""Texts that regular expressions and replacements take as they are."""
SPECIAL = {
    "STR": _translate_str,
    "ISLITERAL": _translate_is_literal,
    "DATATYPE": _translate_datatype,
    "IF": _translate_if,
    "SUBSTR": _translate_substring,
    "REPLACE": _translate_replace,
    "REGEX": _translate_regex,
    "BOUND": _translate_bound,
    "FLOOR": _translate_floor,
}


def _join(left: Expression, sign: str, right: Expression) -> Expression:
    if not {left.type, right.type} <= {EXACT, ROUGH}:
        raise NotCompilable(sign)
    exact = left.type == right.type == EXACT
    return Expression(f"({left.text} {sign} {right.text})", EXACT if exact else ROUGH)


def _calculate(left: Expression, sign: str, right: Expression) -> Expression:
    if left.type != WHOLE or right.type != WHOLE:
        raise NotCompilable(sign)
    return Expression(f"({left.text} {sign} {right.text})", RATIO if sign == "/" else WHOLE)


def _compare(left: Expression, sign: str, right: Expression) -> Expression:
    kinds = {left.type, right.type}
    if kinds in ({STRING}, {WHOLE}):
        return Expression(f"({left.text} {sign} {right.text})", EXACT)
    if kinds <= {NUMBER, WHOLE} and sign != "!=":
        low, high = (left, right) if sign in ("<", "<=", "=") else (right, left)
        text = f"({low.text} <= {high.text} + {TOLERANCE})"
        if sign == "=":
            text = f"({text} && ({high.text} <= {low.text} + {TOLERANCE}))"
        return Expression(text, ROUGH)
    nodes = kinds <= {NODE, TERM, IRI} and kinds & {NODE, IRI}
    if nodes and sign in ("=", "!="):
        return Expression(f"({left.text} {sign} {right.text})", EXACT)
    raise NotCompilable(sign)
