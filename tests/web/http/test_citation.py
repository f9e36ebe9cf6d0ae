"""Answers stay available from the release that gave them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from werkzeug.http import http_date, parse_date

from bench.servers import BASE
from terril.release.releases import Releases
from terril.web.sparql.protocol import LONGEST_ADDRESS
from tests.web.http.conftest import Archive

pytestmark = pytest.mark.http

HTML = {"Accept": "text/html"}
TABLE = {"Accept": "text/csv"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
THING = "doc/theme/energie"
LATE = "doc/place/tried-2"
SECOND = timedelta(seconds=1)


@pytest.fixture
def site(archive: Archive) -> Iterator[httpx.Client]:
    with archive.client() as client:
        yield client


def count(site: httpx.Client, release: str = "") -> int:
    params = {"query": COUNT, **({"release": release} if release else {})}
    answer = site.get("/sparql", params=params, headers=TABLE)
    assert answer.status_code == 200, answer.text
    return int(next(iter(csv.DictReader(io.StringIO(answer.text))))["n"])


def test_each_kept_release_answers_queries(site: httpx.Client, archive: Archive) -> None:
    first, second, current = (count(site, release) for release in archive.ids)
    assert first < second < current == count(site)
    answer = site.post("/sparql", data={"query": COUNT, "release": archive.ids[0]}, headers=TABLE)
    assert answer.headers["Terril-Release"] == archive.ids[0]
    assert f"n\r\n{first}\r\n" == answer.text
    direct = site.post(
        "/sparql",
        content=COUNT,
        params={"release": archive.ids[0]},
        headers={**TABLE, "Content-Type": "application/sparql-query"},
    )
    assert direct.text == answer.text


def test_stored_queries_and_documents_are_served_from_older_releases(
    site: httpx.Client, archive: Archive
) -> None:
    old = {"release": archive.ids[0]}
    for path in ("/query/guiding-questions", f"/{THING}", "/place", "/", "/def/"):
        answer = site.get(path, params=old)
        assert answer.status_code == 200, path
        assert answer.headers["Terril-Release"] == archive.ids[0]
    page = site.get(f"/{THING}", params=old, headers=HTML)
    assert f"<code>{archive.ids[0]}</code>" in page.text
    assert f"energie.ttl?release={archive.ids[0]}" in page.text
    assert f"release={archive.ids[0]}" in page.headers["Content-Location"]
    assert site.get(f"/{LATE}", params=old).status_code == 404
    assert site.get(f"/{LATE}").status_code == 200


@pytest.mark.parametrize("release", ["000000000000", "../../etc", "x" * 500, "é"])
@pytest.mark.parametrize("path", ["/sparql?query=ASK{}&", f"/{THING}?", "/query/x?"])
def test_a_release_that_is_not_kept_is_a_problem_that_names_those_that_are(
    site: httpx.Client, archive: Archive, path: str, release: str
) -> None:
    answer = site.get(f"{path}release={release}")
    assert answer.status_code == 404
    assert set(answer.json()["kept"]) == set(archive.ids)
    assert archive.ids[0] in answer.json()["detail"]


def test_only_so_many_older_releases_are_open_and_idle_ones_are_closed(
    site: httpx.Client, archive: Archive
) -> None:
    older = archive.serving.older
    for release in (*archive.ids[:2], archive.ids[0]):
        count(site, release)
        assert older.list_open() == (release,)
    older.close_idle()
    assert older.list_open() == (archive.ids[0],)
    older.close_idle(before=float("inf"))
    assert older.list_open() == ()
    count(site, archive.ids[1])


def test_a_release_in_use_answers_after_it_was_closed(archive: Archive) -> None:
    opened = archive.serving.select(archive.ids[0])
    archive.serving.older.close()
    with archive.app.test_request_context("/sparql"):
        assert opened.store.labels(f"{BASE}id/theme/energie")
    assert opened.workers.statistics().running == 0


def test_dumps_of_older_releases_stay(site: httpx.Client, archive: Archive) -> None:
    texts = [site.get(f"/dump/{release}/town.nt").text for release in archive.ids]
    assert "tried-2" in texts[2]
    assert "tried-2" not in texts[0]
    assert site.get("/dump/latest/town.nt").text == texts[2]
    assert site.get("/dump/000000000000/town.nt").status_code == 404


def test_an_answer_links_to_its_permanent_address(site: httpx.Client, archive: Archive) -> None:
    answer = site.get("/sparql", params={"query": COUNT}, headers=TABLE)
    link = answer.headers["Link"]
    assert link.endswith('rel="cite-as"')
    address = link[1 : link.index(">")]
    assert address.startswith(f"{BASE}sparql?")
    again = site.get(f"/sparql?{urlsplit(address).query}", headers=TABLE)
    assert again.content == answer.content
    stored = site.get("/query/guiding-questions?format=csv&lang=fr").headers["Link"]
    assert stored == f'<{BASE}query/guiding-questions?release={archive.ids[2]}>; rel="cite-as"'


def test_a_permanent_address_keeps_the_dataset_of_the_query(site: httpx.Client) -> None:
    graph = f"{BASE}id/graph/source"
    form = {"query": COUNT, "default-graph-uri": graph, "named-graph-uri": graph}
    link = site.post("/sparql", data=form, headers=TABLE).headers["Link"]
    cited = parse_qs(urlsplit(link[1 : link.index(">")]).query)
    assert cited["default-graph-uri"] == cited["named-graph-uri"] == [graph]


def test_a_query_too_long_for_an_address_has_none(site: httpx.Client) -> None:
    long = {"query": f"{COUNT} #{'x' * LONGEST_ADDRESS}"}
    assert "Link" not in site.post("/sparql", data=long, headers=TABLE).headers
    page = site.post("/sparql", data=long, headers=HTML)
    assert "@misc" not in page.text


@pytest.mark.parametrize("path", [f"/sparql?query={COUNT}", "/query/guiding-questions?"])
def test_a_page_has_its_citation(site: httpx.Client, archive: Archive, path: str) -> None:
    page = site.get(path, headers={**HTML, "Accept-Language": "fr"}).text
    assert f"@misc{{terril-{archive.ids[2]}," in page
    assert "Citer cette réponse" in page
    assert "Projet Terril : Données ouvertes liées de Loos-en-Gohelle" in page


def when(archive: Archive, number: int) -> datetime:
    return Releases(archive.town / "releases").get(archive.ids[number]).created


def test_accept_datetime_redirects_to_the_memento(site: httpx.Client, archive: Archive) -> None:
    wanted = {"Accept-Datetime": http_date(when(archive, 0) - timedelta(days=400))}
    gate = site.get(f"/{THING}?lang=fr", headers={**wanted, "Accept": "text/turtle"})
    assert gate.status_code == 302
    assert gate.headers["Location"] == f"?lang=fr&release={archive.ids[0]}"
    assert "Accept-Datetime" in gate.headers["Vary"]
    assert 'rel="original timegate"' in gate.headers["Link"]
    assert gate.next_request is not None
    memento = site.get(str(gate.next_request.url), headers=wanted)
    assert memento.status_code == 200
    assert memento.headers["Terril-Release"] == archive.ids[0]
    dated = parse_date(memento.headers["Memento-Datetime"])
    assert dated == when(archive, 0).replace(microsecond=0)
    later = {"Accept-Datetime": http_date(datetime.now(UTC) + timedelta(days=1))}
    assert site.get(f"/{THING}", headers=later).headers["Location"] == f"?release={archive.ids[2]}"


def test_the_date_of_a_memento_leads_to_that_memento(site: httpx.Client, archive: Archive) -> None:
    for release in archive.ids:
        memento = site.get(f"/{THING}", params={"release": release})
        wanted = {"Accept-Datetime": memento.headers["Memento-Datetime"]}
        gate = site.get(f"/{THING}", headers=wanted)
        assert gate.headers["Location"] == f"?release={release}"


def test_every_date_of_a_timemap_leads_to_its_memento(
    site: httpx.Client, archive: Archive
) -> None:
    states = re.findall(
        r'release=([0-9a-f]+)>; rel="[^"]*memento"; datetime="([^"]+)"',
        site.get(f"/timemap/{THING}").text,
    )
    assert [release for release, _ in states] == list(archive.ids)
    for number, (release, dated) in enumerate(states):
        moment = parse_date(dated)
        assert moment
        earlier = archive.ids[max(number - 1, 0)]
        for wanted, expected in ((dated, release), (http_date(moment - SECOND), earlier)):
            gate = site.get(f"/{THING}", headers={"Accept-Datetime": wanted})
            assert gate.headers["Location"] == f"?release={expected}"


def test_a_document_links_to_its_timemap(site: httpx.Client) -> None:
    answer = site.get(f"/{THING}.ttl")
    assert "Accept-Datetime" in answer.headers["Vary"]
    assert 'rel="timemap"' in answer.headers["Link"]
    assert "Memento-Datetime" not in answer.headers
    assert "Accept-Datetime" not in site.get("/place.ttl").headers.get("Vary", "")


def list_memento_links(link: str) -> list[str]:
    """Return the targets of the links that Memento clients follow, as they stand."""
    return re.findall(r'<([^>]*)>; rel="(?:original timegate|timemap)"', link)


def test_links_to_other_states_are_absolute(site: httpx.Client, archive: Archive) -> None:
    early = {"Accept-Datetime": http_date(when(archive, 0) - SECOND)}
    answers = [
        site.get(f"/{THING}"),
        site.get(f"/{THING}", params={"release": archive.ids[0]}),
        site.get(f"/{THING}", headers=early),
    ]
    expected = [f"{site.base_url}/{THING}", f"{site.base_url}/timemap/{THING}"]
    for answer in answers:
        assert list_memento_links(answer.headers["Link"]) == expected
    states = re.findall(r'<([^>]*)>; rel="[^"]*memento"', site.get(expected[1]).text)
    assert [site.get(state).headers["Terril-Release"] for state in states] == list(archive.ids)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "data.town.example"},
        {"X-Forwarded-For": "192.0.2.1"},
        {"X-Forwarded-Proto": "https"},
    ],
)
def test_behind_a_proxy_these_links_have_the_address_of_the_town(
    site: httpx.Client, headers: dict[str, str]
) -> None:
    answer = site.get(f"/{THING}", headers=headers)
    assert list_memento_links(answer.headers["Link"]) == [
        f"{BASE}{THING}",
        f"{BASE}timemap/{THING}",
    ]
    assert f"<{BASE}{THING}?release=" in site.get(f"/timemap/{THING}", headers=headers).text


def test_an_invalid_accept_datetime_is_a_problem(site: httpx.Client) -> None:
    answer = site.get(f"/{THING}", headers={"Accept-Datetime": "yesterday"})
    assert answer.status_code == 400
    assert "yesterday" in answer.json()["detail"]


def test_a_timemap_lists_all_mementos(site: httpx.Client, archive: Archive) -> None:
    answer = site.get(f"/timemap/{THING}")
    assert answer.headers["Content-Type"] == "application/link-format"
    lines = answer.text.split(",\n")
    assert f'<{site.base_url}/{THING}>; rel="original timegate"' in lines
    states = [line for line in lines if "memento" in line]
    assert [f"release={one}" in line for one, line in zip(archive.ids, states, strict=True)] == [
        True
    ] * 3
    assert 'rel="first memento"' in states[0]
    assert 'rel="last memento"' in states[2]
    only = [line for line in site.get(f"/timemap/{LATE}").text.split(",\n") if "memento" in line]
    assert len(only) == 1
    assert 'rel="first last memento"' in only[0]
    assert site.get("/timemap/doc/place/nothing").status_code == 404
