"""What the documentation promises about the repository holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import terril
from terril.cli import main

ROOT = Path(__file__).parent.parent.parent


def test_the_changelog_begins_with_the_version_of_the_software() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert found
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert found[1] == terril.__version__ == project["version"]


def test_every_file_that_the_documentation_links_to_exists() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 20
    for page, target in links:
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert main.commands
    for name in main.commands:
        assert f"`terril {name}`" in readme


def test_only_the_towns_own_files_know_its_name() -> None:
    folders = [ROOT / name for name in ("publisher", "ontology", "shapes", "queries")]
    for folder in folders:
        files = [
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".pyc" and path.parent.name != "built"
        ]
        assert files, folder
        for path in files:
            assert "gohelle" not in path.read_text(encoding="utf-8").lower(), path


def test_every_pin_is_a_name_and_a_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line
