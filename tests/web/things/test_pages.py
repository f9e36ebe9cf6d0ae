"""Pages of things and of lists: facts, facets, drawings, quotations and citations."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import httpx
import pytest
from pyld import jsonld
from pyoxigraph import RdfFormat, parse

from bench.servers import BASE

pytestmark = pytest.mark.http

PAGE = {"Accept": "text/html"}
CONTEXT = {"@context": {"@vocab": "http://schema.org/"}}


def page(site: httpx.Client, path: str, **parameters: str) -> str:
    answer = site.get(path, params=parameters, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def headings(text: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", text)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("base-11-19", ["En bref", "Organisations", "Lieux", "Noms et numéros"]),
        ("loos-en-gohelle", ["En bref", "Lieux", "Noms et numéros", "Ailleurs"]),
    ],
)
def test_facts_are_arranged_as_in_the_model(
    name: str, wanted: list[str], site: httpx.Client
) -> None:
    found = headings(page(site, f"/doc/place/{name}", lang="fr"))
    assert [one for one in found if one in wanted] == wanted


def test_the_elements_of_a_list_are_in_its_order(site: httpx.Client) -> None:
    text = page(site, "/doc/list/les-structures", lang="fr")
    ranks = [int(rank) for rank in re.findall(r">Structure ([0-9]+) : ", text)]
    assert ranks[:10] == list(range(1, 11))


def test_incoming_properties_have_their_inverse_name(site: httpx.Client) -> None:
    text = page(site, "/doc/place/base-11-19", lang="fr")
    assert "<dt>Structures implantées ici</dt>" in text
    assert ">Réhafutur</a>" in text


def test_the_administrators_of_the_incubator_are_on_its_page(site: httpx.Client) -> None:
    text = page(site, "/doc/organization/pepiniere", lang="fr")
    assert re.search(
        r"est administrée par</dt>\s*<dd><a [^>]*>Agglomération de Lens-Liévin</a>", text
    )


def test_a_theme_starts_with_its_question_and_groups_related_things_by_kind(
    site: httpx.Client,
) -> None:
    text = page(site, "/doc/theme/biodiversite-amenagement-cadre-de-vie", lang="fr")
    question = text.index("Comment la ville, avec ce contexte particulier")
    assert question < text.index("<h2")
    assert re.findall(r"<h3>(.*?)</h3>", text) == ["Lieux", "Organisations", "Projets"]


def test_facts_name_their_graph(site: httpx.Client) -> None:
    text = page(site, "/doc/organization/cd2e", lang="en")
    assert "is settled on: Base 11/19" in text
    assert ">What the town’s page says</a>" in text


def test_phrases_of_the_source_are_quoted(site: httpx.Client) -> None:
    text = page(site, "/doc/place/base-11-19", lang="en")
    assert '<p lang="fr">« fort d’une centaine d’emplois »</p>' in text


def test_a_page_can_be_cited_with_its_release(site: httpx.Client) -> None:
    release = site.get("/health").json()["release"]
    text = page(site, "/doc/theme/energie", lang="en")
    assert f"{BASE}id/theme/energie, release {release}" in text
    assert "@misc{theme-energie,\n  author = {{Projet Terril}}," in text


@pytest.mark.parametrize(
    "path",
    ["organization/cd2e", "place/base-11-19", "place/terrils", "place/pas-de-calais"],
)
def test_a_page_shows_no_position_of_a_whole_or_a_part(site: httpx.Client, path: str) -> None:
    assert 'class="map"' not in page(site, f"/doc/{path}", lang="en")
    assert 'class="map"' in page(site, "/doc/place/puits-11", lang="en")


def test_schema_org_in_every_page_is_part_of_the_document(
    inner_site: httpx.Client, some_things: list[str]
) -> None:
    found = 0
    for iri in some_things:
        path = "/doc/" + iri.removeprefix(f"{BASE}id/")
        script = re.search(
            r'<script type="application/ld\+json">(.*?)</script>',
            inner_site.get(path, headers=PAGE).text,
            re.DOTALL,
        )
        if script is None:
            continue
        found += 1
        tree = json.loads(script[1])
        assert tree["@context"] == "https://schema.org"
        nquads = jsonld.to_rdf({**tree, **CONTEXT}, {"format": "application/n-quads"})
        inside = {q.triple for q in parse(nquads.encode(), format=RdfFormat.N_QUADS)}
        whole = inner_site.get(f"{path}.nt").content
        assert inside
        assert inside <= {q.triple for q in parse(whole, format=RdfFormat.N_TRIPLES)}, path
    assert found > len(some_things) / 3


def test_text_cannot_end_the_script_that_it_stands_in(inner_site: httpx.Client) -> None:
    text = inner_site.get("/doc/place/base-11-19", headers=PAGE).text
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert script
    assert "<" not in script[1]


def test_the_start_page_leads_to_themes_places_and_structures(site: httpx.Client) -> None:
    text = page(site, "/", lang="fr")
    assert "Comment faire de l'implication une force" in text
    assert 'href="./doc/organization/pepiniere?lang=fr"' in text
    assert "Map of the places" in page(site, "/", lang="en")
    assert 'role="search"' in text


def test_a_list_is_narrowed_by_facets(site: httpx.Client) -> None:
    text = page(site, "/organization", theme="energie", lang="fr")
    assert "2 en tout" in text
    assert ">Lumiwatt</a>" in text
    assert ">Culture Commune</a>" not in text
    both = page(site, "/organization", theme="energie", form="association", lang="en")
    assert "Legal form" in both
    assert "1 in all" in both


def test_values_of_a_facet_add_up_and_are_counted(site: httpx.Client) -> None:
    rows = site.get("/organization.csv?theme=energie&theme=culture-patrimoine").text
    assert len(list(csv.reader(io.StringIO(rows)))) == 1 + 4
    text = page(site, "/organization", lang="en")
    assert re.search(r'href="\?theme=energie&lang=en"[^>]*>Energy</a> <span class="kind">2<', text)


def test_a_list_is_reversed(site: httpx.Client) -> None:
    names = re.compile(r'<li><a href="\./doc/theme/([a-z-]+)\?lang=fr"')
    there = names.findall(page(site, "/theme", lang="fr"))
    back = names.findall(page(site, "/theme", lang="fr", sort="-name"))
    assert len(there) == 6
    assert back == there[::-1]


def test_a_list_is_a_table_and_a_map_as_well(site: httpx.Client) -> None:
    table = page(site, "/place", view="table", lang="en")
    assert '<th scope="row"><a href="./doc/place/puits-11?lang=en">shaft No. 11</a></th>' in table
    shown = page(site, "/place", view="map", type="mine-shaft")
    assert shown.count('class="marker"') == 2
    assert "Nobody has said where these are." in page(site, "/theme", view="map", lang="en")


def test_the_table_of_a_list_is_csv_in_the_reader_s_language(site: httpx.Client) -> None:
    answer = site.get("/organization.csv?theme=energie", headers={"Accept-Language": "fr"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Language"] == "fr"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["nom"] for row in rows] == ["CD2E", "Lumiwatt"]
    assert rows[0]["thème"] == "Energie | Résilience & Transition"
    assert rows[0]["IRI"] == f"{BASE}id/organization/cd2e"


def test_the_places_of_a_list_are_geojson(site: httpx.Client) -> None:
    answer = site.get("/place", headers={"Accept": "application/geo+json"})
    found = {row["id"]: row for row in answer.json()["features"]}
    shaft = found[f"{BASE}id/place/puits-11"]
    assert shaft["geometry"] == {"type": "Point", "coordinates": [2.788481, 50.443206]}
    assert shaft["properties"]["name"] == "shaft No. 11"
    assert shaft["properties"]["position of"] is None
    own = {iri for iri, row in found.items() if row["geometry"]}
    assert own == {
        f"{BASE}id/place/{name}" for name in ("puits-11", "puits-19", "loos-en-gohelle")
    }


def test_a_list_is_narrowed_in_rdf_too(site: httpx.Client) -> None:
    answer = site.get("/organization.nt?theme=energie")
    quads = list(parse(answer.content, format=RdfFormat.N_TRIPLES))
    members = {
        str(q.object)[1:-1] for q in quads if q.predicate.value.endswith("hydra/core#member")
    }
    assert members == {f"{BASE}id/organization/cd2e", f"{BASE}id/organization/lumiwatt"}
    wholes = {str(q.subject)[1:-1] for q in quads if q.predicate.value.endswith("#totalItems")}
    assert wholes == {f"{BASE}organization?theme=energie"}


@pytest.mark.parametrize(
    "query", ["theme=nothing", "sort=size", "view=cloud", "page=0", "page=2", "page=x"]
)
def test_an_unknown_list_is_a_problem(site: httpx.Client, query: str) -> None:
    assert site.get(f"/organization?{query}").status_code == 404


def test_a_thing_is_no_table(site: httpx.Client) -> None:
    assert site.get("/doc/theme/energie.csv").status_code == 404


def test_every_page_links_its_other_languages_and_formats(site: httpx.Client) -> None:
    for path in ("/", "/theme", "/doc/theme/energie", "/def/", "/def/class/Theme"):
        text = page(site, path)
        assert 'rel="alternate" hreflang="fr"' in text, path
        assert 'rel="alternate" type="text/turtle"' in text, path
        assert 'rel="canonical"' in text, path


def test_language_and_release_of_the_address_are_kept_from_page_to_page(
    site: httpx.Client,
) -> None:
    release = site.get("/health").json()["release"]
    text = page(site, "/doc/theme/energie", lang="fr", release=release)
    links = re.findall(r'<a href="(\.\./[^"]*)"', text)
    assert len(links) > 10
    kept = f"?lang=fr&release={release}"
    assert [link for link in links if kept not in link] == []
    assert f'href="../../{kept}"' in text
    plain = page(site, "/doc/theme/energie")
    assert 'href="../../organization"' in plain or 'href="../../theme"' in plain


def test_an_unknown_release_is_not_kept_from_page_to_page(site: httpx.Client) -> None:
    answer = site.get("/doc/theme/energie?release=000000000000&lang=fr", headers=PAGE)
    assert answer.status_code == 404
    assert "?lang=fr&amp;release" not in answer.text
    assert 'href="../../?lang=fr"' in answer.text


def test_the_accessibility_statement_names_the_contact(site: httpx.Client) -> None:
    text = page(site, "/accessibility", lang="fr")
    assert "Projet Terril</a>" in text
    assert "Défenseur des droits" in text
    assert 'href="../../accessibility"' in page(site, "/doc/theme/energie")
    assert "Accessibilité" in site.get("/accessibility.ttl").text
