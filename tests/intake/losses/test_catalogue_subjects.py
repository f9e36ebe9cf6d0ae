"""What ``data/catalogue.ttl`` says of nothing in the catalogue is warned of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from terril.intake.losses.catalogue_subjects import report_unshown_subjects
from terril.intake.sources import Sources
from terril.intake.town_model import read_town_model
from terril.model.findings import Severity

BASE = "https://data.town.example/"
CATALOGUE = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<catalogue> dct:spatial <https://geo.example/1> ; dct:rights [ dct:description "A"@fr ] .
<https://geo.example/1> a dct:Location ; dct:hasPart <https://geo.example/2> .
<https://geo.example/2> a dct:Location .
<catalogue/places> dcat:keyword "lieu"@fr .
"""
CASES = [
    ("<catalog> dcat:keyword 'a' .", f"{BASE}catalog", f"<{BASE}catalogue>"),
    (
        "<catalogue/place> dcat:keyword 'a' .",
        f"{BASE}catalogue/place",
        f"<{BASE}catalogue/places>",
    ),
    (f"<{BASE}catalogue/> dcat:keyword 'a' .", f"{BASE}catalogue/", f"<{BASE}catalogue>"),
    ("<https://geo.example/3> a dct:Location .", "https://geo.example/3", "neither"),
]
Read = Callable[..., Sources]


@pytest.mark.parametrize("start", ["", f"@base <{BASE}> .\n"])
@pytest.mark.parametrize(("line", "iri", "words"), CASES)
def test_a_subject_that_nothing_leads_to_is_warned_of(
    read: Read, start: str, line: str, iri: str, words: str
) -> None:
    content = f"{start}{CATALOGUE}{line}\n".encode()
    sources = read({"source/a.ttl": "p:a a s:Place .", "catalogue.ttl": content})
    model = read_town_model(Path("nowhere"), None)
    (finding,) = report_unshown_subjects(sources.catalogue, BASE, model)
    assert (finding.value, finding.severity) == (iri, Severity.WARNING)
    assert words in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]
    assert finding.place is not None
    assert finding.place.line == content.count(b"\n")


def test_a_catalogue_whose_subjects_are_shown_is_not_warned_of(read: Read) -> None:
    files = {"source/a.ttl": "p:a a s:Place .", "catalogue.ttl": CATALOGUE.encode()}
    model = read_town_model(Path("nowhere"), None)
    sources = read(files)
    assert sources.catalogue is not None
    assert not list(report_unshown_subjects(sources.catalogue, BASE, model))
    assert not list(report_unshown_subjects(None, BASE, model))
