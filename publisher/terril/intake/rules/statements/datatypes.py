"""Report literals whose text is not a value of their datatype."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.intake.rules.finding import build_finding
from terril.intake.rules.statements.lexical_forms import IMPOSSIBLE_RULES, find_lexical_fault
from terril.model.languages import translate_all
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

STRING = f"{XSD}string"
DATATYPE_RULES = ("ill-typed", *IMPOSSIBLE_RULES)


def check_datatypes(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each literal that is not a value of its datatype.

    It depends on the literal alone.
    """
    for quad in dict.fromkeys(source.quads):
        value = quad.object
        if not isinstance(value, Literal) or value.language or value.datatype.value == STRING:
            continue
        if fault := find_lexical_fault(value.value, value.datatype.value):
            message = translate_all(fault.sentence, **fault.fields)
            yield build_finding(fault.rule, message, source, quad, context)
