"""The town of the guide is correct as it stands, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terril.intake.shacl.validation import validate
from terril.intake.source_reader import read_sources
from terril.intake.town_model import read_town_model
from terril.model.addresses import Addresses

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("page", ["model.md", "model.fr.md"])
def test_the_examples_of_the_guide_make_a_correct_town(tmp_path: Path, page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 5
    folder = tmp_path / "data" / "source"
    folder.mkdir(parents=True)
    (folder / "guide.ttl").write_text("\n".join(blocks), encoding="utf-8")
    addresses = Addresses("https://data.saint-ville.example/")
    sources = read_sources(tmp_path, ("source",), addresses)
    assert len({quad.subject for quad in sources.quads()}) == 9
    assert not validate(sources, read_town_model(tmp_path, "fr")).findings
