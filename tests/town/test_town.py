"""A town is opened, checked, published and read from Python."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse

from terril.model.errors import (
    BadSetting,
    DamagedRelease,
    DataMissing,
    NoRelease,
    NotConforming,
    NoTown,
    UnknownRelease,
)
from terril.model.execution.progress import Step
from terril.model.findings import Finding, Location, Severity
from terril.town.check_report import CheckReport
from terril.town.town import Town, open_town
from tests.paths import TESTS

TWO_THINGS = TESTS / "towns" / "two-things"
BASE = "https://data.town.example/"
SETTINGS = Path("town.toml")
ORGANIZATIONS = Path("data", "source", "organizations.ttl")
CATALOGUE = Path("data", "catalogue.ttl")
CATALOGUE_TURTLE = "<catalogue> <http://purl.org/dc/terms/title> 'Data'@en .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a small town without mistakes."""
    return Path(shutil.copytree(TWO_THINGS, tmp_path / "town"))


@pytest.fixture
def town(folder: Path) -> Town:
    return open_town(folder)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with one release."""
    opened = open_town(shutil.copytree(TWO_THINGS, tmp_path_factory.mktemp("published") / "town"))
    opened.publish()
    return opened


def break_a_shape(folder: Path) -> None:
    path = folder / ORGANIZATIONS
    nameless = "\norganization:nameless a org:Organization , schema:Organization .\n"
    path.write_text(path.read_text(encoding="utf-8") + nameless, encoding="utf-8")


def remove_data(folder: Path) -> None:
    shutil.rmtree(folder / "data")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CheckReport:
    """The report of a town with violations."""
    folder = Path(shutil.copytree(TWO_THINGS, tmp_path_factory.mktemp("broken") / "town"))
    break_a_shape(folder)
    return open_town(folder).check()


def test_opening_a_town_reads_its_settings_and_nothing_else(folder: Path) -> None:
    remove_data(folder)
    for path in (folder, str(folder)):
        town = open_town(path)
        assert town.folder == folder
        assert town.config.base == BASE
        assert repr(town) == f"Town({str(folder)!r})"
    with pytest.raises(DataMissing):
        town.check()


def test_the_folder_is_the_working_folder_unless_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert open_town().config.name["en"] == "Deux-Choses"


def test_a_folder_without_settings_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(NoTown):
        open_town(tmp_path)


def test_settings_that_are_not_utf_8_are_refused_with_their_line(folder: Path) -> None:
    (folder / SETTINGS).write_bytes(b"# first\nbase = '\xe9'\n")
    with pytest.raises(BadSetting, match="line 2 is not UTF-8") as refused:
        open_town(folder)
    assert "la ligne 2 n’est pas en UTF-8" in refused.value.message("fr")


def test_a_release_keeps_the_settings_that_were_read(folder: Path) -> None:
    before = (folder / SETTINGS).read_bytes()
    town = open_town(folder)
    (folder / SETTINGS).write_text("base = 1", encoding="utf-8")
    release = town.publish().release
    assert (release.folder / "town.toml").read_bytes() == before


def test_a_town_without_mistakes_conforms(town: Town) -> None:
    seen: list[tuple[Step, int, int]] = []

    def record(step: Step, done: int, total: int) -> None:
        seen.append((step, done, total))

    report = town.check(record)
    assert report.conforms
    assert report.violations == ()
    assert report.summary.files == 2
    assert report.summary.statements > 4
    read = [(done, total) for step, done, total in seen if step is Step.READ]
    assert read[-1][0] == read[-1][1] > 0
    assert seen[-1][0] is Step.CHECK


def test_a_report_is_the_sequence_of_its_findings(report: CheckReport) -> None:
    assert not report.conforms
    assert 0 < len(report.violations) <= len(report)
    assert list(report) == list(report.findings)
    assert report[0] is report.findings[0]
    assert report[:1] == report.findings[:1]
    place = report.violations[0].place
    assert place
    assert place.path.name == ORGANIZATIONS.name


def read_json(text: str) -> int:
    return len(json.loads(text)["findings"])


def read_github(text: str) -> int:
    return text.count("::error") + text.count("::warning") + text.count("::notice")


def read_junit(text: str) -> int:
    return len(ElementTree.fromstring(text).findall(".//failure"))  # noqa: S314  # our own


@pytest.mark.parametrize(
    ("form", "count"), [("json", read_json), ("github", read_github)], ids=["json", "github"]
)
def test_a_report_lists_every_finding(
    report: CheckReport, form: str, count: Callable[[str], int]
) -> None:
    assert count(report.render(form, infos=True)) == len(report)


def test_violations_are_failures_of_junit(report: CheckReport) -> None:
    assert read_junit(report.render("junit", infos=True)) >= len(report.violations)


def test_a_report_is_the_validation_report_as_turtle(report: CheckReport) -> None:
    text = report.render("turtle")
    results = {
        quad.subject
        for quad in parse(text.encode(), format=RdfFormat.TURTLE)
        if quad.predicate.value == "http://www.w3.org/ns/shacl#sourceShape"
    }
    assert len(results) >= len(report.violations)


def test_a_report_is_a_table_in_the_language_that_is_wanted(report: CheckReport) -> None:
    assert ORGANIZATIONS.name in report.render("table")
    assert report.render("table", "fr") != report.render("table", "en")


def test_a_report_has_no_other_form(report: CheckReport) -> None:
    with pytest.raises(KeyError):
        report.render("pdf")


def test_the_html_of_a_report_has_a_row_for_each_finding(report: CheckReport) -> None:
    text = report._repr_html_()
    table = ElementTree.fromstring(f"<div>{text}</div>")  # noqa: S314  # our own
    assert len(table.findall(".//tbody/tr")) == len(report)


def test_the_html_of_a_report_escapes_markup(report: CheckReport) -> None:
    attack = "<script>alert('&')</script>"
    finding = Finding(
        rule="syntax",
        message={"en": attack},
        severity=Severity.WARNING,
        place=Location(PurePath(f"{attack}.ttl"), 3),
        thing="https://data.town.example/id/place/x",
        thing_label={"en": attack},
        path="http://schema.org/name",
        path_label={"en": attack},
    )
    findings = (finding, replace(finding, place=None))
    validation = replace(report.validation, findings=findings)
    text = replace(report, validation=validation)._repr_html_()
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;") == 7
    cells = ElementTree.fromstring(f"<div>{text}</div>").findall(".//td")  # noqa: S314  # our own
    assert [cell.text for cell in cells][:2] == ["Warning", f"{attack}.ttl:3"]


def test_nothing_is_published_of_a_town_with_violations(folder: Path) -> None:
    break_a_shape(folder)
    town = open_town(folder)
    with pytest.raises(NotConforming) as caught:
        town.publish()
    assert caught.value.findings
    report = town.check()
    with pytest.raises(NotConforming):
        town.publish(report)
    assert not (folder / "releases").exists()


def test_the_checked_files_are_published_whatever_they_have_become(folder: Path) -> None:
    town = open_town(folder)
    report = town.check()
    break_a_shape(folder)
    published = town.publish(report)
    assert published.built
    assert published.switched
    assert not published.loaded
    assert town.releases.get_current().id == published.release.id


def test_annotations_of_the_catalogue_are_kept_in_the_release(folder: Path) -> None:
    (folder / CATALOGUE).write_text(CATALOGUE_TURTLE, encoding="utf-8")
    release = open_town(folder).publish().release
    assert (release.folder / "catalogue.ttl").read_text(encoding="utf-8") == CATALOGUE_TURTLE


def test_the_current_release_is_opened(published: Town) -> None:
    with published.current() as served:
        assert served.release.id == published.releases.get_current().id
        iri = served.find("organization", "ville")
        assert iri == f"{BASE}id/organization/ville"
        assert served.find("organization", "nobody") is None
        assert served.describe(iri).own
        assert served.gone.find_last(f"{BASE}id/organization/nobody") == ""


def test_a_kept_release_is_opened_by_its_id(published: Town) -> None:
    identity = published.releases.get_current().id
    with published.open_release(identity) as served:
        assert served.config == published.config
    with pytest.raises(UnknownRelease):
        published.open_release("0" * 12)


def test_there_must_be_a_release_to_open(town: Town) -> None:
    with pytest.raises(NoRelease):
        town.current()


def test_a_release_without_its_manifest_cannot_be_opened(folder: Path) -> None:
    town = open_town(folder)
    release = town.publish().release
    release.folder.chmod(0o755)
    (release.folder / "manifest.json").unlink()
    with pytest.raises(DamagedRelease):
        town.current()
    with pytest.raises(DamagedRelease):
        town.open_release(release.id)


@pytest.mark.parametrize("file", ["literals.sqlite", "things.sqlite"])
def test_a_release_without_an_index_that_pages_need_cannot_be_opened(
    folder: Path, file: str
) -> None:
    town = open_town(folder)
    release = town.publish().release
    (release.folder / file).unlink()
    with pytest.raises(DamagedRelease, match=re.escape(file)):
        town.current()


def test_a_town_has_a_loader_only_if_it_names_a_store(folder: Path) -> None:
    assert open_town(folder).loader is None
    path = folder / SETTINGS
    store = 'store = "http://127.0.0.1:1/query"\n'
    path.write_text(store + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert open_town(folder).loader is not None


OWN_DATASET = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/terril/datasets#societies> skos:inScheme <https://w3id.org/terril/datasets> ;
  a skos:Concept ; skos:prefLabel "Societies"@en , "Sociétés"@fr ;
  skos:definition "All organizations."@en , "Toutes les organisations."@fr ;
  <http://purl.org/dc/terms/subject> <https://w3id.org/terril/kinds#organization> .
"""


def test_a_dataset_that_the_town_describes_has_files(folder: Path) -> None:
    settings = folder / SETTINGS
    described = 'also_describes = ["https://w3id.org/terril/datasets#"]\n'
    settings.write_text(described + settings.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "data" / "source" / "datasets.ttl").write_text(OWN_DATASET, encoding="utf-8")
    release = open_town(folder).publish().release
    names = {path.removeprefix("dumps/") for path in release.manifest.files}
    assert {"societies.ttl", "societies.jsonld", "societies.csv", "societies.xlsx"} <= names
