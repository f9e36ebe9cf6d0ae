"""Findings can be read as a table, JSON, GitHub annotations, JUnit XML and Turtle."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pytest

from terril.model.findings import Finding, Location, Severity
from terril.representations.reports import REPORTS, Summary

CHECKED = Summary(files=2, statements=40, report=b"[] a <x:Report> .")
PATH = PurePosixPath("data/source/a.ttl")
MISTAKE = Finding(
    rule="https://w3id.org/terril/shapes#Place-latitude",
    message={"fr": "Trop grand : 100 %.", "en": "Too large: 100%,\nmend it."},
    place=Location(PATH, 7, 12, '  s:name "A" ; s:latitude 504.579 .'),
    thing="https://data.town.example/id/place/a",
    thing_label={"fr": "Mairie, Hôtel", "en": "Town hall"},
    path="http://schema.org/latitude",
    path_label={"fr": "latitude"},
    value="504.579",
    component="http://www.w3.org/ns/shacl#MaxInclusiveConstraintComponent",
)
WARNING = Finding("left-out", {"en": "Left out."}, Severity.WARNING, Location(PATH))
INFO = Finding(
    "https://w3id.org/terril/shapes#hint",
    {"": "A hint."},
    Severity.INFO,
    Location(PurePosixPath("data/source/b.ttl"), 3, 1, "p:b a s:Place ."),
    thing="http://schema.org/Place",
)
ALL = (MISTAKE, WARNING, INFO)


def report(name: str, *findings: Finding, language: str = "en", infos: bool = False) -> str:
    return REPORTS[name](findings, language, CHECKED, infos=infos)


def test_the_table_groups_by_file_and_closes_with_counts() -> None:
    assert report("table", *ALL).split("\n") == [
        "data/source/a.ttl",
        "  7  mistake  Town hall · latitude: 504.579",
        "              Too large: 100%,",
        "              mend it.",
        '              > s:name "A" ; s:latitude 504.579 .',
        "",
        "     warning  Left out.",
        "",
        "Checked: 2 file(s), 40 statement(s). Found: 1 mistake(s), 1 warning(s).",
        "",
    ]


def test_the_table_speaks_the_readers_language() -> None:
    rendered = report("table", *ALL, language="fr", infos=True)
    assert "erreur" in rendered
    assert "Mairie, Hôtel · latitude: 504.579" in rendered
    assert "Trop grand : 100 %." in rendered
    assert "information  schema:Place" in rendered
    assert "Trouvé : 1 erreur(s), 1 avertissement(s)." in rendered


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_of_the_table_is_longer_than_80_columns(language: str) -> None:
    long = Finding(
        "r" * 90,
        {"en": "word " * 60 + "x" * 200},
        place=Location(PATH, 1234, 150, "y" * 200 + "z" * 100),
        thing="https://data.town.example/" + "t" * 100,
    )
    rendered = report("table", long, *ALL, language=language, infos=True)
    assert max(map(len, rendered.split("\n"))) <= 80
    assert "\x1b" not in rendered


def test_the_table_shows_the_part_of_a_long_line_that_is_meant() -> None:
    text = "  s:name " + " , ".join(f'"Name {number}"@fr' for number in range(40)) + " ."
    far = Finding("r", {"en": "No."}, place=Location(PATH, 1, text.index('"Name 39"') + 1, text))
    assert "> …" in report("table", far)
    assert '"Name 39"@fr .' in report("table", far)


def test_words_in_brackets_are_not_taken_for_markup() -> None:
    odd = Finding("r", {"en": "[bold]x[/]"}, place=Location(PATH, 1, 1, "[red] [/red] :smile:"))
    assert "[bold]x[/]" in report("table", odd)
    assert "[red] [/red] :smile:" in report("table", odd)


def test_right_data_gets_one_friendly_line() -> None:
    assert report("table") == "Checked: 2 file(s), 40 statement(s). No mistake was found.\n"


def test_json_has_the_documented_shape() -> None:
    document = json.loads(report("json", *ALL, infos=True))
    assert document["conforms"] is False
    assert document["language"] == "en"
    assert document["checked"] == {"files": 2, "statements": 40}
    assert document["counts"] == {"violation": 1, "warning": 1, "info": 1}
    assert document["findings"][0] == {
        "severity": "violation",
        "rule": MISTAKE.rule,
        "component": MISTAKE.component,
        "file": "data/source/a.ttl",
        "line": 7,
        "column": 12,
        "text": '  s:name "A" ; s:latitude 504.579 .',
        "thing": {"iri": MISTAKE.thing, "label": "Town hall"},
        "property": {"iri": MISTAKE.path, "label": "latitude"},
        "value": "504.579",
        "message": "Too large: 100%,\nmend it.",
        "messages": dict(MISTAKE.message),
    }
    assert document["findings"][1]["line"] is None
    assert document["findings"][1]["thing"] is None


def test_json_without_violations_conforms_and_counts_what_it_does_not_show() -> None:
    document = json.loads(report("json", WARNING, INFO))
    assert document["conforms"] is True
    assert document["counts"]["info"] == 1
    assert len(document["findings"]) == 1


def test_a_finding_without_a_place_can_be_reported_everywhere() -> None:
    nowhere = Finding("r", {"en": "Lost."})
    for name in REPORTS:
        assert "Lost." in report(name, nowhere) or name == "turtle"


def test_github_annotations_are_escaped() -> None:
    assert report("github", *ALL, infos=True).split("\n") == [
        "::error file=data/source/a.ttl,line=7,col=12,title=Town hall · latitude::"
        "Too large: 100%25,%0Amend it.",
        "::warning file=data/source/a.ttl::Left out.",
        "::notice file=data/source/b.ttl,line=3,col=1,title=schema%3APlace::A hint.",
        "",
    ]


def test_a_comma_in_a_title_does_not_end_it() -> None:
    assert "title=Mairie%2C Hôtel · latitude::" in report("github", MISTAKE, language="fr")


def test_github_reports_nothing_about_right_data() -> None:
    assert report("github") == ""


def test_junit_has_a_suite_for_each_file() -> None:
    root = ElementTree.fromstring(report("junit", *ALL, infos=True))  # noqa: S314  our own text
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("data/source/a.ttl", "2", "1"),
        ("data/source/b.ttl", "1", "0"),
    ]
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == MISTAKE.message["en"]
    assert failure.get("type") == "Place-latitude"
    assert failure.text is not None
    assert "data/source/a.ttl:7" in failure.text
    assert [case.findtext("system-out") for case in root.iter("testcase")] == [
        None,
        "Left out.",
        "A hint.",
    ]


def test_junit_on_right_data_has_one_test_that_passed() -> None:
    root = ElementTree.fromstring(report("junit"))  # noqa: S314  our own text
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert len(list(root.iter("testcase"))) == 1


def test_characters_that_xml_cannot_hold_do_not_break_junit() -> None:
    odd = Finding("r", {"en": 'a\x00b\x1b<&>"'}, place=Location(PATH, 1, 1, "\x07"))
    root = ElementTree.fromstring(report("junit", odd))  # noqa: S314  our own text
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == 'a\u2400b\u241b<&>"'


def test_turtle_is_the_report_of_the_check() -> None:
    assert report("turtle", *ALL) == "[] a <x:Report> ."


@pytest.mark.parametrize("name", ["table", "github", "junit"])
def test_hints_are_reported_only_on_request(name: str) -> None:
    assert not re.search("A hint", report(name, *ALL))
    assert re.search("A hint", report(name, *ALL, infos=True))


@pytest.mark.parametrize("name", ["table", "github", "junit"])
def test_no_report_sends_control_characters_to_a_terminal(name: str) -> None:
    odd = Finding(
        "r",
        {"en": "a\x1b[2Jb\x9bc\u202ed"},
        place=Location(PATH, 1, 1, "x"),
        thing="https://x.example/",
        thing_label={"en": "\x1b]0;title\x07"},
    )
    written = report(name, odd)
    assert "\u241b" in written
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", written)
