"""CKAN and udata harvest the towns by themselves, get everything, and keep up with changes.

``python -m pytest tests/harvest --write-expected`` writes ``docs/harvested.md`` anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from rdflib import DCAT, RDF

from bench.servers import BASE
from terril.doctor.findings import Portal
from terril.doctor.reports.field_coverage import (
    DATASET_READERS,
    DISTRIBUTION_READERS,
    PARTIAL_READERS,
)
from tests.harvest.conftest import LOOS, MANY, PORTALS, Towns
from tests.harvest.fields import Field, read_fields
from tests.harvest.portals import Report
from tests.harvest.table import Harvested, harvested_page
from tests.harvest.visits import Story, visit
from tests.paths import ROOT

pytestmark = [pytest.mark.http, pytest.mark.soak]

PAGE = ROOT / "docs" / "harvested.md"
FIELDS, REASONS = read_fields()
CATALOGUE = f"https://{MANY}/catalogue"
GONE = f"{CATALOGUE}/sheet-0"
# When a portal came by says nothing of the town.
OF_THE_PORTAL = {"harvest.last_update"}
SUCCESS = {"added", "updated", "deleted", "done", "archived"}


@pytest.fixture(scope="module")
def story(towns: Towns) -> Story:
    """What the portals had after each of their visits."""
    return visit(towns)


def test_nothing_fails_and_nothing_is_skipped(story: Story) -> None:
    assert story.steps
    for step in story.steps:
        assert set(step) == set(PORTALS)
        for name, report in step.items():
            assert report.errors == [], name
            assert set(report.items.values()) <= SUCCESS, name


@pytest.mark.parametrize("name", PORTALS)
@pytest.mark.parametrize("host", [LOOS, MANY])
def test_every_dataset_and_every_file_arrives_once(story: Story, name: str, host: str) -> None:
    graph = story.graphs[host]
    report = (story.first if host == LOOS else story.between)[name]
    kinds = (DCAT.Dataset, DCAT.Distribution)
    wanted = {str(one) for kind in kinds for one in graph.subjects(RDF.type, kind)}
    if name == "udata":
        wanted |= {str(one) for one in graph.objects(None, DCAT.service)}
    assert report.keys == sorted(wanted)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.subject} {field.property}")
def test_every_field_is_filled(story: Story, field: Field) -> None:
    seen = 0
    for host, harvest in ((LOOS, story.first), (MANY, story.between)):
        said = set(field.said(story.graphs[host]))
        seen += len(said)
        for name in PORTALS:
            path, reason = field.of(name)
            filled = {iri for iri in said if path in harvest[name].records.get(iri, {})}
            assert filled == (set() if reason else said), (name, path)
    assert seen, f"No catalogue says {field.property}"


def test_a_reason_for_an_empty_field_is_one_of_those_given() -> None:
    given = {field.of(name)[1] for field in FIELDS for name in PORTALS} - {""}
    assert given == set(REASONS)


@pytest.mark.parametrize("portal", [Portal.CKAN, Portal.UDATA])
@pytest.mark.parametrize(
    ("subject", "told"), [("dataset", DATASET_READERS), ("file", DISTRIBUTION_READERS)]
)
def test_the_doctor_tells_what_portals_really_read(
    subject: str, told: Mapping[str, Collection[Portal]], portal: Portal
) -> None:
    name = portal.name.lower()
    for term, readers in told.items():
        own = [one for one in FIELDS if one.subject == subject and one.property.startswith(term)]
        assert own, f"fields.toml has no {term}"
        # The doctor looks at the value of these, and tells which ones are left out.
        if (portal, term) not in PARTIAL_READERS:
            assert any(not one.of(name)[1] for one in own) == (portal in readers), term


@pytest.mark.parametrize("name", PORTALS)
def test_formats_are_words(story: Story, name: str) -> None:
    formats = {record.get("format", "") for record in story.first[name].records.values()} - {""}
    assert {one.lower() for one in formats} >= {"csv", "xlsx", "geojson", "ttl", "jsonld", "nt"}
    assert not [one for one in formats if "/" in one]


def changes(before: Report, after: Report) -> dict[str, set[str]]:
    """Fields that another visit changed, by IRI of what has them."""
    found = {}
    for key in {*before.records, *after.records}:
        left, right = before.records.get(key, {}), after.records.get(key, {})
        names = {name for name in {*left, *right} if left.get(name) != right.get(name)}
        if names - OF_THE_PORTAL:
            found[key] = names - OF_THE_PORTAL
    return found


@pytest.mark.parametrize("name", PORTALS)
def test_a_second_visit_changes_nothing(story: Story, name: str) -> None:
    assert story.again[name].keys == story.first[name].keys
    assert not changes(story.first[name], story.again[name])


def test_a_visit_during_a_switch_is_one_to_a_single_release(story: Story, towns: Towns) -> None:
    # That it then misses nothing, the first tests say.
    town = towns.front.servers[MANY].town
    latest = (town / "releases" / "current").resolve().name
    visits = [path for _, host, path in towns.front.seen if host == MANY and "page=2" in path]
    assert set(story.between["ckan"].items.values()) == {"added"}
    assert set(story.between["udata"].items.values()) == {"done"}
    assert f"&release={latest}" not in visits[0]
    assert visits[-1].endswith(f"&release={latest}")


@pytest.mark.parametrize("name", PORTALS)
def test_after_a_change_only_the_datasets_with_it_change(story: Story, name: str) -> None:
    found = changes(story.between[name], story.after[name])
    rest = {key: names for key, names in found.items() if key.partition("#")[0] != GONE}
    changed = {f"{CATALOGUE}/{one}" for one in ("town", "places")}
    assert {key.partition("#")[0] for key in rest if key.startswith(CATALOGUE)} == changed
    dates = {"ckan": "extras.modified", "udata": "harvest.modified_at"}
    assert all(dates[name] in rest[one] for one in changed)


def test_where_a_checksum_changed_the_date_changed(story: Story) -> None:
    found = changes(story.between["ckan"], story.after["ckan"])
    files = [names for key, names in found.items() if "#" in key and not key.startswith(GONE)]
    assert any("hash" in names for names in files)
    assert all("modified" in names for names in files)


def test_a_dataset_that_is_no_longer_there_leaves_the_portals(story: Story) -> None:
    assert {story.after[name].items[GONE] for name in PORTALS} == {"deleted", "archived"}
    assert GONE not in story.after["ckan"].keys
    assert "archived" in story.after["udata"].records[GONE]
    for name in PORTALS:
        before, after = story.between[name].keys, story.after[name].keys
        assert [key for key in before if not key.startswith(GONE)] == [
            key for key in after if not key.startswith(GONE)
        ]


def test_no_portal_is_told_where_the_server_really_is(story: Story) -> None:
    for step in story.steps:
        for report in step.values():
            values = [value for record in report.records.values() for value in record.values()]
            assert not [value for value in values if "127.0.0.1" in value or "localhost" in value]


def test_portals_ask_for_pages_only(story: Story, towns: Towns) -> None:
    paths = {path.partition("&")[0] for _, host, path in towns.front.seen if host == MANY}
    assert paths == {"/catalogue.ttl", "/catalogue?page=2"}
    assert {path for _, host, path in towns.front.seen if host == LOOS} == {"/catalogue.ttl"}
    assert story.after


def test_the_page_shows_what_portals_have(story: Story, writing: bool) -> None:
    loos = Harvested(story.graphs[LOOS], story.first)
    other = Harvested(story.graphs[MANY], story.between, " †")
    text = harvested_page([loos, other], BASE)
    if writing:
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text
