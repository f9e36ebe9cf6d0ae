"""Shapes that the operator has are checked besides our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from terril.cli import main
from terril.doctor import Examination, Limits, Subject, Wishes, examine
from tests.doctor.front import Front, nothing
from tests.doctor.planting import said

pytestmark = pytest.mark.http

OFFICIAL = Path(__file__).parents[3] / "shared/dcat-ap/SEMICeu/releases/3.0.1"
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix : <http://example.org/> .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :creator , :broken .
:creator sh:path dct:creator ; sh:minCount 1 ; sh:severity sh:%s ; sh:message "Who made it?"@en .
:broken sh:minCount 1 .
"""


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    front.spoil = nothing


def checked(front: Front, *shapes: Path) -> Examination:
    return examine(front.url, Wishes(subjects={Subject.SHAPES}, shapes=shapes))


@pytest.mark.parametrize(
    ("severity", "code"),
    [("Violation", "shape"), ("Warning", "shape-warning"), ("Info", "shape-remark")],
)
def test_a_shape_of_the_operator_is_told_as_gravely_as_it_says(
    front: Front, tmp_path: Path, severity: str, code: str
) -> None:
    shapes = tmp_path / "creators.ttl"
    shapes.write_text(HEAD % severity, encoding="utf-8")
    (finding,) = checked(front, shapes).findings
    assert finding.rule.code == code
    assert finding.place.endswith("/catalogue/themes")
    assert finding.prop == "dct:creator"
    assert finding.wrong("fr") == "Who made it?"
    assert code == "shape-remark" or "creators.ttl" in finding.remedy("en")


def test_a_broken_file_of_shapes_ends_with_2(front: Front, tmp_path: Path) -> None:
    shapes = tmp_path / "broken.ttl"
    shapes.write_text("this is no Turtle", encoding="utf-8")
    words = ["doctor", front.url, "--only", "shapes", "--shapes", str(shapes)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "broken.ttl" in done.stderr


def test_the_official_shapes_can_be_run_and_find_only_what_is_unavoidable(front: Front) -> None:
    file = OFFICIAL / "shacl/dcat-ap-SHACL.ttl"
    if not file.is_file():
        pytest.skip(f"shared: the official shapes are not here: {file}")
    assert not checked(front, file).findings


def test_what_is_told_in_plain_words_is_not_told_again_by_a_shape(front: Front) -> None:
    front.spoil = said(("D dct:title",))
    found = examine(front.url, Wishes(subjects={Subject.DATASETS, Subject.SHAPES})).findings
    assert [one.rule.code for one in found] == ["no-title", "no-polygon", "dcat-ap-told"]
    assert "1 more" in found[-1].wrong("en")
    (alone,) = checked(front).findings
    assert alone.rule.code == "dcat-ap"
    assert alone.remedy("en") == "It is about dct:title."


def test_shapes_are_not_run_on_more_statements_than_allowed(front: Front) -> None:
    wishes = Wishes(Limits(statements=10), subjects={Subject.SHAPES})
    assert [one.rule.code for one in examine(front.url, wishes).findings] == ["shapes-left"]
