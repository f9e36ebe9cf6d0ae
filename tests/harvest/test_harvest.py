"""CKAN and udata harvest the towns by themselves, get everything, and keep up with changes.

``python -m pytest tests/harvest --write-expected`` writes ``docs/harvested.md`` anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rdflib import DCAT, RDF, Graph, URIRef

from publisher.model.vocabulary import PREFIXES
from tests.harvest.conftest import LOOS, MANY, PORTALS, Towns, write_sheets
from tests.harvest.fields import Field, read_fields
from tests.harvest.front import nothing
from tests.harvest.portals import Report
from tests.harvest.table import harvested_page
from tests.http.conftest import BASE, ROOT
from tests.http.test_switching import NEW

pytestmark = pytest.mark.http

PAGE = ROOT / "docs" / "harvested.md"
FIELDS, REASONS = read_fields()
CATALOGUE = f"https://{MANY}/catalogue/"
# When a portal came by says nothing of the town.
OF_THE_PORTAL = {"harvest.last_update", "metadata_modified"}
SUCCESS = {"added", "updated", "deleted", "done", "archived"}
Harvest = dict[str, Report]


@dataclass(frozen=True)
class Story:
    """What the portals had after each of their visits.

    Attributes:
        first: to Loos-en-Gohelle.
        again: to the same release.
        changed: after a place was added.
        between: to the other town, which switched to a release without one dataset between the
            first and the second page.
        after: to that release.
        graphs: the catalogues, by host.
    """

    first: Harvest
    again: Harvest
    changed: Harvest
    between: Harvest
    after: Harvest
    graphs: dict[str, Graph]

    @property
    def steps(self) -> list[Harvest]:
        """All visits."""
        return [self.first, self.again, self.changed, self.between, self.after]


@pytest.fixture(scope="module")
def story(towns: Towns) -> Story:
    """Every visit, one after the other."""
    graphs = {host: catalogue(towns, host) for host in (LOOS, MANY)}
    first, again = towns.harvest(LOOS), towns.harvest(LOOS)
    place = towns.front.servers[LOOS].town / "data/source/tried.ttl"
    place.write_text(NEW, encoding="utf-8")
    towns.switch(LOOS, "publish")
    changed = towns.harvest(LOOS)
    between = between_pages(towns)
    return Story(first, again, changed, between, towns.harvest(MANY), graphs)


def between_pages(towns: Towns) -> Harvest:
    """What portals have of a town that lost a dataset after the first page was read."""
    town = towns.front.servers[MANY].town
    before = (town / "releases" / "current").resolve().name
    write_sheets(town, range(1, 48))
    after = towns.switch(MANY, "publish")
    found = {}

    def lose(path: str) -> None:
        if "page=2" in path:
            towns.front.before = nothing
            towns.switch(MANY, "rollback", after)

    for name in PORTALS:
        towns.switch(MANY, "rollback", before)
        towns.front.before = lose
        found[name] = towns.portals[name].harvest(f"https://{MANY}/catalogue.ttl")
    return found


def catalogue(towns: Towns, host: str) -> Graph:
    """All pages of a catalogue."""
    graph = Graph()
    with towns.front.servers[host].client() as client:
        address = "/catalogue.ttl"
        while address:
            page = Graph().parse(data=client.get(address).text, format="turtle")
            following = [
                str(one) for one in page.objects(None, URIRef(f"{PREFIXES['hydra']}next"))
            ]
            address = following[0].removeprefix(f"https://{host}") if following else ""
            graph += page
    return graph


def test_nothing_fails_and_nothing_is_skipped(story: Story) -> None:
    for step in story.steps:
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


@pytest.mark.parametrize("name", PORTALS)
def test_after_a_change_only_the_datasets_with_it_change(story: Story, name: str) -> None:
    found = changes(story.again[name], story.changed[name])
    own = {f"{BASE}catalogue/{one}" for one in ("town", "places")}
    datasets = {key.partition("#")[0] for key in found if "/catalogue/" in key}
    assert datasets == own
    assert story.changed[name].keys == story.again[name].keys
    dates = {"ckan": "extras.modified", "udata": "harvest.modified_at"}
    assert all(dates[name] in found[one] for one in own)


def test_where_a_file_changed_its_checksum_and_its_date_changed(story: Story) -> None:
    found = changes(story.again["ckan"], story.changed["ckan"])
    files = {key: names for key, names in found.items() if "#" in key}
    assert any("hash" in names for names in files.values())
    assert all("modified" in names for names in files.values())


@pytest.mark.parametrize("name", PORTALS)
def test_a_visit_during_a_switch_is_one_to_a_single_release(story: Story, name: str) -> None:
    gone = f"{CATALOGUE}sheet-0"
    assert {"added", "done"} >= set(story.between[name].items.values())
    assert gone in story.between[name].keys


def test_a_dataset_that_is_no_longer_there_leaves_the_portals(story: Story) -> None:
    gone = f"{CATALOGUE}sheet-0"
    for name in PORTALS:
        assert story.after[name].items[gone] in ("deleted", "archived")
    assert gone not in story.after["ckan"].keys
    assert "archived" in story.after["udata"].records[gone]
    rest = [key for key in story.between["ckan"].keys if not key.startswith(gone)]
    assert story.after["ckan"].keys == rest


def test_no_portal_is_told_where_the_server_really_is(story: Story) -> None:
    for step in story.steps:
        for report in step.values():
            values = [value for record in report.records.values() for value in record.values()]
            assert not [value for value in values if "127.0.0.1" in value or "localhost" in value]


def test_portals_ask_for_pages_only(story: Story, towns: Towns) -> None:
    paths = {path.partition("&")[0] for _, host, path in towns.front.seen if host == MANY}
    assert paths == {"/catalogue.ttl", "/catalogue.ttl?page=2"}
    assert {path for _, host, path in towns.front.seen if host == LOOS} == {"/catalogue.ttl"}
    assert story.after


def test_the_page_shows_what_portals_have(story: Story, writing: bool) -> None:
    text = harvested_page(story.first, story.between, BASE)
    if writing:
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text
