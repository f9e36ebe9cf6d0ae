"""The shapes of the model have no fault, and nothing in them is without effect."""

from __future__ import annotations

from dataclasses import replace

from terril.intake.shacl.own_shapes.check import check_own_shapes
from terril.intake.town_model import read_town_model
from tests.paths import ROOT


def test_the_shapes_of_the_model_are_well_formed() -> None:
    files = read_town_model(ROOT, "fr").shapes
    assert len(files) > 10
    found = check_own_shapes([replace(file, own=True) for file in files])
    assert not found.errors
    assert not found.warnings
