"""The doctor finds nothing wrong with this repository's own town."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bench.servers import Server
from terril.cli import main
from terril.doctor import Examination, ExaminationOptions, Portal, Subject, examine
from terril.model.findings import Severity
from tests.doctor.planting import HINTS

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def examination(server: Server) -> Examination:
    return examine(f"{server.url}/")


def test_nothing_is_wrong_with_our_own_town(examination: Examination) -> None:
    assert {one.rule.code for one in examination.findings} == HINTS
    assert all(one.rule.severity is Severity.INFO for one in examination.findings)


def test_every_subject_is_checked(examination: Examination) -> None:
    assert [one.subject for one in examination.results] == list(Subject)
    assert all(one.checked for one in examination.results)
    assert examination.datasets >= 6
    assert examination.requests > examination.distributions


def test_every_portal_gets_every_field_that_it_reads(examination: Examination) -> None:
    titles = [row for row in examination.coverage if row.prop == "dct:title"]
    assert [(row.kind, row.filled == row.total) for row in titles] == [
        ("dataset", True),
        ("distribution", True),
    ]
    dropped = {code for row in examination.coverage for why in row.codes.values() for code in why}
    assert dropped == {"checksum-unread", "no-polygon"}
    (licence, _) = (row for row in examination.coverage if row.prop == "dct:license")
    assert Portal.CKAN not in licence.dropped


def test_the_catalogue_can_be_given_in_every_format(server: Server) -> None:
    for extension in ("", ".ttl", ".rdf", ".jsonld", ".nt"):
        found = examine(
            f"{server.url}/catalogue{extension}",
            ExaminationOptions(subjects=set(Subject) - {Subject.LINKS, Subject.SHAPES}),
        )
        assert {one.rule.code for one in found.findings} == HINTS, extension


def test_the_command_exits_with_0_and_reports_in_french(server: Server) -> None:
    words = ["doctor", f"{server.url}/", "--lang", "fr", "--links", "3"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "Aucune erreur n’a été trouvée." in done.output
    assert "✔ Négociation de contenu" in done.output
    assert "data.europa.eu" in done.output


def test_programs_get_json(server: Server) -> None:
    done = CliRunner().invoke(main, ["doctor", server.url, "--json", "--only", "transport"])
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["fine"] is True
    assert document["counts"] == {"violation": 0, "warning": 0, "info": 1}
    (subject,) = document["subjects"]
    assert subject["subject"] == "transport"
    (finding,) = subject["findings"]
    assert finding["code"] == "elsewhere"
    assert finding["messages"]["fr"].startswith("Le catalogue se nomme")
    fields = {row["property"]: row for row in document["fields"] if row["of"] == "dataset"}
    assert fields["dct:language"]["portals"]["udata"] is None
    assert fields["dct:title"]["portals"]["ckan"] == {
        "arrives": document["looked_at"]["datasets"],
        "dropped": 0,
        "why": [],
    }
