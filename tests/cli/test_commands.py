"""Output and exit code of every command."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terril.cli import main
from terril.cli.terminal import get_language
from terril.release import Releases
from tests.paths import ROOT
from tests.release.made_up import NAME, content_of

PLACES = ("data", "source", "places.ttl")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "town.toml", tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A town that is soon published."""
    folder = tmp_path / "small"
    base = "https://data.saint-ville.example/"
    words = ["new", str(folder), "--name", "Saint-Ville", "--base", base, "--lang", "fr"]
    assert CliRunner().invoke(main, words).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    shutil.copy(ROOT / "town.toml", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    assert run("publish", town=folder).exit_code == 0
    return folder


def run(*words: str, town: Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [*words, "--town", str(town)], input=text)


def spoil(town: Path, before: str, after: str) -> None:
    path = town.joinpath(*PLACES)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_right_data_is_checked_with_code_0(town: Path) -> None:
    done = run("check", town=town)
    assert done.exit_code == 0
    assert "No mistake was found" in done.output


def test_a_mistake_is_reported_with_code_1(town: Path) -> None:
    spoil(town, "place:base-11-19 a schema:Place", "place:base-11-19 a schema:Place ; x")
    done = run("check", town=town)
    assert done.exit_code == 1
    assert "places.ttl" in done.output


@pytest.mark.parametrize(
    ("form", "mark"),
    [("json", '"findings"'), ("github", "::error file="), ("junit", "<testsuite")],
)
def test_a_mistake_is_reported_in_every_form(town: Path, form: str, mark: str) -> None:
    spoil(town, "schema:Place", "schema:Place ; x")
    done = run("check", "--format", form, town=town)
    assert done.exit_code == 1
    assert mark in done.stdout


def test_a_report_goes_to_a_file(town: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.ttl"
    done = run("check", "--format", "turtle", "--output", str(report), town=town)
    assert done.exit_code == 0
    assert "ValidationReport" in report.read_text(encoding="utf-8")


def test_a_mistake_is_reported_in_the_requested_language(town: Path) -> None:
    spoil(town, "schema:Place", "schema:Place ; x")
    assert "n’est pas du Turtle" in run("check", "--lang", "fr", town=town).output


def broken_settings(town: Path) -> None:
    (town / "town.toml").write_text("bsae = 1", encoding="utf-8")


def no_settings(town: Path) -> None:
    (town / "town.toml").unlink()


def no_folder(town: Path) -> None:
    shutil.rmtree(town / "data" / "source")


def empty_folder(town: Path) -> None:
    no_folder(town)
    (town / "data" / "source").mkdir()


def misspelt_folder(town: Path) -> None:
    (town / "data" / "source").rename(town / "data" / "sorce")


@pytest.mark.parametrize(
    "damage", [broken_settings, no_settings, no_folder, empty_folder, misspelt_folder]
)
@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_command_that_cannot_run_ends_with_code_2_and_a_sentence(
    town: Path, damage: object, command: str
) -> None:
    assert callable(damage)
    damage(town)
    done = run(command, town=town)
    assert done.exit_code == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.output


def test_publishing_builds_once_and_then_has_nothing_to_do(small: Path) -> None:
    first = run("publish", town=small)
    assert first.exit_code == 0
    assert "things" in first.stderr
    again = run("publish", town=small)
    assert again.exit_code == 0
    assert "nothing to do" in again.stderr


def test_a_mistake_prevents_a_release(town: Path) -> None:
    spoil(town, "schema:Place", "schema:Place ; x")
    done = run("publish", town=town)
    assert done.exit_code == 1
    assert "places.ttl" in done.stderr
    assert "nothing was published" in done.stderr
    assert not (town / "releases").exists()


def test_a_syntax_error_in_the_catalogue_is_reported_with_its_line(town: Path) -> None:
    (town / "data" / "catalogue.ttl").write_text("<catalogue> a <b> .\n<c> <d\n", encoding="utf-8")
    for command in ("check", "publish"):
        done = run(command, town=town)
        assert done.exit_code == 1
        assert "catalogue.ttl" in done.stdout + done.stderr
    reported = json.loads(run("check", "--format", "json", town=town).stdout)["findings"]
    assert [(one["file"], one["line"]) for one in reported] == [("data/catalogue.ttl", 2)]


def test_rollback_and_publish_switch_between_releases(small: Path) -> None:
    assert run("releases", town=small).exit_code == 2
    assert run("rollback", town=small).exit_code == 2
    run("publish", town=small)
    first = (small / "releases" / "current").resolve().name
    text = (small / "town.toml").read_text(encoding="utf-8")
    (small / "town.toml").write_text(f"page_size = 7\n{text}", encoding="utf-8")
    run("publish", town=small)
    second = (small / "releases" / "current").resolve().name
    assert second != first

    back = run("rollback", town=small)
    assert back.exit_code == 0
    assert first in back.stderr
    listed = run("releases", town=small).stdout
    assert f"→  {first}" in listed
    assert second in listed
    assert run("rollback", "nonsense", town=small).exit_code == 2

    (small / "town.toml").write_text(f"page_size = 7\n{text}", encoding="utf-8")
    forth = run("publish", town=small)
    assert "built before" in forth.stderr


NAMES = "SELECT ?name { ?o a org:Organization ; skos:prefLabel ?name } ORDER BY ?name"


def test_a_query_is_answered_as_a_table(published: Path) -> None:
    done = run("query", NAMES, town=published)
    assert done.exit_code == 0
    assert "CD2E" in done.stdout
    assert "rows" in done.stdout


def test_ask_is_answered_with_yes_or_no(published: Path) -> None:
    assert run("query", "ASK { ?s ?p ?o }", town=published).stdout.strip() == "yes"
    assert run("query", "ASK { <a:a> ?p ?o }", town=published).stdout.strip() == "no"


def test_a_query_is_read_from_a_pipe_or_a_file(published: Path, tmp_path: Path) -> None:
    piped = run("query", "-", "--format", "csv", town=published, text=NAMES)
    file = tmp_path / "question.rq"
    file.write_text(NAMES, encoding="utf-8")
    read = run("query", "--file", str(file), "--format", "csv", town=published)
    assert piped.stdout == read.stdout
    assert piped.stdout.startswith("name")


def test_a_graph_is_answered_as_turtle_or_json(published: Path) -> None:
    query = "CONSTRUCT WHERE { ?o a org:Organization }"
    assert "org:Organization" in run("query", query, town=published).stdout
    written = run("query", query, "--format", "jsonld", town=published).stdout
    assert len(json.loads(written)) > 5


def test_an_earlier_release_can_be_queried(published: Path) -> None:
    release = (published / "releases" / "current").resolve().name
    done = run("query", "ASK { ?s ?p ?o }", "--release", release, town=published)
    assert done.exit_code == 0
    assert run("query", "ASK {}", "--release", "0" * 12, town=published).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("SELECT * {",),
        ("DROP ALL",),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",),
        (NAMES, "--format", "ttl"),
        (),
    ],
)
def test_a_query_without_an_answer_ends_with_code_2(
    published: Path, words: tuple[str, ...]
) -> None:
    done = run("query", *words, town=published)
    assert done.exit_code == 2
    assert done.stderr.strip()


def test_serving_needs_a_release(town: Path) -> None:
    done = run("serve", town=town)
    assert done.exit_code == 2
    assert "terril publish" in done.stderr


def test_serving_needs_a_port_of_its_own(published: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), town=published)
    assert done.exit_code == 2
    assert "--port" in done.stderr
    assert run("serve", "--host", "no such host", town=published).exit_code == 2


@pytest.mark.parametrize("file", ["literals.sqlite", "things.sqlite"])
def test_a_release_that_lost_an_index_is_not_served(small: Path, file: str) -> None:
    assert run("publish", town=small).exit_code == 0
    (small / "releases" / "current" / file).unlink()
    with socket.socket() as taken:
        # Were it to be served, the server would not start, since the port is taken.
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]), town=small)
    assert done.exit_code == 2
    assert file in done.stderr
    assert "terril rollback" in done.stderr


@pytest.mark.parametrize("command", ["", *main.commands])
def test_every_command_has_a_help(command: str) -> None:
    words = [command, "--help"] if command else ["--help"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"TERRIL_LANG": "fr", "LC_ALL": "en_GB.UTF-8"}, "fr"),
        ({"TERRIL_LANG": "fr-BE"}, "fr"),
        ({"LANG": "fr_FR@euro"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_one_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("TERRIL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    get_language.cache_clear()
    try:
        assert get_language() == expected
    finally:
        get_language.cache_clear()


@pytest.fixture
def two_releases(tmp_path: Path) -> tuple[Path, str, str]:
    """A town of two made-up releases, and their ids."""
    shutil.copy(ROOT / "town.toml", tmp_path)
    releases = Releases(tmp_path / "releases")
    ids = [releases.publish(content_of("mill", *more)).release.id for more in (["school"], [])]
    return tmp_path, ids[0], ids[1]


def test_two_releases_are_compared(two_releases: tuple[Path, str, str]) -> None:
    town, first, second = two_releases
    ended = run("releases", "--compare", first[:6], second, town=town)
    assert ended.exit_code == 0
    assert "0 new, 0 changed, 1 removed" in ended.stdout
    assert "school" in ended.stdout
    assert "mill" not in ended.stdout
    backwards = run("releases", "--compare", second, first, "--statements", town=town).stdout
    assert "1 new" in backwards
    assert "+ " in backwards
    assert "schema:name" in backwards


def test_a_release_does_not_differ_from_itself(two_releases: tuple[Path, str, str]) -> None:
    town, first, _ = two_releases
    ended = run("releases", "--compare", first, first, town=town)
    assert ended.exit_code == 0
    assert "0 new, 0 changed, 0 removed" in ended.stdout


def test_a_comparison_is_printed_as_json(two_releases: tuple[Path, str, str]) -> None:
    town, first, second = two_releases
    words = ("releases", "--compare", first, second, "--format", "json")
    document = json.loads(run(*words, "--statements", town=town).stdout)
    assert (document["before"], document["after"]) == (first, second)
    assert document["counts"]["removed"] == 1
    (thing,) = document["things"]
    assert thing["what"] == "removed"
    assert thing["name"] == {"en": "Place “school”"}
    assert thing["added"] == []
    assert thing["removed"] == [f'<{thing["iri"]}> <{NAME.value}> "Place “school”"@en .']
    assert "added" not in json.loads(run(*words, town=town).stdout)["things"][0]


@pytest.mark.parametrize("wrong", ["none", "", "../.."])
def test_comparing_an_unknown_release_ends_with_code_2(
    two_releases: tuple[Path, str, str], wrong: str
) -> None:
    town, first, _ = two_releases
    ended = run("releases", "--compare", wrong, first, town=town)
    assert ended.exit_code == 2
    assert f"“{wrong}”" in ended.stderr
