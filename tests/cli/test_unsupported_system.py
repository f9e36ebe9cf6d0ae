"""On a system without POSIX, such as Windows, a command ends with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from terril.cli import POSIX_MODULES
from terril.cli.commands import COMMANDS

HIDDEN = "import sys\nfor name in sys.argv.pop(1).split(','): sys.modules[name] = None\n"
COMMAND = "from terril.cli import main; main(prog_name='terril')"
ARGUMENTS = {
    "doctor": ["http://127.0.0.1:1/"],
    "new": ["town", "--name", "Town", "--base", "https://town.example/"],
    "query": ["ASK {}"],
}


def run_without(
    modules: tuple[str, ...], folder: Path, *arguments: str, language: str = "en"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HIDDEN + COMMAND, ",".join(modules), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "TERRIL_LANG": language},
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_ends_with_a_sentence(tmp_path: Path, command: str) -> None:
    ended = run_without(POSIX_MODULES, tmp_path, command, *ARGUMENTS.get(command, []))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Terril runs on Linux and macOS")
    assert ended.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("module", POSIX_MODULES)
def test_one_missing_module_is_enough_and_the_sentence_is_translated(
    tmp_path: Path, module: str
) -> None:
    ended = run_without((module,), tmp_path, "check", language="fr")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Terril fonctionne sous Linux et macOS")


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), *((command, "--help") for command in COMMANDS)],
    ids=" ".join,
)
def test_help_and_version_work(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = run_without(POSIX_MODULES, tmp_path, *arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "terril" in ended.stdout
