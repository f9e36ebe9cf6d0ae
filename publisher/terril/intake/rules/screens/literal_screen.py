"""Select the literals with a datatype that a rule would report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.intake.rules.statements.lexical_forms import find_lexical_fault
from terril.model.spool.term_text import get_datatype, get_text, read_term
from terril.model.triples import find_respelt
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_LITERALS = 50_000
"""The number of literals that are remembered."""
DAY = (
    r"(?:19|20)[0-9][0-9]-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
UNDOUBTED: Mapping[str, str] = {
    "boolean": r"true|false",
    "integer": r"0|-?[1-9][0-9]{0,17}",
    "decimal": r"(?:0|-?[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?|-?0\.[0-9]{0,14}[1-9]",
    "double": r"(?:0|-?[1-9][0-9]{0,6})(?:\.[0-9]{0,6}[1-9])?|-?0\.[0-9]{0,3}[1-9]",
    "date": DAY,
    "dateTime": rf"{DAY}T{TIME}Z?",
    "time": TIME,
    "gYear": r"(?:19|20)[0-9][0-9]",
    "gYearMonth": r"(?:19|20)[0-9][0-9]-(?:0[1-9]|1[0-2])",
}
"""By the name of a datatype, forms that are valid and that the store gives back as they are."""


class LiteralScreen:
    """A screen for lexical forms; only datatypes of XML Schema have rules for them.

    The store respells no literal of another datatype.
    """

    def __init__(self) -> None:
        forms = "|".join(
            rf"(?:{form})\"\^\^<{re.escape(XSD + name)}>" for name, form in UNDOUBTED.items()
        )
        self._undoubted = re.compile(rf'"(?:{forms})', re.ASCII)
        self._known: dict[str, bool] = {}

    def __reduce__(self) -> tuple[type[LiteralScreen], tuple[()]]:
        """Pickle without what is remembered."""
        return LiteralScreen, ()

    def select(self, literals: Iterable[str]) -> set[str]:
        """Return the literals that are ill-typed, or that the store respells.

        Args:
            literals: N-Triples texts of literals with a datatype.
        """
        fits, known = self._undoubted.fullmatch, self._known
        doubtful = [one for one in literals if not fits(one)]
        if new := [one for one in doubtful if one not in known]:
            if len(known) + len(new) > MOST_LITERALS:
                known.clear()
            self._examine(new)
        return {one for one in doubtful if self._known.get(one)}

    def _examine(self, literals: Iterable[str]) -> None:
        self._known.update(dict.fromkeys(literals, False))
        typed = [one for one in literals if get_datatype(one).startswith(XSD)]
        terms = {one: read_term(one) for one in typed}
        respelt = find_respelt(terms.values())
        for one, term in terms.items():
            fault = find_lexical_fault(get_text(one), get_datatype(one))
            self._known[one] = fault is not None or term in respelt
