"""The code that the query page gives away runs as it is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.test_query_page import SITE

# Every character that some language would take for its own.
HARD = r"""SELECT ?n ?text WHERE {
  VALUES (?n ?text) { (1 "it's ${here} `a` \"b\" \\ \t c") (2 'é "" # $HOME') }
} ORDER BY ?n"""
GRAPH = f"DESCRIBE <{SITE}>"


def snippet(page: Page, name: str) -> str:
    page.locator(".snippets").get_by_label("Program").select_option(name)
    return page.locator(".snippets code").text_content() or ""


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("query", "wanted"), [(HARD, "${here} `a`"), (GRAPH, "Base 11/19")])
def test_each_program_that_is_given_away_runs_as_it_is(
    reader: Visit, query: str, wanted: str
) -> None:
    page = reader.ask(query)
    page.locator(".snippets summary").first.click()
    quietly = 'curl() { command curl --silent --fail "$@"; }\n'
    assert wanted in run("sh", "-c", quietly + snippet(page, "curl"))
    assert wanted in run(sys.executable, "-c", snippet(page, "Python"))
    code = snippet(page, "JavaScript").replace("console.log", "return ")
    told = page.evaluate(f"async () => {{ {code} }}")
    assert wanted in (told if isinstance(told, str) else json.dumps(told))


def test_the_r_program_holds_query_and_address(reader: Visit) -> None:
    page = reader.ask(HARD)
    page.locator(".snippets summary").first.click()
    code = snippet(page, "R")
    assert f'request("{reader.url}/sparql")' in code
    assert "read.csv(text = answer)" in code
    # Between the quotes R reads the query again: its escapes for these two are those of JSON.
    written = code.partition('query <- "')[2].partition('"\nanswer <-')[0]
    assert json.loads(f'"{written}"', strict=False) == HARD
