"""Each fault that is planted in the real town's answers is named, with its place and remedy."""

from __future__ import annotations

import pytest

from publisher.doctor import Finding, Limits, Wishes, examine
from publisher.model.findings import Severity
from tests.doctor.faults_said import said_faults
from tests.doctor.faults_sent import sent_faults
from tests.doctor.front import Front, nothing
from tests.doctor.planting import DATASET, Fault

pytestmark = pytest.mark.http

FAULTS = [*said_faults(), *sent_faults()]
# Enough for the links of the dataset that is spoiled.
WISHES = Wishes(Limits(page_bytes=400_000))


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    front.spoil = nothing


@pytest.mark.parametrize("fault", FAULTS, ids=[one.code for one in FAULTS])
def test_a_planted_fault_is_named_with_its_place_and_remedy(front: Front, fault: Fault) -> None:
    front.spoil = fault.spoil
    found = examine(front.url + fault.path, WISHES).findings
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
    assert len({one.code for one in FAULTS}) >= 20
    assert DATASET.endswith("/themes")


def test_the_front_spoils_nothing_by_itself(front: Front) -> None:
    assert codes(examine(front.url, WISHES).findings) == ["elsewhere"]
