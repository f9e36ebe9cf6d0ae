"""A fault that a rule of reading explains is not reported by a shape as well."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from terril.model.findings import Finding, Severity
from terril.town.config_file import read_config_file
from terril.town.town_files import read_town_files

TOWN = Path(__file__).parents[2] / "towns" / "two-things"
BASE = "https://data.town.example/"
PREFIXES = f"""
@prefix dct: <http://purl.org/dc/terms/> .
@prefix kind: <https://w3id.org/terril/organization-kinds#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix s: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix c: <{BASE}id/coordinates/> .
@prefix o: <{BASE}id/organization/> .
@prefix p: <{BASE}id/place/> .
"""
ORGANIZATION = """o:a a org:Organization , s:Organization ; skos:prefLabel "A"@fr ;
    org:classification kind:association"""
CLUB = 'skos:prefLabel "Club"@fr ; org:classification kind:association'
FIJI = "\n".join(
    f"c:{at} a s:GeoCoordinates ; s:latitude -16.{at} ; s:longitude 179.{at} ." for at in range(4)
)
Check = Callable[[str], list[Finding]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check a copy of a small town, whose language is French, with one more file."""

    def check_town(content: str) -> list[Finding]:
        town = Path(shutil.copytree(TOWN, tmp_path / "town"))
        settings = (town / "town.toml").read_text(encoding="utf-8")
        settings = settings.replace('["fr", "en"]', '["fr"]')
        (town / "town.toml").write_text(settings, encoding="utf-8")
        path = town / "data" / "source" / "more.ttl"
        path.write_text(PREFIXES + content, encoding="utf-8")
        findings = read_town_files(town, read_config_file(town)).check().findings
        return [one for one in findings if one.severity is not Severity.INFO]

    return check_town


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (f"{ORGANIZATION} ; org:hasSite p:nowhere .", "undescribed"),
        (f"{ORGANIZATION} ; dct:subject skos:Concpt .", "unknown-term"),
        ('p:b a s:Place ;\n skos:prefLable "B"@fr .', "unknown-term"),
        (
            f"o:b a org:Organisation , s:Organization ; {CLUB} .\n"
            "p:b a s:Place , org:Site ; skos:prefLabel 'B'@fr ; org:siteOf o:b .",
            "unknown-term",
        ),
        (f"o:b a org:Organization , s:Organisation ; {CLUB} .", "unknown-term"),
        (f'{ORGANIZATION} ; dct:created "2026-02-30"^^xsd:date .', "impossible-day"),
        (f"{ORGANIZATION} ; s:location p:b .\np:b a s:Museum ; {CLUB} .", "general-type"),
        (f"{FIJI}\nc:x a s:GeoCoordinates ; s:latitude 179.4 ; s:longitude -16.7 .", "swapped-"),
        (
            f"o:b a org:Organization , s:Organization , s:Place , org:Site ; {CLUB} .\n"
            "o:b org:siteOf o:ville .",
            "organization-and-place",
        ),
        (
            f"{ORGANIZATION} .\n\no:a a org:Organization , s:Organization ; {CLUB} .",
            "copied-block",
        ),
    ],
)
def test_a_fault_has_one_finding(check: Check, content: str, rule: str) -> None:
    (finding,) = check(content)
    assert finding.rule.startswith(rule)


def test_the_publisher_of_the_settings_is_described(tmp_path: Path) -> None:
    town = Path(shutil.copytree(TOWN, tmp_path / "town"))
    path = town / "data" / "source" / "organizations.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("organization:ville a", "organization:vile a"), encoding="utf-8")
    findings = read_town_files(town, read_config_file(town)).check().findings
    (finding,) = (one for one in findings if one.rule == "undescribed")
    assert finding.place is not None
    assert finding.place.path.as_posix() == "town.toml"
    assert f"Did you mean <{BASE}id/organization/vile>?" in finding.message["en"]


def test_a_warning_of_reading_does_not_hide_an_error(check: Check) -> None:
    findings = check(f"{ORGANIZATION} ; dct:subject s:xyzzy .")
    assert {one.rule.rpartition("#")[2] for one in findings} == {"unknown-term", "Link-theme"}


@pytest.mark.parametrize(
    ("content", "nature"),
    [
        ("dct:subject p:mairie", "This is a place, which cannot be a value of “theme”"),
        ("s:location o:ville", "This is an organization, which cannot be"),
        ("org:unitOf kind:association", "not described"),
        ("s:address p:mairie", "a thing described as schema:PostalAddress is needed"),
    ],
)
def test_a_thing_of_another_nature_is_named(check: Check, content: str, nature: str) -> None:
    (finding,) = check(f"{ORGANIZATION} ; {content} .")
    assert nature in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


def test_a_thing_that_only_lacks_a_class_is_to_get_it(check: Check) -> None:
    (finding,) = check(f"{ORGANIZATION} ; org:hasSite p:mairie .")
    assert "give it the types schema:Place and org:Site" in finding.message["en"]
