"""Every stored question has the answer for Loos-en-Gohelle that its folder here expects.

After a change, ``python -m pytest tests/queries --write-expected`` writes the answers anew.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.store.stored_queries import StoredQuery

HERE = Path(__file__).parent
QUERIES = HERE.parent.parent / "queries"
KINDS = HERE.parent.parent / "ontology" / "kinds.ttl"
NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))
ORDERED = re.compile(r"^ORDER BY\b", re.MULTILINE)
TOWN = re.compile(r"loos|gohelle", re.IGNORECASE)
GOOD_NEWS = "An empty answer is good news."
# See docs/scale.md, “Differences between engines”.
CANNOT = {("virtuoso", "places-near-a-point"), ("virtuoso", "things-by-name")}


def expected(name: str) -> list[list[str]]:
    with (HERE / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(name: str, rows: list[list[str]]) -> None:
    (HERE / name).mkdir(exist_ok=True)
    with (HERE / name / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_its_expected_answer(
    name: str,
    asked: str,
    ask: Callable[[str], list[list[str]]],
    request: pytest.FixtureRequest,
    *,
    writing: bool,
) -> None:
    if (request.node.callspec.params["ask"], name) in CANNOT:
        pytest.xfail("this engine cannot answer it")
    header, *rows = ask(asked)
    if writing:
        write(name, [header, *rows])
    expected_header, *expected_rows = expected(name)
    assert header == expected_header
    if ORDERED.search(asked):
        assert rows == expected_rows
    assert sorted(rows) == sorted(expected_rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_finds_something_unless_nothing_is_good_news(
    name: str, stored: dict[str, StoredQuery]
) -> None:
    assert expected(name)[1:] or GOOD_NEWS in stored[name].descriptions["en"]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_explained_in_both_languages(
    name: str, stored: dict[str, StoredQuery]
) -> None:
    query = stored[name]
    labels = [parameter.labels for parameter in query.parameters]
    for texts in (query.titles, query.descriptions, *labels):
        assert set(texts) == {"fr", "en"}
        assert texts["fr"] != texts["en"]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_can_be_asked_of_any_town(name: str) -> None:
    assert not TOWN.search((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_can_be_asked_of_a_town_that_says_nothing(
    name: str, stored: dict[str, StoredQuery], values: dict[str, str]
) -> None:
    found = Store().query(stored[name].bind(values))
    assert isinstance(found, QuerySolutions)
    assert list(found) == []


def test_a_question_is_about_kinds_that_there_are(stored: dict[str, StoredQuery]) -> None:
    known = set(re.findall(r"^kind:([a-z-]+) a ", KINDS.read_text("utf-8"), re.MULTILINE))
    assert len(known) > 20
    assert {kind for one in stored.values() for kind in one.about} <= known


def test_no_two_questions_have_the_same_title(stored: dict[str, StoredQuery]) -> None:
    for language in ("fr", "en"):
        titles = [query.titles[language] for query in stored.values()]
        assert len(titles) == len(set(titles)) > 25


def test_every_expected_answer_belongs_to_a_question() -> None:
    assert sorted(folder.parent.name for folder in HERE.glob("*/expected.csv")) == NAMES
    assert {folder.parent.name for folder in HERE.glob("*/parameters.toml")} <= set(NAMES)


def test_every_parameter_is_tried(stored: dict[str, StoredQuery]) -> None:
    for name, query in stored.items():
        if query.parameters:
            assert (HERE / name / "parameters.toml").exists(), name
