"""Find the literals that a store respells, among texts.

Most numbers and dates are written as the store writes them; a pattern recognizes these, and the
store has the last word on all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.model.spool.term_text import read_term
from terril.model.triples import find_respelt
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

TYPED = re.compile(r'^[^ \n]+ [^ \n]+ ("[^\n]*"\^\^<[^<> \n]*>) ', re.MULTILINE)
DATE = r"(?:1[0-9]|2[0-9])[0-9][0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
# Never respelt. The store knows the values of XML Schema's datatypes only.
KEPT = re.compile(
    rf'"(?:(?:0|-?[1-9][0-9]{{0,16}})"\^\^<{XSD}integer>'
    rf'|-?(?:0|[1-9][0-9]{{0,8}})\.[0-9]{{0,8}}[1-9]"\^\^<{XSD}decimal>'
    rf'|{DATE}"\^\^<{XSD}date>|{DATE}T{TIME}"\^\^<{XSD}dateTime>|{TIME}"\^\^<{XSD}time>'
    rf'|[12][0-9]{{3}}"\^\^<{XSD}gYear>|(?:true|false)"\^\^<{XSD}boolean>'
    rf'|[^\n]*"\^\^<{XSD}anyURI>'
    rf'|[^\n]*"\^\^<(?!{re.escape(XSD)})[^<> \n]*>)'
)
MOST_REMEMBERED = 50_000


class RespeltLiterals:
    """The literals that a store respells; remembers the latest, so that the store is asked once.

    Literals are N-Triples texts.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def find(self, literals: Iterable[str]) -> Mapping[str, str]:
        """Return those of some literals that the store respells, with its spelling of each."""
        found = {one for one in literals if not KEPT.fullmatch(one)}
        if not found:
            return {}
        self._compare(found - self._known.keys())
        known = self._known
        if len(known) > MOST_REMEMBERED:
            self._known = {}
        return {one: known[one] for one in found if known[one] != one}

    def find_in(self, lines: str) -> Mapping[str, str]:
        """Return the same for the objects of lines of N-Quads."""
        return self.find(set(TYPED.findall(lines))) if '"^^<' in lines else {}

    def _compare(self, literals: Collection[str]) -> None:
        if not literals:
            return
        terms = {one: read_term(one) for one in literals}
        respelt = find_respelt(terms.values())
        for one, term in terms.items():
            stored = respelt.get(term)  # type: ignore[arg-type]  # literals alone
            self._known[one] = one if stored is None else str(stored)
