"""Fixtures: a town with shapes of its own, checked as ``terril check`` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from terril.intake.shacl.validation import Validation, validate
from terril.intake.town_model import ModelFile, TownModel
from tests.intake.conftest import SHAPE_PREFIXES, Read

CheckOwn = Callable[..., Validation]

DATA = """p:a a s:Place ; s:name 'A'@fr, 'B' ; s:in p:b ; s:count 5 .
p:b a s:Place ; s:in p:c .\np:c a s:Spot ."""


@pytest.fixture
def check_own(read: Read) -> CheckOwn:
    """Check a small town against shapes of its own, in one file or several."""

    def check(
        shapes: str | Mapping[str, str], data: str = DATA, model: str = "", ontology: str = ""
    ) -> Validation:
        files = {"a.ttl": shapes} if isinstance(shapes, str) else shapes
        own = [make_file(name, text, own=True) for name, text in files.items()]
        model_files = (make_file("model.ttl", model), *own)
        town_model = TownModel((make_file("o.ttl", ontology),), model_files, b"{}", ())
        return validate(read({"source/a.ttl": data}), town_model)

    return check


def make_file(name: str, text: str, *, own: bool = False) -> ModelFile:
    """Return a file with shapes, with the usual prefixes before its text."""
    content = (SHAPE_PREFIXES + text).encode()
    quads = tuple(parse(content, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    stem = name.removesuffix(".ttl")
    return ModelFile(name, stem, "https://w3id.org/x", Path(name), content, quads, own)
