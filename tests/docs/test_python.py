"""The page on Python is true: its examples run, and the API is what it names."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import terril
from bench.servers import environment
from bench.servers import terril as run_terril
from tests.paths import ROOT

PAGE = ROOT / "docs" / "python.md"


def test_the_examples_of_the_page_run(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 20
    assert not failed


def test_every_name_of_the_contract_is_there_and_no_other() -> None:
    assert sorted(terril.__all__, key=str) == sorted(dir(terril), key=str)
    for name in terril.__all__:
        assert getattr(terril, name) is not None
    with pytest.raises(AttributeError, match="has no attribute"):
        getattr(terril, "Nothing")  # noqa: B009  # so that mypy lets it be asked for


def test_every_name_of_the_contract_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    explained = {"Finding": "findings", "Town": "A town", "Release": "A release"}
    classes = {"CheckReport": "report", "QueryResult": "query results", "ServedRelease": "current"}
    for name in terril.__all__:
        if not name.startswith("__"):
            assert {**explained, **classes}.get(name, name) in text, name


def test_the_import_loads_nothing_heavy() -> None:
    program = "import sys, terril; print(sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "terril" in done.stdout
    for heavy in ("pyshacl", "rdflib", "flask", "pyoxigraph", "pandas", "pydantic"):
        assert f"'{heavy}'" not in done.stdout


def test_a_check_gives_the_findings_of_the_command() -> None:
    town = ROOT / "tests" / "towns" / "ten-mistakes"
    done = run_terril("check", "--format", "json", "--infos", "--lang", "en", town=town)
    report = terril.open_town(town).check()
    rendered = json.loads(report.render("json", "en", infos=True))
    assert len(rendered["findings"]) >= 10
    assert rendered == json.loads(done.stdout)
    assert len(report) == len(rendered["findings"])


SCRIPT = """
import terril
with terril.open_town({town!r}).current() as release:
    rows = release.query("SELECT (COUNT(*) AS ?n) {{ ?s a org:Organization }}", timeout=60)
    print(rows[0]["n"] > 10)
"""


@pytest.mark.parametrize("way", ["file", "standard input", "command line"])
def test_queries_run_without_a_main_guard(town: Path, tmp_path: Path, way: str) -> None:
    text = SCRIPT.format(town=str(town))
    script = tmp_path / "script.py"
    script.write_text(text, encoding="utf-8")
    words = {"file": [str(script)], "standard input": ["-"], "command line": ["-c", text]}[way]
    done = subprocess.run(
        [sys.executable, *words],
        input=text if way == "standard input" else None,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        cwd=os.fspath(tmp_path),
    )
    assert done.stdout.strip() == "True", done.stderr
