"""Files beside the data that nothing reads are reported."""

from __future__ import annotations

from pathlib import Path, PurePath

from terril.intake.town_model import read_town_model
from terril.intake.unread_files import find_unread_files
from terril.model.findings import Severity

READ = ("shapes/a.ttl", "shapes/fr/b.ttl", "queries/a.rq")
IGNORED = ("shapes/.hidden", "shapes/a.ttl~", "queries/README.md")
UNREAD = (
    "shapes/a.jsonld",
    "shapes/a.TTL.txt",
    "shapes/be/c.ttl",
    "shapes/more/d.ttl",
    "queries/a.sparql",
    "queries/more/b.rq",
    "ontology/town.ttl",
)


def test_files_without_effect_are_reported(tmp_path: Path) -> None:
    for name in (*READ, *IGNORED, *UNREAD):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    findings = list(find_unread_files(tmp_path, "fr"))
    assert {one.severity for one in findings} == {Severity.WARNING}
    places = [one.place.path for one in findings if one.place]
    assert sorted(places) == sorted(map(PurePath, UNREAD))
    assert all(set(one.message) == {"en", "fr"} for one in findings)
    assert read_town_model(tmp_path, "fr").findings == tuple(findings)


def test_the_model_itself_has_no_such_files() -> None:
    assert not read_town_model(Path(__file__).parents[2], "fr").findings
