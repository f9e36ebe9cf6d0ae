"""The catalogue is validated against the operator's shapes, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from terril.cli import main
from terril.doctor import CrawlLimits, Examination, ExaminationOptions, Subject, examine
from tests.doctor.front import Front
from tests.doctor.planting import edit_catalogue
from tests.paths import SHARED

pytestmark = pytest.mark.http

OFFICIAL = SHARED / "dcat-ap/SEMICeu/releases/3.0.1"
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix : <http://example.org/> .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :creator , :broken .
:creator sh:path dct:creator ; sh:minCount 1 ; sh:severity sh:%s ; sh:message "Who made it?"@en .
:broken sh:minCount 1 .
"""


def examine_shapes(front: Front, *shapes: Path) -> Examination:
    return examine(front.url, ExaminationOptions(subjects={Subject.SHAPES}, shapes=shapes))


@pytest.mark.parametrize(
    ("severity", "code"),
    [("Violation", "shape"), ("Warning", "shape-warning"), ("Info", "shape-remark")],
)
def test_a_result_of_an_operators_shape_keeps_its_severity(
    front: Front, tmp_path: Path, severity: str, code: str
) -> None:
    shapes = tmp_path / "creators.ttl"
    shapes.write_text(HEAD % severity, encoding="utf-8")
    (finding,) = examine_shapes(front, shapes).findings
    assert finding.rule.code == code
    assert finding.place.endswith("/catalogue/themes")
    assert finding.prop == "dct:creator"
    assert finding.problem("fr") == "Who made it?"
    assert code == "shape-remark" or "creators.ttl" in finding.remedy("en")


def test_a_broken_file_of_shapes_exits_with_2(front: Front, tmp_path: Path) -> None:
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
    assert not examine_shapes(front, file).findings


def test_a_shape_does_not_repeat_the_finding_of_a_check(front: Front) -> None:
    front.spoil = edit_catalogue(("D dct:title",))
    found = examine(
        front.url, ExaminationOptions(subjects={Subject.DATASETS, Subject.SHAPES})
    ).findings
    assert [one.rule.code for one in found] == ["no-title", "no-polygon", "dcat-ap-told"]
    assert "1 more" in found[-1].problem("en")
    (alone,) = examine_shapes(front).findings
    assert alone.rule.code == "dcat-ap"
    assert alone.remedy("en") == "It is about dct:title."


def test_shapes_are_not_run_on_more_statements_than_allowed(front: Front) -> None:
    options = ExaminationOptions(CrawlLimits(statements=10), subjects={Subject.SHAPES})
    assert [one.rule.code for one in examine(front.url, options).findings] == ["shapes-left"]
