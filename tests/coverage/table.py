"""The facts as a page of the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tests.coverage.facts import Fact, LeftOut, Part

LANGUAGES = {"fr", "en"}
NAME = re.compile(r"[a-z]+/[a-z0-9-]+")

HEAD = """\
# What the text says, and how to ask for it

Each row is one fact of the page “Nos partenaires”, with the words that say it, a query that asks \
the published data for it, and cells that stand together in a row of the answer; where a query is \
a link it is a stored one, and `kind/slug` is the end of an address.

The facts are in [tests/coverage/facts](../tests/coverage/facts), whose tests ask every query; \
`python -m pytest tests/coverage --write-expected` writes this page anew.
"""

COLUMNS = """\
| No. | The text says | In its words | Query | Answer |
|--:|---|---|---|---|
"""


def coverage_page(parts: Iterable[Part], left_out: Iterable[LeftOut]) -> str:
    """The page in Markdown."""
    sections = [f"## {part.title}\n\n{COLUMNS}{''.join(_rows(part.fact))}" for part in parts]
    reasons = "".join(f"- {_listed(each.numbers)}: {each.why}\n" for each in left_out)
    return "\n".join([HEAD, *sections, f"## Not stated as data\n\n{reasons}"])


def _rows(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        number = str(fact.number)
        if fact.status != "explicit":
            number += f" ({fact.status})"
        cells = (number, fact.says, f"« {fact.phrase} »", _query(fact), _answer(fact))
        yield f"| {' | '.join(map(_escaped, cells))} |\n"


def _query(fact: Fact) -> str:
    if fact.sparql:
        return _code(fact.sparql)
    values = [f"{name} = {_code(value)}" for name, value in fact.parameters.items()]
    link = f"[{fact.query}](../queries/{fact.query}.rq)"
    return ", ".join([link, *values])


def _answer(fact: Fact) -> str:
    # The language of a row narrows the test; readers see it by the words.
    shown = [cell for cell in fact.answer if cell not in LANGUAGES]
    return " · ".join(_code(cell) if NAME.fullmatch(cell) else cell for cell in shown)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`"


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in numbers)
