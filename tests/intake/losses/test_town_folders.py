"""Files and folders of a town that have no effect are warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from terril.intake.losses.town_folders import report_unused_files
from terril.intake.town_model import find_model_folder
from terril.model.findings import Severity

UNUSED = [
    ("ontology/own.ttl", "own-ontology", "cannot add terms"),
    ("ontology/rules/own.rq", "own-ontology", "cannot add terms"),
    ("shapes/own.shacl", "not-a-shape", "shapes/, shapes/fr/"),
    ("shapes/OWN.TTL", "not-a-shape", "small letters"),
    ("shapes/be/own.ttl", "not-a-shape", "shapes/, shapes/fr/"),
    ("shapes/fr/deep/own.ttl", "not-a-shape", "shapes/, shapes/fr/"),
    ("queries/own.sparql", "not-a-query", ".rq"),
    ("queries/deep/own.rq", "not-a-query", ".rq"),
    ("shape/own.ttl", "other-folder", "shapes/"),
    ("query/own.rq", "other-folder", "queries/"),
    ("Queries/own.rq", "other-folder", "queries/"),
    ("ontologie/own.ttl", "other-folder", "ontology/"),
    ("dat/own.ttl", "other-folder", "data/"),
    ("catalogue.ttl", "outside-data", "data/"),
    ("places.csv", "outside-data", "data/"),
]
USED = [
    "data/source/a.ttl",
    "shapes/own.ttl",
    "shapes/fr/own.ttl",
    "queries/own.rq",
    "queries/README.md",
    "shapes/.own.ttl.swp",
    "ontology/.gitkeep",
    "town.toml",
    "README.md",
    "logo.svg",
    "releases/1/x",
    ".git/config",
    "notes/a.ttl",
]


def write(town: Path, name: str) -> None:
    (town / name).parent.mkdir(parents=True, exist_ok=True)
    (town / name).write_text("")


@pytest.mark.parametrize(("name", "rule", "remedy"), UNUSED)
def test_what_has_no_effect_is_warned_of(
    tmp_path: Path, name: str, rule: str, remedy: str
) -> None:
    write(tmp_path, name)
    (finding,) = report_unused_files(tmp_path, "fr")
    assert (finding.rule, finding.severity) == (rule, Severity.WARNING)
    assert finding.place is not None
    assert name.startswith(finding.place.path.as_posix())
    assert remedy in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


def test_what_is_used_or_no_part_of_a_town_is_not_warned_of(tmp_path: Path) -> None:
    for name in USED:
        write(tmp_path, name)
    assert not list(report_unused_files(tmp_path, "fr"))


def test_shapes_of_a_country_need_the_setting(tmp_path: Path) -> None:
    write(tmp_path, "shapes/fr/own.ttl")
    (finding,) = report_unused_files(tmp_path, None)
    assert finding.rule == "not-a-shape"


def test_the_model_itself_is_used() -> None:
    assert not list(report_unused_files(find_model_folder(), None))
