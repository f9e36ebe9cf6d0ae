"""A skip counts as a failure where the environment declares what it lacks, and only there."""

from __future__ import annotations

import pytest

from tests.paths import ROOT
from tests.requirements import REQUIREMENTS, VARIABLE

CONFTEST = """
from tests.requirements import pytest_runtest_makereport as pytest_runtest_makereport
"""
TESTS = """
import pytest
from tests.requirements import lack

def test_present():
    pass

def test_lacking():
    lack("chromium", "there is no Chromium here")

@pytest.mark.skipif(True, reason="nginx: it is not installed")
def test_marked():
    pass

@pytest.fixture
def browser():
    lack("chromium", "there is no Chromium here")

def test_with_a_fixture(browser):
    pass
"""


def run(pytester: pytest.Pytester, text: str = TESTS) -> pytest.RunResult:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(text)
    return pytester.runpytest_inprocess("-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_skip_is_fine_where_nothing_is_declared(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str
) -> None:
    monkeypatch.setenv("CI", ci)
    run(pytester).assert_outcomes(passed=1, skipped=3)


@pytest.mark.parametrize(
    ("requirements", "failed"),
    [("openssl", 0), ("nginx", 1), ("chromium", 2), (" chromium, nginx ,", 3)],
)
def test_a_skip_for_something_declared_is_a_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, requirements: str, failed: int
) -> None:
    monkeypatch.setenv(VARIABLE, requirements)
    result = run(pytester)
    counts = result.parseoutcomes()
    assert counts.get("failed", 0) + counts.get("errors", 0) == failed
    assert counts.get("skipped", 0) == 3 - failed
    assert counts["passed"] == 1
    if failed:
        result.stdout.fnmatch_lines(f"*{VARIABLE} declares *")


def test_a_skip_names_a_requirement(pytester: pytest.Pytester) -> None:
    result = run(pytester, "import pytest\n\ndef test_it():\n    pytest.skip('not today')\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines("*names no requirement*not today*")


def test_an_unknown_requirement_is_an_error(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "chromium,chrome")
    result = run(pytester)
    assert result.ret != 0
    result.stderr.fnmatch_lines("*names what no test needs: chrome*")


def test_the_full_run_declares_only_what_tests_need() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line.startswith(f"export {VARIABLE}=")]
    named = line.partition("=")[2].strip('"').split(",")
    assert sorted(named) == named
    assert {"shared", "chromium", "virtuoso"} <= set(named) <= REQUIREMENTS
