"""Fixtures: small towns, read with the expectations of the real model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from terril.intake.rules.expectations import read_expectations
from terril.intake.source_reader import ignore_progress, read_sources
from terril.intake.town_model import TownModel, read_town_model
from terril.model.addresses import Addresses
from terril.model.findings import Finding, Severity

PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix s: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix town: <https://w3id.org/terril/town#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix c: <https://data.town.example/id/coordinates/> .
@prefix o: <https://data.town.example/id/organization/> .
@prefix p: <https://data.town.example/id/place/> .
"""
START = PREFIXES.count("\n")
BASE = "https://data.town.example/"
Find = Callable[..., list[Finding]]


@cache
def read_model() -> TownModel:
    return read_town_model(Path("town"), "fr")


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Read Turtle files, each after the prefixes, and return the findings of reading.

    A file without a folder is in the graph ``source``; ``catalogue.ttl`` is that of the town.
    """

    def find_findings(
        content: str | Mapping[str, str], languages: tuple[str, ...] = ("fr",)
    ) -> list[Finding]:
        files = {"a.ttl": content} if isinstance(content, str) else content
        source = tmp_path / "data" / "source"
        source.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            folder = source.parent if name == "catalogue.ttl" else source
            (folder / name).write_text(PREFIXES + text, encoding="utf-8")
        expected = read_expectations(read_model(), languages, ("source",))
        sources = read_sources(
            tmp_path, ("source",), Addresses(BASE), (), ignore_progress, expected
        )
        return filter_faults(sources.findings)

    return find_findings


def filter_faults(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are no mere hints."""
    return [one for one in findings if one.severity is not Severity.INFO]


def summarize(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Return code, line after the prefixes, and severity of each finding."""
    return [
        (one.rule, (one.place.line or 0) - START if one.place else 0, one.severity.value)
        for one in findings
    ]
