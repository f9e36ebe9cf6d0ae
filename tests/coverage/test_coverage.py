"""The published data says everything that the text says, and can show the words.

``python -m pytest tests/coverage --write-expected`` writes ``docs/coverage.md`` anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.coverage.conftest import Ask
from tests.coverage.facts import Fact, Part, read_numbers, read_parts
from tests.coverage.table import coverage_page
from tests.paths import ROOT
from tests.requirements import shared

if TYPE_CHECKING:
    from terril.store.stored_queries import StoredQuery

PAGE = ROOT / "docs" / "coverage.md"
FACTS = [fact for part in read_parts() for fact in part.fact]
NUMBERS = read_numbers()
THING = re.compile(r"\b([a-z]+):([a-z0-9-]+)")
EVIDENCE = (
    "SELECT ?words ?thing { ?quotation oa:exact ?words . ?thing schema:subjectOf ?quotation }"
)


def named(fact: Fact) -> str:
    return str(fact.number)


def full(cell: str, kinds: dict[str, str]) -> str:
    """The address of a thing for its ``kind/slug``; every other text as it is."""
    kind, slash, slug = cell.partition("/")
    return f"{kinds[kind]}{slug}" if slash and kind in kinds else cell


def text_of(fact: Fact, stored: dict[str, StoredQuery], kinds: dict[str, str]) -> str:
    """The query of a fact, with full addresses for its parameters."""
    if fact.sparql:
        return fact.sparql
    values = {name: full(value, kinds) for name, value in fact.parameters.items()}
    return stored[fact.query].bind(values)


def things_of(fact: Fact, kinds: dict[str, str]) -> set[str]:
    """The things that a fact is about: those of its question and of its answer."""
    written = {f"{kind}/{slug}" for kind, slug in THING.findall(fact.sparql) if kind in kinds}
    cells = {*fact.parameters.values(), *fact.answer}
    return written | {cell for cell in cells if full(cell, kinds) != cell}


@pytest.mark.parametrize("fact", FACTS, ids=named)
def test_the_published_town_says_what_the_text_says(
    fact: Fact, ask: Ask, stored: dict[str, StoredQuery], kinds: dict[str, str]
) -> None:
    rows = ask(text_of(fact, stored, kinds))
    assert any(row >= set(fact.answer) for row in rows), rows


@pytest.mark.parametrize("fact", FACTS, ids=named)
def test_a_fact_has_one_question_and_an_answer(fact: Fact) -> None:
    assert bool(fact.query) != bool(fact.sparql)
    assert not (fact.sparql and fact.parameters)
    assert fact.answer
    assert fact.says.endswith(".")


def test_the_words_are_evidence_for_what_a_fact_is_about(
    facts: tuple[Fact, ...], ask: Ask, kinds: dict[str, str]
) -> None:
    supported: dict[str, set[str]] = defaultdict(set)
    for row in ask(EVIDENCE):
        thing = next(cell for cell in row if cell.partition("/")[0] in kinds)
        (words,) = row - {thing}
        supported[words].add(thing)
    assert facts
    for fact in facts:
        about = {
            thing for words in supported if fact.phrase in words for thing in supported[words]
        }
        assert about & things_of(fact, kinds), fact


def test_every_quotation_bears_out_a_fact(facts: tuple[Fact, ...], ask: Ask) -> None:
    quotations = ask("SELECT ?words { ?quotation oa:exact ?words }")
    assert quotations
    for (words,) in quotations:
        assert any(fact.phrase in words for fact in facts), words


def test_the_words_stand_in_that_line_of_the_text(facts: tuple[Fact, ...]) -> None:
    lines = shared("source/nos-partenaires.txt").read_text("utf-8").split("\n")
    assert facts
    for fact in facts:
        assert fact.phrase in lines[fact.line - 1], fact


def test_every_fact_that_the_text_states_is_there(facts: tuple[Fact, ...]) -> None:
    stated = {fact.number for fact in facts if fact.status == "explicit"}
    assert stated == set(NUMBERS.explicit)
    assert len(NUMBERS.explicit) == 179


def test_every_number_is_answered_or_left_out_once(facts: tuple[Fact, ...]) -> None:
    left_out = [number for each in NUMBERS.left_out for number in each.numbers]
    answered = [fact.number for fact in facts]
    assert answered == sorted(answered)
    assert sorted(answered + left_out) == list(range(1, 215))


def test_the_table_is_written_from_the_facts(parts: tuple[Part, ...], *, writing: bool) -> None:
    page = coverage_page(parts, NUMBERS.left_out)
    if writing:
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text("utf-8") == page
