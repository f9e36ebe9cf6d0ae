"""The stored questions: explained in both languages, and answered by the town's data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Quad, QuerySolutions, Store

ROOT = Path(__file__).parent.parent.parent
QUERIES = sorted((ROOT / "queries").glob("*.rq"))
HEADER = re.compile(r"^#\+ (\w+)(?:@(\w+)| (\w+))?: (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def store(data: list[Quad]) -> Store:
    found = Store()
    found.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in data)
    return found


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_is_explained_in_both_languages(path: Path) -> None:
    told = {(key, language) for key, language, _, _ in HEADER.findall(path.read_text("utf-8"))}
    for key in ("summary", "description"):
        assert {(key, "fr"), (key, "en")} <= told


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_shows_its_parameters(path: Path) -> None:
    text = path.read_text("utf-8")
    shown = text.partition("SELECT")[2].partition("WHERE")[0]
    for key, _, name, _ in HEADER.findall(text):
        if key == "parameter":
            assert f"?{name}" in shown.split()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_has_an_answer(path: Path, store: Store, ontology: list[Quad]) -> None:
    whole = Store()
    whole.extend(store)
    whole.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in ontology)
    answer = whole.query(path.read_text("utf-8"))
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) >= 5
