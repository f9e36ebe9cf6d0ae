"""Each fault that is planted in the real town's answers is named, with its place and remedy."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from terril.cli import main
from terril.doctor import Finding, Limits, Portal, Subject, Wishes, examine, rules
from terril.model.findings import Severity
from tests.doctor.faults_files import file_faults
from tests.doctor.faults_live import live_faults
from tests.doctor.faults_said import said_faults
from tests.doctor.faults_sent import sent_faults
from tests.doctor.front import Front, nothing
from tests.doctor.planting import HINTS, Fault, said

pytestmark = pytest.mark.http

LIMITS = Limits(page_bytes=400_000)
# What the catalogue says changes nothing of how other addresses answer.
SENT = {Subject.NEGOTIATION, Subject.ENDPOINT, Subject.CORS, Subject.CRAWLING}
SAID = Wishes(LIMITS, subjects=set(Subject) - SENT | {Subject.ENDPOINT})
ALL_BUT_SHAPES = Wishes(LIMITS, subjects=set(Subject) - {Subject.SHAPES})
PLANTED = [
    *((one, SAID) for one in (*said_faults(), *file_faults())),
    *((one, ALL_BUT_SHAPES) for one in (*sent_faults(), *live_faults())),
]
CODES = [one.code for one, _ in PLANTED]


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    front.spoil = nothing


@pytest.mark.parametrize(("fault", "wishes"), PLANTED, ids=CODES)
def test_a_planted_fault_is_named_with_its_place_and_remedy(
    front: Front, fault: Fault, wishes: Wishes
) -> None:
    front.spoil = fault.spoil
    found = examine(front.url + fault.path, wishes).findings
    ours = [one for one in found if one.rule.code == fault.code]
    assert ours, codes(found)
    assert any(fault.place in one.place for one in ours), [one.place for one in ours]
    told = [f"{one.wrong('en')} {one.remedy('en')}" for one in ours]
    assert any(fault.says in one for one in told), told
    assert all(one.remedy("fr") for one in ours if one.rule.severity is not Severity.INFO)
    grave = {one.rule.code for one in found if one.rule.severity is not Severity.INFO}
    assert grave - {fault.code} == set(fault.also)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return sorted({one.rule.code for one in found})


def test_at_least_twenty_faults_are_planted() -> None:
    assert len(set(CODES)) >= 20


def test_the_front_spoils_nothing_by_itself(front: Front) -> None:
    assert set(codes(examine(front.url).findings)) == HINTS


def test_a_field_that_a_portal_drops_is_so_in_the_table(front: Front) -> None:
    front.spoil = said(more='<D> dcat:keyword "l’air"@fr .')
    wishes = Wishes(subjects={Subject.DATASETS})
    (row,) = (one for one in examine(front.url, wishes).coverage if one.prop == "dcat:keyword")
    assert (row.filled, row.total) == (1, 1)
    assert row.dropped == {Portal.CKAN: 1, Portal.UDATA: 0, Portal.EUROPA: 0}
    assert row.why[Portal.CKAN] == ("keyword",)
    words = ["doctor", front.url, "--only", "datasets", "--lang", "fr"]
    told = CliRunner().invoke(main, words).output
    assert re.search(r"dcat:keyword +0/1 keyword +1/1 +1/1", told)
    assert "« l’air »" in told


# Those that other files of this folder plant, each with a site of its own.
ELSEWHERE = {
    "alone": {"certificate", "catalogue-too-large", "elsewhere", "http-stays", "limits-reached",
              "link-above", "links-left", "other-host", "paging-more", "prefix-lost", "slow"},
    "anothers": {"no-feeds", "no-page", "no-things", "no-void-here"},
    "ours": {"checksum-unread", "no-polygon"},
    "shapes": {"dcat-ap-told", "shape", "shape-remark", "shape-warning", "shapes-left"},
}  # fmt: skip


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    assert set(rules()) == set(CODES).union(*ELSEWHERE.values())
