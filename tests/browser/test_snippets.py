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
    box = page.locator(".snippets")
    box.locator("summary").click()
    box.get_by_label("Program").select_option(name)
    return box.locator("code").text_content() or ""


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("query", "wanted"), [(HARD, "it's ${here} `a`"), (GRAPH, "Base 11/19")])
def test_the_curl_command_runs(reader: Visit, query: str, wanted: str) -> None:
    code = snippet(reader.ask(query), "curl")
    assert wanted in run("sh", "-c", f'curl() {{ command curl --silent --fail "$@"; }}; {code}')


@pytest.mark.parametrize(("query", "wanted"), [(HARD, "é"), (GRAPH, "Base 11/19")])
def test_the_python_program_runs(reader: Visit, query: str, wanted: str) -> None:
    assert wanted in run(sys.executable, "-c", snippet(reader.ask(query), "Python"))


@pytest.mark.parametrize(("query", "wanted"), [(HARD, 'é "" # $HOME'), (GRAPH, "Base 11/19")])
def test_the_javascript_program_runs(reader: Visit, query: str, wanted: str) -> None:
    page = reader.ask(query)
    code = snippet(page, "JavaScript").replace("console.log", "return ")
    told = page.evaluate(f"async () => {{ {code} }}")
    assert wanted in (
        told if isinstance(told, str) else told["results"]["bindings"][1]["text"]["value"]
    )


def test_the_r_program_holds_query_and_address(reader: Visit) -> None:
    code = snippet(reader.ask(HARD), "R")
    assert f'request("{reader.url}/sparql")' in code
    assert "read.csv(text = answer)" in code
    # Between the quotes R reads the query again: its escapes for these two are those of JSON.
    written = code.partition('query <- "')[2].partition('"\nanswer <-')[0]
    assert json.loads(f'"{written}"', strict=False) == HARD
