"""A file of ``data/`` that is not read is an error if it is data, else a warning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from terril.intake.shacl.validation import Validation
from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.model.addresses import Addresses
from terril.model.findings import Severity

PLACE = "p:a a s:Place ."
TURTLE = "<https://data.town.example/id/place/b> a <http://schema.org/Place> .\n"
JSON = '{"@id": "https://data.town.example/id/place/b", "@type": "http://schema.org/Place"}'
XML = (
    '<s:Place rdf:about="https://data.town.example/id/place/b" xmlns:s="http://schema.org/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
)
FILES = [
    ("list.csv", "name;town\nA;B", "table", "as Turtle"),
    ("list.TSV", "name\ttown", "table", "Terril reads Turtle"),
    ("list.xlsx", b"PK\x03\x04\x00\xff", "table", "tables are not read yet"),
    ("list.ods", b"PK\x03\x04\x00\xff", "table", "tables are not read yet"),
    ("places.geojson", '{"type": "FeatureCollection"}', "other-format", ".geojson"),
    ("places.kml", "<kml/>", "other-format", ".kml"),
    ("places.yaml", "- name: A", "other-format", ".yaml"),
    ("places.ttl.gz", b"\x1f\x8b\x08\x00", "other-format", ".gz"),
    ("town.zip", b"PK\x03\x04\x00\xff", "other-format", ".zip"),
    ("rules.n3", "{ ?a ?b ?c } => { ?c ?b ?a } .", "other-format", ".n3"),
    ("places.ttl.txt", TURTLE, "other-name", "Call it places.ttl."),
    ("places.ttl.bak", TURTLE, "other-name", "Call it places.ttl."),
    ("places.txt", TURTLE, "other-name", "Call it places.ttl."),
    ("places", "﻿" + TURTLE, "other-name", "Call it places.ttl."),
    ("places.n3", TURTLE, "other-name", "Call it places.ttl."),
    ("places.jsonld.txt", JSON, "other-name", "Call it places.jsonld."),
    ("places.js", JSON, "other-name", "Call it places.jsonld."),
    ("places.rdfs", XML, "other-name", "Call it places.rdf."),
]
OTHERS = ["README", "notes.txt", "photo.png", "plan.pdf", "letter.docx", "Thumbs.db.bak", "x.html"]
Read = Callable[..., Sources]


@pytest.mark.parametrize("folder", ["source/", "source/deep/er/", ""])
@pytest.mark.parametrize("case", FILES)
def test_data_that_is_not_read_is_an_error(
    read: Read, folder: str, case: tuple[str, str | bytes, str, str]
) -> None:
    name, content, rule, remedy = case
    (finding,) = read({"source/a.ttl": PLACE, f"{folder}{name}": content}).findings
    assert (finding.rule, finding.severity) == (rule, Severity.VIOLATION)
    assert finding.place is not None
    assert finding.place.path.as_posix() == f"data/{folder}{name}"
    assert remedy in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


@pytest.mark.parametrize("folder", ["source/", ""])
@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_warned_of(read: Read, folder: str, name: str) -> None:
    content = b"\x89PNG\x00" if name.endswith("png") else "A note: Turtle comes later."
    (finding,) = read({"source/a.ttl": PLACE, f"{folder}{name}": content}).findings
    assert (finding.rule, finding.severity) == ("left-out", Severity.WARNING)
    assert ".ttl" in finding.message["en"]


def test_a_folder_that_holds_only_a_table_is_reported_and_not_refused(read: Read) -> None:
    (finding,) = read({"source/list.csv": "a;b"}).findings
    assert finding.rule == "table"


def test_a_town_of_tables_alone_is_checked_and_its_tables_are_reported(
    check: Callable[..., Validation],
) -> None:
    shape = "t:S a sh:NodeShape ; sh:targetClass s:Place ; sh:closed false ."
    validation = check({"source/list.csv": "a;b"}, shape)
    assert [one.rule for one in validation.findings] == ["table"]


def test_a_link_to_a_missing_file_of_unknown_kind_is_a_warning(read: Read, tmp_path: Path) -> None:
    (tmp_path / "data" / "source").mkdir(parents=True)
    (tmp_path / "data" / "source" / "gone").symlink_to(tmp_path / "nowhere")
    (finding,) = read({"source/a.ttl": PLACE}).findings
    assert finding.rule == "left-out"


@pytest.mark.parametrize("name", ["A.TTL", "b.Turtle", "c.JSON", "d.OWL", "e.Xml"])
def test_the_case_of_an_ending_does_not_matter(read: Read, name: str) -> None:
    content = {"c": JSON, "d": XML, "e": XML}.get(name[0], TURTLE)
    sources = read({f"source/{name}": content})
    assert len(sources.files[0].quads) == 1
    assert not sources.findings


def test_a_folder_that_cannot_be_listed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "data" / "source" / "closed"
    closed.mkdir(parents=True)
    (closed.parent / "a.ttl").write_text(TURTLE)
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        # Permissions do not bind the administrator, who may run the tests.
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    addresses = Addresses("https://data.town.example/")
    (finding,) = read_sources(tmp_path, ("source",), addresses).findings
    assert (finding.rule, finding.severity) == ("unopened", Severity.VIOLATION)
    assert finding.place is not None
    assert finding.place.path.name == "closed"
