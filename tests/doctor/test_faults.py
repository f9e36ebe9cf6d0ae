"""Each fault planted in the responses of the real town is reported, with place and remedy."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from terril.cli import main
from terril.doctor import (
    CrawlLimits,
    ExaminationOptions,
    Finding,
    Portal,
    Subject,
    collect_rules,
    examine,
)
from terril.model.findings import Severity
from tests.doctor.faults_in_files import list_file_faults
from tests.doctor.faults_in_site import list_live_faults
from tests.doctor.faults_in_statements import list_statement_faults
from tests.doctor.faults_in_transport import list_transfer_faults
from tests.doctor.front import Front
from tests.doctor.planting import HINTS, Fault, edit_catalogue

pytestmark = pytest.mark.http

LIMITS = CrawlLimits(page_bytes=400_000)
# Statements of the catalogue do not change the responses of other URLs.
OTHER_RESPONSES = {Subject.NEGOTIATION, Subject.ENDPOINT, Subject.CORS, Subject.CRAWLING}
STATEMENT_OPTIONS = ExaminationOptions(
    LIMITS, subjects=set(Subject) - OTHER_RESPONSES | {Subject.ENDPOINT}
)
RESPONSE_OPTIONS = ExaminationOptions(LIMITS, subjects=set(Subject) - {Subject.SHAPES})
PLANTED = [
    *((one, STATEMENT_OPTIONS) for one in (*list_statement_faults(), *list_file_faults())),
    *((one, RESPONSE_OPTIONS) for one in (*list_transfer_faults(), *list_live_faults())),
]
CODES = [one.code for one, _ in PLANTED]


@pytest.mark.parametrize(("fault", "options"), PLANTED, ids=CODES)
def test_a_planted_fault_is_reported_with_its_place_and_remedy(
    front: Front, fault: Fault, options: ExaminationOptions
) -> None:
    front.spoil = fault.spoil
    found = examine(front.url + fault.path, options).findings
    ours = [one for one in found if one.rule.code == fault.code]
    assert ours, codes(found)
    assert any(fault.place in one.place for one in ours), [one.place for one in ours]
    messages = [one.message("en") for one in ours]
    assert any(fault.sentence in one for one in messages), messages
    assert all(one.remedy("fr") for one in ours if one.rule.severity is not Severity.INFO)
    grave = {one.rule.code for one in found if one.rule.severity is not Severity.INFO}
    assert grave - {fault.code} == set(fault.also)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return sorted({one.rule.code for one in found})


def test_at_least_twenty_faults_are_planted() -> None:
    assert len(set(CODES)) >= 20


def test_the_front_spoils_nothing_by_default(front: Front) -> None:
    assert set(codes(examine(front.url).findings)) == HINTS


def test_the_table_shows_that_a_portal_drops_a_field(front: Front) -> None:
    front.spoil = edit_catalogue(more='<D> dcat:keyword "l’air"@fr .')
    options = ExaminationOptions(subjects={Subject.DATASETS})
    (row,) = (one for one in examine(front.url, options).coverage if one.prop == "dcat:keyword")
    assert (row.filled, row.total) == (1, 1)
    assert row.dropped == {Portal.CKAN: 1, Portal.UDATA: 0, Portal.EUROPA: 0}
    assert row.codes[Portal.CKAN] == ("keyword",)
    words = ["doctor", front.url, "--only", "datasets", "--lang", "fr"]
    output = CliRunner().invoke(main, words).output
    assert re.search(r"dcat:keyword +0/1 keyword +1/1 +1/1", output)
    assert "« l’air »" in output


def test_the_list_of_the_french_portal_concerns_those_who_go_there(front: Front) -> None:
    licence = "<https://creativecommons.org/licenses/by/4.0/>"
    language = "<http://publications.europa.eu/resource/authority/language/DEU>"
    german = f"<D> dct:license {licence} ; dct:language {language} ."
    front.spoil = edit_catalogue(("* dct:license", "D dct:language"), german)
    everyone = ExaminationOptions(subjects={Subject.DATASETS})
    assert "licence-unknown" not in codes(examine(front.url, everyone).findings)
    udata = ExaminationOptions(subjects={Subject.DATASETS}, portals={Portal.UDATA})
    assert "licence-unknown" in codes(examine(front.url, udata).findings)


# Codes of faults that other files of this folder plant, each with its own site.
ELSEWHERE = {
    "alone": {"certificate", "catalogue-too-large", "elsewhere", "http-stays", "limits-reached",
              "link-above", "links-left", "other-host", "paging-more", "prefix-lost", "slow"},
    "anothers": {"no-feeds", "no-page", "no-things", "no-void-here"},
    "ours": {"no-polygon"},
    "table": {"checksum-unread"},
    "shapes": {"dcat-ap-told", "shape", "shape-remark", "shape-warning", "shapes-left"},
}  # fmt: skip


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    assert set(collect_rules()) == set(CODES).union(*ELSEWHERE.values())
