"""A command imports what it needs and nothing else, and reads ``town.toml`` once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from terril.cli import Command, main
from terril.cli.commands import COMMANDS
from terril.cli.terminal import _
from tests.paths import ROOT

HEAVY = ("pyshacl", "rdflib", "flask", "werkzeug", "granian", "pyld")
FOR_FINDINGS = ("rich", "rapidfuzz", "babel", "jinja2", "markupsafe", "pyld", "lxml")
PROGRAM = """
import json, os, sys
opened = []

def record(event, arguments):
    if event == "open" and os.path.basename(str(arguments[0])) == "town.toml":
        opened.append(os.path.realpath(str(arguments[0])))

sys.addaudithook(record)
sys.argv = ["terril", *sys.argv[2:]]
from terril.cli import main
try:
    main()
except SystemExit as end:
    code = end.code or 0
with open(os.environ["REPORT"], "w", encoding="utf-8") as report:
    json.dump({"code": code, "modules": sorted(sys.modules), "opened": opened}, report)
"""


class Run:
    """A command in a process of its own.

    Attributes:
        code: exit code.
        modules: names of all modules that were imported.
        opened: paths of the ``town.toml`` that were opened, one for each time.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        path = folder / "report.json"
        subprocess.run(
            [sys.executable, "-c", PROGRAM, "terril", *arguments],
            env={**os.environ, "REPORT": str(path), "TERRIL_LANG": "en"},
            capture_output=True,
            check=True,
        )
        report = json.loads(path.read_text(encoding="utf-8"))
        self.code: int = report["code"]
        self.modules: set[str] = set(report["modules"])
        self.opened: list[str] = report["opened"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new town, published twice."""
    folder = tmp_path_factory.mktemp("start") / "town"
    run = CliRunner().invoke
    words = ["new", str(folder), "--name", "Saint-Ville", "--base", "https://saint-ville.example/"]
    assert run(main, words).exit_code == 0
    assert run(main, ["publish", "--town", str(folder)]).exit_code == 0
    settings = folder / "town.toml"
    settings.write_text(f"page_size = 7\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    assert run(main, ["publish", "--town", str(folder)]).exit_code == 0
    return folder


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_neither_a_command_nor_a_library_but_click(
    tmp_path: Path, option: str
) -> None:
    run = Run(tmp_path, option)
    assert run.code == 0
    assert run.modules.isdisjoint((*HEAVY, "pydantic", "rich", "babel", "pyoxigraph", "jinja2"))
    assert run.modules.isdisjoint(entry.module for entry in COMMANDS.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("releases",),
        ("releases", "--verify"),
        ("query", "ASK { ?s ?p ?o }"),
        ("rollback",),
    ],
    ids=" ".join,
)
def test_a_command_that_checks_nothing_imports_no_shacl_and_no_server(
    town: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    run = Run(tmp_path, *arguments, "--town", str(town))
    assert run.code == 0
    assert run.modules.isdisjoint(HEAVY)


def test_a_check_imports_no_server(town: Path, tmp_path: Path) -> None:
    run = Run(tmp_path, "check", "--town", str(town))
    assert run.code == 0
    assert run.modules.isdisjoint(("flask", "werkzeug", "granian"))


def test_a_check_that_finds_nothing_imports_nothing_that_only_findings_need(
    town: Path, tmp_path: Path
) -> None:
    run = Run(tmp_path, "check", "--town", str(town))
    assert run.code == 0
    assert run.modules.isdisjoint(FOR_FINDINGS)


@pytest.mark.parametrize("command", ["new", "publish", "releases", "rollback", "serve"])
def test_the_help_of_a_command_imports_nothing_that_only_the_command_needs(
    tmp_path: Path, command: str
) -> None:
    run = Run(tmp_path, command, "--help")
    assert run.code == 0
    assert run.modules.isdisjoint((*HEAVY, "pydantic", "rich", "pyoxigraph", "jinja2"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("publish",),
        ("releases",),
        ("query", "ASK { ?s ?p ?o }"),
        ("rollback",),
    ],
    ids=" ".join,
)
def test_the_settings_are_read_once(
    town: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    run = Run(tmp_path, *arguments, "--town", str(town))
    assert run.code == 0
    settings = os.path.realpath(town / "town.toml")
    assert [path for path in run.opened if path == settings] == [settings]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_of_a_command_is_the_first_paragraph_of_its_help(name: str) -> None:
    with click.Context(main) as context:
        command = main.get_command(context, name)
    assert isinstance(command, Command)
    assert command.name == name
    assert command.help
    assert command.help.split("\n\n")[0] == _(COMMANDS[name].summary)


def test_every_module_of_a_command_is_listed() -> None:
    folder = ROOT / "publisher" / "terril" / "cli" / "commands"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS)
    for name, entry in COMMANDS.items():
        assert entry.module == f"terril.cli.commands.{name}"


def test_a_misspelt_command_is_met_with_the_nearest_one() -> None:
    ended = CliRunner().invoke(main, ["relases"])
    assert ended.exit_code == 2
    assert "'releases'" in ended.stderr
