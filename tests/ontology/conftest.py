"""The model, the town of this repository, and files beside it that some tests need."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from terril.town.town import open_town
from terril.town.town_files import TownFiles
from tests.paths import ROOT

SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def town() -> TownFiles:
    return open_town(ROOT).read()


@pytest.fixture(scope="session")
def data(town: TownFiles) -> list[Quad]:
    return list(town.sources.quads())


@pytest.fixture(scope="session")
def ontology(town: TownFiles) -> list[Quad]:
    return list(town.model.ontology_quads())


@pytest.fixture(scope="session")
def context() -> dict[str, object]:
    content = json.loads((ROOT / "ontology" / "context.jsonld").read_bytes())
    found: dict[str, object] = content["@context"]
    return found


@pytest.fixture(scope="session")
def vocabularies() -> list[Quad]:
    """The published vocabularies."""
    folder = beside("dcat-ap/onto")
    return [
        quad
        for path in sorted(folder.glob("*.nq"))
        for quad in parse(path.read_bytes(), format=RdfFormat.N_QUADS, rename_blank_nodes=True)
    ]


@pytest.fixture(scope="session")
def page() -> str:
    """The text of the page that the source graph was read from."""
    return beside("source/nos-partenaires.txt").read_text(encoding="utf-8")


def beside(name: str) -> Path:
    """A file or folder of ``shared/`` beside the repository; skips the test without it."""
    path = SHARED / name
    if not path.exists():
        sentence = f"This test needs shared/{name} beside the repository."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path
