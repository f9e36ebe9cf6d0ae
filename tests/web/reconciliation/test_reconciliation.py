"""Reconciliation over HTTP, asked as OpenRefine asks."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rapidfuzz import fuzz

from bench.servers import BASE
from terril.model.vocabulary import SKOS
from tests.web.reconciliation.manifest_models import (
    BATCH,
    Candidate,
    Extension,
    Manifest,
    Proposal,
    Suggestions,
    TextCell,
    WholeCell,
)
from tests.web.sparql.test_query_cost import site_with

pytestmark = pytest.mark.http

Query = dict[str, object]


@dataclass(frozen=True)
class Names:
    """The preferred names of a thing, and other names that share no words with them."""

    preferred: frozenset[str]
    other: frozenset[str]


@pytest.fixture(scope="module")
def names(town: Path) -> dict[str, Names]:
    """Return the names of organizations and places that have several, by IRI."""
    dump = town / "releases" / "current" / "dumps" / "town.nt"
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in parse(dump.read_bytes(), format=RdfFormat.N_TRIPLES):
        label = triple.predicate.value.removeprefix(SKOS)
        thing = str(getattr(triple.subject, "value", ""))
        if label in ("prefLabel", "altLabel") and re.search("/id/(organization|place)/", thing):
            found[thing][label].add(str(getattr(triple.object, "value", "")))
    several = {iri: one for iri, one in found.items() if one["altLabel"] and one["prefLabel"]}
    return {
        iri: Names(
            frozenset(one["prefLabel"]),
            frozenset(
                name
                for name in one["altLabel"]
                if all(similar(name, other) < 60 for other in one["prefLabel"])
            ),
        )
        for iri, one in several.items()
    }


def similar(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 100."""
    return fuzz.partial_ratio(one.casefold(), other.casefold())


def ask(site: httpx.Client, *queries: Query) -> list[list[Candidate]]:
    batch = json.dumps({f"q{number}": query for number, query in enumerate(queries)})
    answer = site.post("/reconcile", data={"queries": batch})
    assert answer.status_code == 200, answer.text
    return [one.result for one in BATCH.validate_json(answer.content).values()]


def matched(site: httpx.Client, name: str, **more: object) -> str | None:
    """The candidate that a client takes without asking; ``None`` if there is none."""
    (found,) = ask(site, {"query": name, **more})
    sure = [one.id for one in found if one.match]
    assert len(sure) <= 1
    return sure[0] if sure else None


def extended(site: httpx.Client, ids: list[str], *properties: str) -> Extension:
    extension = {"ids": ids, "properties": [{"id": name} for name in properties]}
    answer = site.post("/reconcile", data={"extend": json.dumps(extension)})
    assert answer.status_code == 200, answer.text
    return Extension.model_validate_json(answer.content)


def test_the_manifest_is_in_the_language_of_the_town(site: httpx.Client) -> None:
    answer = site.get("/reconcile")
    manifest = Manifest.model_validate_json(answer.content)
    assert manifest.versions == ["0.2"]
    assert manifest.name == "Les données ouvertes de Loos-en-Gohelle"
    assert manifest.identifierSpace == f"{BASE}id/"
    assert "organization" in {one.id for one in manifest.defaultTypes}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_parts_and_quotations_are_no_default_types(site: httpx.Client) -> None:
    manifest = Manifest.model_validate_json(site.get("/reconcile").content)
    assert not {"address", "coordinates", "quotation"} & {one.id for one in manifest.defaultTypes}


def test_services_are_where_the_town_is_behind_a_proxy(site: httpx.Client) -> None:
    answer = site.get("/reconcile", headers={"X-Forwarded-For": "203.0.113.7"})
    manifest = Manifest.model_validate_json(answer.content)
    assert manifest.suggest.entity.address == f"{BASE}reconcile/suggest/entity"
    assert manifest.view.url == f"{BASE}id/{{{{id}}}}"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000"])
def test_no_host_of_a_request_gets_into_the_manifest(site: httpx.Client, host: str) -> None:
    answer = site.get("/reconcile", headers={"Host": host})
    assert host not in answer.text
    assert f"{BASE}reconcile/preview" in answer.text


def test_every_service_of_the_manifest_answers(live_site: httpx.Client) -> None:
    manifest = Manifest.model_validate_json(live_site.get("/reconcile").content)
    found = live_site.get(manifest.suggest.entity.address, params={"prefix": "sainte"}).content
    ids = [one.id for one in Suggestions.model_validate_json(found).result]
    assert "event/festival-sainte-barbe" in ids
    # A client may write an identifier into a template with its slash encoded.
    for template in (manifest.view.url, manifest.preview.url):
        answer = live_site.get(template.replace("{{id}}", "organization%2Fcerdd"))
        assert answer.status_code in (200, 303)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Culture commune", "organization/culture-commune"),
        ("CULTURE COMMUNE ", "organization/culture-commune"),
        ("cultur commune", "organization/culture-commune"),
        ("Base 11/19", "place/base-11-19"),
        ("base 11-19", "place/base-11-19"),
        ("Maisons & Cites", "organization/maisons-et-cites"),
        ("Jardins du Louvre Lens", "organization/les-jardins-du-louvre-lens"),
        ("CFP Sainte Barbe", "organization/cfp-sainte-barbe"),
        ("Loos en Gohelle", "place/loos-en-gohelle"),
        ("216205286", "organization/ville"),
    ],
)
def test_another_spelling_is_matched(inner_site: httpx.Client, written: str, meant: str) -> None:
    assert matched(inner_site, written) == meant


@pytest.mark.parametrize("written", ["Sainte-Barbe", "pepiniere", "Base 11/18", "terrils du nord"])
def test_an_ambiguous_name_is_left_to_people(inner_site: httpx.Client, written: str) -> None:
    (found,) = ask(inner_site, {"query": written})
    assert found
    assert matched(inner_site, written) is None


def test_candidates_come_best_first_up_to_the_limit(site: httpx.Client) -> None:
    (found,) = ask(site, {"query": "Sainte-Barbe", "limit": 2})
    assert len(found) == 2
    assert found[0].score >= found[1].score


def test_the_preferred_name_counts_for_more_than_another_name(
    inner_site: httpx.Client, names: dict[str, Names]
) -> None:
    scores = {"preferred": 100, "other": 98}
    tried = [
        (thing, kind, name)
        for thing, one in names.items()
        for kind, found in (("preferred", one.preferred), ("other", one.other))
        for name in sorted(found)[:1]
    ]
    assert {kind for _, kind, _ in tried} == {*scores}
    answers = ask(inner_site, *({"query": name, "limit": 50} for _, _, name in tried))
    for (thing, kind, name), found in zip(tried, answers, strict=True):
        score = next((one.score for one in found if f"/id/{one.id}" in thing), None)
        assert score == scores[kind], (thing, kind, name)


def test_an_unknown_name_has_no_candidate(site: httpx.Client) -> None:
    assert ask(site, {"query": "Arras"}, {"query": "?!"}) == [[], []]


def test_a_type_narrows_the_candidates(site: httpx.Client) -> None:
    for kinds in ("event", ["event"], ["https://w3id.org/terril/kinds#event"]):
        (found,) = ask(site, {"query": "Sainte-Barbe", "type": kinds, "type_strict": "should"})
        assert [one.id for one in found] == ["event/festival-sainte-barbe"]
        assert found[0].type[0].name == "événement"


def test_a_property_that_agrees_lifts_and_one_that_does_not_lowers(site: httpx.Client) -> None:
    def score(siren: object) -> float:
        properties = [{"pid": "org:identifier", "v": siren}]
        (found,) = ask(site, {"query": "ville", "type": "organization", "properties": properties})
        return next(one.score for one in found if one.id == "organization/ville")

    (plain,) = ask(site, {"query": "ville", "type": "organization"})
    assert score("216205286") > plain[0].score > score("246200364")
    assert score(216205286) == score(["246200364", "216205286"]) == score("216205286")


def test_a_number_alone_is_enough(site: httpx.Client) -> None:
    properties = [{"pid": "http://www.w3.org/ns/org#identifier", "v": "246200364"}]
    (found,) = ask(site, {"properties": properties})
    assert [(one.id, one.match) for one in found] == [
        ("organization/agglomeration-lens-lievin", True)
    ]


def test_a_thing_that_was_matched_before_is_a_value(site: httpx.Client) -> None:
    for value in ({"id": "theme/culture-patrimoine"}, "Culture & Patrimoine"):
        constraint = {"pid": "dct:subject", "v": value}
        (found,) = ask(site, {"query": "Culture commune", "properties": [constraint]})
        assert found[0].id == "organization/culture-commune"
    (against,) = ask(
        site,
        {
            "query": "Culture commune",
            "properties": [{"pid": "dct:subject", "v": {"id": "theme/energie"}}],
        },
    )
    assert not against[0].match


def test_a_batch_may_stand_in_the_address(site: httpx.Client) -> None:
    address = {"queries": json.dumps({"a": {"query": "CERDD"}}), "lang": "en"}
    answer = site.get("/reconcile", params=address)
    assert BATCH.validate_json(answer.content)["a"].result[0].type[0].name == "organization"
    again = site.get(
        "/reconcile", params=address, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    "batch",
    [
        "",
        "{",
        "[]",
        "null",
        '{"q": {}}',
        '{"q": {"query": " "}}',
        '{"q": {"query": "a", "limit": "many"}}',
        '{"q": {"query": "a", "limit": NaN}}',
        '{"q": {"query": "a", "limit": 1e999}}',
        '{"q": {"query": "a", "unknown": 1}}',
        '{"q": {"query": "a", "properties": [{"pid": "no property", "v": 1}]}}',
        '{"q": {"query": "\\ud800"}}',
        json.dumps({"q": {"query": "a" * 1001}}),
        json.dumps({f"q{number}": {"query": "a"} for number in range(101)}),
        "[" * 5000,
    ],
)
def test_an_unreadable_batch_is_reported(site: httpx.Client, batch: str) -> None:
    answer = site.post("/reconcile?lang=fr", data={"queries": batch})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "«" in answer.json()["detail"]


def test_a_form_without_a_query_is_reported(site: httpx.Client) -> None:
    for form in ({"x": "1"}, {"extend": "{}"}, {"extend": "no"}):
        assert site.post("/reconcile", data=form).status_code == 400


def test_a_limit_out_of_reason_is_brought_back(site: httpx.Client) -> None:
    none, very_many = ask(
        site, {"query": "culture", "limit": -3}, {"query": "culture", "limit": 1e9}
    )
    assert len(none) == 1
    assert 1 < len(very_many) <= 50


def test_a_table_is_matched_and_extended(site: httpx.Client) -> None:
    ids = [matched(site, name) or "" for name in ("ville de loos en gohelle", "Cerdd")]
    table = extended(site, ids, "org:identifier", "skos:prefLabel", "dct:subject")
    assert [one.id for one in table.meta] == ["org:identifier", "skos:prefLabel", "dct:subject"]
    assert table.rows[ids[0]]["org:identifier"] == [TextCell(str="216205286")]
    assert table.rows[ids[1]]["skos:prefLabel"] == [TextCell(str="CERDD")]


def test_values_are_things_numbers_and_texts(site: httpx.Client) -> None:
    table = extended(
        site, ["place/loos-en-gohelle", f"{BASE}id/place/loos-en-gohelle"], "schema:latitude",
        "schema:geo", "schema:sameAs"
    )  # fmt: skip
    short, full = table.rows.values()
    assert short == full
    written = {name: [one.model_dump() for one in cells] for name, cells in short.items()}
    assert written["schema:latitude"] == [{"float": 50.45786}]
    assert written["schema:geo"][0]["id"] == "coordinates/loos-en-gohelle"
    assert written["schema:sameAs"] == [{"str": "https://sws.geonames.org/2997619/"}]


def test_integers_stay_integers(site: httpx.Client) -> None:
    table = extended(site, ["value/cellules-pepiniere"], "schema:minValue")
    assert table.rows["value/cellules-pepiniere"]["schema:minValue"] == [WholeCell(int=8)]


def test_an_unknown_thing_has_empty_cells(site: httpx.Client) -> None:
    table = extended(site, ["place/nowhere", "<>", ""], "schema:postalCode")
    assert all(row == {"schema:postalCode": []} for row in table.rows.values())


def test_properties_are_proposed_for_a_type(site: httpx.Client) -> None:
    answer = site.get("/reconcile/properties", params={"type": "organization", "limit": 50})
    proposal = Proposal.model_validate_json(answer.content)
    assert proposal.type == "organization"
    assert {"skos:prefLabel", "org:identifier"} <= {one.id for one in proposal.properties}
    few = site.get("/reconcile/properties", params={"limit": "2"})
    assert len(Proposal.model_validate_json(few.content).properties) == 2


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("entity", "festival", "event/festival-sainte-barbe"),
        ("property", "code p", "schema:postalCode"),
        ("property", "postalC", "schema:postalCode"),
        ("type", "Évén", "event"),
    ],
)
def test_typed_text_gets_suggestions(
    site: httpx.Client, what: str, prefix: str, expected: str
) -> None:
    answer = site.get(f"/reconcile/suggest/{what}", params={"prefix": prefix})
    found = Suggestions.model_validate_json(answer.content).result
    assert expected in [one.id for one in found]


def test_a_cursor_goes_on_where_the_page_before_ended(site: httpx.Client) -> None:
    def page(cursor: int) -> list[str]:
        answer = site.get("/reconcile/suggest/property", params={"prefix": "", "cursor": cursor})
        return [one.id for one in Suggestions.model_validate_json(answer.content).result]

    assert len(page(0)) == 10
    assert page(5)[:5] == page(0)[5:]
    assert page(1000) == []


def test_an_unknown_kind_of_suggestion_is_reported(site: httpx.Client) -> None:
    assert site.get("/reconcile/suggest/colour").status_code == 404
    assert site.get("/reconcile/suggest/type?cursor=-1").status_code == 400


def test_only_the_preview_may_stand_in_a_frame(site: httpx.Client) -> None:
    page = site.get("/reconcile/preview", params={"id": "organization/cerdd", "lang": "fr"})
    assert '<p class="kind">organisation</p>' in page.text
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "form-action 'none'" in page.headers["Content-Security-Policy"]
    document = site.get("/doc/organization/cerdd", headers={"Accept": "text/html"})
    assert "frame-ancestors 'none'" in document.headers["Content-Security-Policy"]
    again = site.get(str(page.url), headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


def test_an_unknown_thing_has_no_preview(site: httpx.Client) -> None:
    for name in ("place/nowhere", "", "<script>"):
        page = site.get("/reconcile/preview", params={"id": name})
        assert page.status_code == 404
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_batches_are_counted_as_queries(town: Path, tmp_path: Path) -> None:
    with site_with(town, tmp_path, "queries_per_minute = 2") as site:
        away = {"X-Forwarded-For": "203.0.113.7"}
        batch = {"queries": json.dumps({"q": {"query": "CERDD"}})}
        assert site.post("/reconcile", data=batch, headers=away).status_code == 200
        assert site.get("/reconcile", params=batch, headers=away).status_code == 200
        assert site.post("/reconcile", data=batch, headers=away).status_code == 429
        assert site.get("/reconcile", headers=away).status_code == 200
