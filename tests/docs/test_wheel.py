"""The wheel alone, in an empty environment, is a working ``terril``."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MINUTES = 60


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    kept |= {"LC_ALL": "C.UTF-8", "PYTHONPATH": ""}
    done = subprocess.run(
        words,
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        timeout=10 * MINUTES,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir")
    run(*pip, str(folder), str(ROOT), folder=folder)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_model_and_nothing_of_one_town(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "terril/intake/model/ontology/town.ttl",
        "terril/intake/model/ontology/context.jsonld",
        "terril/intake/model/shapes/organization.ttl",
        "terril/intake/model/shapes/fr/",
        "terril/intake/model/queries/",
        "terril/model/languages/codes.txt",
        "terril/model/languages/fr.po",
        "terril/intake/vocabularies/terms.txt",
        "terril/intake/vocabularies/README.md",
        "terril/web/static/terril.css",
        "terril/web/static/built/manifest.json",
        "terril/web/static/built/query-",
        "terril/representations/pages/templates/things/thing.html",
        "terril/cli/new_town/templates/town.toml.jinja",
        "terril/py.typed",
    ):
        assert any(name.startswith(wanted) for name in names), wanted
    assert not any(name.startswith(("data/", "tests/", "browser/")) for name in names)
    assert not any("node_modules" in name for name in names)


def test_an_installed_wheel_begins_checks_publishes_and_asks_a_town(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "empty", with_pip=False)
    programs = tmp_path / "empty" / "bin"
    # What it depends on is lent by this environment; the publisher itself is the wheel's.
    lent = Path(sysconfig.get_path("purelib"))
    (own,) = (tmp_path / "empty").glob("lib/python*/site-packages")
    (own / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", str(programs / "python"), "install")
    run(*pip, "--quiet", "--no-deps", "--no-index", str(wheel), folder=tmp_path)
    where = "import terril; print(terril.__file__)"
    assert str(own) in run(str(programs / "python"), "-c", where, folder=tmp_path).stdout
    terril = str(programs / "terril")
    base = "https://data.saint-ville.example/"
    run(terril, "new", "town", "--name", "Saint-Ville", "--base", base, folder=tmp_path)
    town = tmp_path / "town"
    assert "No mistake" in run(terril, "check", folder=town).stdout
    run(terril, "publish", folder=town)
    query = "SELECT ?name { ?t a schema:DefinedTerm ; skos:prefLabel ?name }"
    asked = run(terril, "query", query, "--format", "csv", folder=town)
    assert asked.stdout.startswith("name")
    assert len(asked.stdout.splitlines()) > 1
    (town / "releases" / "current").resolve(strict=True)
    served = run(str(programs / "python"), "-c", SERVED, folder=town)
    assert "200" in served.stdout


SERVED = """
from pathlib import Path
from terril.web.app import create_app
app = create_app(Path())
print(app.test_client().get("/theme", headers={"Accept": "text/html"}).status_code)
app.extensions["terril"].close()
"""
