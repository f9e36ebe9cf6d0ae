"""Fixtures: small towns and a small model, written beside the tests that use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from terril.intake.shacl.validation import Validation, validate
from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.intake.town_model import ModelFile, TownModel
from terril.model.addresses import Addresses

PREFIXES = """\
@prefix s: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix o: <https://data.town.example/id/organization/> .
@prefix p: <https://data.town.example/id/place/> .
"""
SHAPE_PREFIXES = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix t: <https://w3id.org/terril/shapes#> .
"""

Files = Mapping[str, str | bytes]
Read = Callable[..., Sources]
Check = Callable[[Files, str, str], Validation]
Line = Callable[[str, str], int]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write files below ``data/``, with prefixes before Turtle, and read the town."""

    def read_files(
        files: Files, graphs: tuple[str, ...] = ("source",), also: tuple[str, ...] = ()
    ) -> Sources:
        for name, content in files.items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                prefixes = PREFIXES if name.endswith(".ttl") else ""
                path.write_text(prefixes + content, encoding="utf-8")
            else:
                path.write_bytes(content)
        return read_sources(tmp_path, graphs, Addresses("https://data.town.example/"), also)

    return read_files


@pytest.fixture
def check(read: Read) -> Check:
    """Read files like ``read`` and validate them against shapes and an ontology."""

    def validate_files(files: Files, shapes: str, ontology: str = "") -> Validation:
        model = TownModel((model_file(ontology),), (model_file(shapes),), b"{}", ())
        return validate(read(files), model)

    return validate_files


def model_file(content: str) -> ModelFile:
    text = (SHAPE_PREFIXES + content).encode()
    quads = tuple(parse(text, format=RdfFormat.TURTLE))
    return ModelFile(
        "made-up.ttl", "made-up", "https://w3id.org/x", Path("made-up.ttl"), text, quads
    )


@pytest.fixture
def line() -> Line:
    """Return the number of the line of a Turtle text, after its prefixes, with some text."""

    def number(content: str, words: str) -> int:
        lines = (PREFIXES + content).split("\n")
        return next(at for at, one in enumerate(lines, start=1) if words in one)

    return number
