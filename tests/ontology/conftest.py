"""The model, the town of this repository, and files beside it that some tests need."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from terril.town.town import open_town
from terril.town.town_files import TownFiles
from tests.paths import ROOT
from tests.requirements import shared


@pytest.fixture(scope="session")
def town() -> TownFiles:
    return open_town(ROOT).read()


@pytest.fixture(scope="session")
def data(town: TownFiles) -> list[Quad]:
    found = list(town.sources.quads())
    assert found
    return found


@pytest.fixture(scope="session")
def ontology(town: TownFiles) -> list[Quad]:
    assert town.model.ontology
    found = list(town.model.ontology_quads())
    assert found
    return found


@pytest.fixture(scope="session")
def context() -> dict[str, object]:
    content = json.loads((ROOT / "ontology" / "context.jsonld").read_bytes())
    found: dict[str, object] = content["@context"]
    return found


@pytest.fixture(scope="session")
def vocabularies() -> list[Quad]:
    """The published vocabularies."""
    folder = shared("dcat-ap/onto")
    found = [
        quad
        for path in sorted(folder.glob("*.nq"))
        for quad in parse(path.read_bytes(), format=RdfFormat.N_QUADS, rename_blank_nodes=True)
    ]
    assert found
    return found


@pytest.fixture(scope="session")
def page() -> str:
    """The text of the page that the source graph was read from."""
    return shared("source/nos-partenaires.txt").read_text(encoding="utf-8")
