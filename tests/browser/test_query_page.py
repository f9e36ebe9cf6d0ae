"""The query page, used as people use it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import httpx
from playwright.sync_api import Page, expect

from bench.servers import BASE, Server
from tests.browser.conftest import PHONE, Readers, Visit

KINDS = """SELECT ?kind (COUNT(?one) AS ?number) WHERE {
  ?one org:classification ?kind
} GROUP BY ?kind ORDER BY DESC(?number)"""
SITE = f"{BASE}id/place/base-11-19"
POINTS = """SELECT ?name ?wkt WHERE { VALUES (?name ?wkt) {
  ("pit" "POINT(2.79 50.45)"^^geo:wktLiteral)
  ("heap" "POLYGON((2.78 50.44, 2.80 50.44, 2.79 50.46, 2.78 50.44))"^^geo:wktLiteral) } }"""


def open_example(page: Page, words: str, title: str) -> None:
    page.fill("input[type=search]", words)
    page.locator(".examples summary").get_by_text(title, exact=True).click()


def test_an_example_is_found_filled_in_by_name_and_asked(reader: Visit) -> None:
    page = reader.open()
    open_example(page, "settled site", "Organizations and projects settled on a site")
    site = page.locator("select[name=site]")
    site.select_option(label="Base 11/19")
    page.locator(".examples details[open] button").first.click()
    page.wait_for_selector("#answer")
    assert f"<{SITE}>" in page.input_value("#query")
    assert "#+" not in page.input_value("#query")
    own = page.locator(".own a").get_attribute("href") or ""
    assert "CD2E" in page.request.get(own).text()
    assert own.startswith(f"{reader.url}/query/organizations-on-a-site?site=")
    expect(page.get_by_role("cell", name="CD2E").first).to_be_visible()


def test_a_shared_address_asks_the_graphs_that_it_names(reader: Visit) -> None:
    count = "SELECT (COUNT(*) AS ?number) { ?s ?p ?o }"
    parameters = {"query": count, "default-graph-uri": f"{BASE}id/graph/source"}
    path = f"/sparql?{urlencode(parameters)}"
    rows = reader.page.request.get(f"{reader.url}{path}&format=csv").text().split()
    page = reader.open(path)
    expect(page.locator("#view td")).to_have_text(rows[1])
    assert "default-graph-uri" in page.url
    page.locator("form.ask input[type=checkbox]").last.uncheck()
    page.locator("button.first").first.click()
    expect(page.locator("#view td")).not_to_have_text(rows[1])
    assert "default-graph-uri" not in page.url


def test_a_search_without_accents_finds_and_hides_examples(readers: Readers) -> None:
    page = readers.visit("fr").open()
    page.fill("input[type=search]", "coordonnees lieux")
    shown = page.locator(".examples li:visible > details > summary")
    assert "Les lieux dont on connaît les coordonnées" in shown.all_inner_texts()
    assert shown.count() < page.locator(".examples li").count()


def test_the_table_has_labels_that_lead_to_pages_of_this_site_and_keeps_the_iris(
    reader: Visit,
) -> None:
    page = reader.ask(f"SELECT ?thing WHERE {{ VALUES ?thing {{ <{SITE}> }} }}")
    link = page.locator("#view td a")
    assert link.inner_text() == "Base 11/19"
    assert link.get_attribute("title") == SITE
    page.get_by_label("Names instead of addresses").uncheck()
    assert page.locator("#view td a").inner_text() == SITE
    page.locator("#view td a").click()
    page.wait_for_url(f"{reader.url}/doc/place/base-11-19")


def test_a_click_on_a_column_sorts_by_it(reader: Visit) -> None:
    page = reader.ask("SELECT ?n WHERE { VALUES ?n { 9 10 1 } }")
    head = page.locator("th button")
    head.click()
    assert page.locator("td").all_inner_texts() == ["1", "9", "10"]
    head.click()
    assert page.locator("td").all_inner_texts() == ["10", "9", "1"]
    assert page.locator("th").get_attribute("aria-sort") == "descending"


def test_a_long_answer_is_shown_piece_by_piece(reader: Visit) -> None:
    page = reader.ask("SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 350")
    assert page.locator("tbody tr").count() == 100
    page.get_by_role("button", name="Show 250 more").click()
    page.locator("tbody tr").nth(349).wait_for()


def test_numbers_are_drawn_as_a_chart(reader: Visit) -> None:
    page = reader.ask(KINDS)
    reader.show("chart")
    canvas = page.get_by_role("img", name="Chart: number by kind")
    expect(canvas).to_be_visible()
    assert page.evaluate(COLOURS) > 10, "the canvas is blank"
    page.get_by_label("Shown as").select_option("line")
    assert page.evaluate(COLOURS) > 10


def test_coordinates_are_drawn_as_a_map_whose_spots_lead_to_pages(reader: Visit) -> None:
    page = reader.open()
    open_example(page, "coordinates", "The places with known coordinates")
    page.locator(".examples details[open] button").first.click()
    reader.show("map")
    spot = page.locator(".atlas .spot").first
    spot.focus()
    page.keyboard.press("Enter")
    target = page.locator(".leaflet-popup a[title]").get_attribute("href") or ""
    assert target.startswith("./doc/place/")
    assert page.request.get(f"{reader.url}/{target}").ok


def test_shapes_in_well_known_text_are_drawn(reader: Visit) -> None:
    page = reader.ask(POINTS)
    reader.show("map")
    assert page.locator(".atlas .spot").count() == 2
    assert page.locator(".atlas .degrees").count() > 2


def test_markup_in_the_data_stays_text(reader: Visit) -> None:
    page = reader.ask(
        "SELECT ?name ?wkt { VALUES (?name ?wkt) "
        '{ ("<b class=x>pit</b>"@en "POINT(2.79 50.45)"^^geo:wktLiteral) } }'
    )
    for view in ("table", "chart", "map"):
        reader.show(view)
        assert page.locator(".x").count() == 0
    expect(page.get_by_text("<b class=x>pit</b>").first).to_be_visible()


def test_only_web_addresses_are_links(reader: Visit) -> None:
    bad = ("javascript:alert(1)", "JAVASCRIPT:alert(2)", "data:text/html,x", "file:///x")
    good = ("HTTPS://x.example/", "mailto:a@x.example", "tel:1")
    iris = " ".join(f"<{iri}>" for iri in (*bad, *good))
    page = reader.ask(f'SELECT ?x ?wkt {{ VALUES ?x {{ {iris} }} BIND("POINT(2 50)" AS ?wkt) }}')
    addresses = page.locator("#result [href]").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert set(good) <= set(addresses)
    assert not set(bad) & set(addresses)
    for iri in bad:
        expect(page.locator("#result td").get_by_text(iri, exact=True)).to_be_visible()
    page = reader.ask(f"CONSTRUCT {{ ?x rdfs:seeAlso ?x }} {{ VALUES ?x {{ {iris} }} }}")
    reader.show("graph")
    drawn = page.locator("#result svg a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert set(good) <= set(drawn)
    assert not set(bad) & set(drawn)


def test_a_text_does_not_reorder_what_stands_beside_it(reader: Visit) -> None:
    page = reader.page_at("/")
    order = page.evaluate(
        """() => {
          const place = document.querySelector("main").appendChild(document.createElement("p"));
          const name = place.appendChild(document.createElement("a"));
          name.textContent = "abc\\u202edef";
          const beside = place.appendChild(document.createTextNode(" xyz"));
          const left = index => {
            const range = document.createRange();
            range.setStart(beside, index);
            range.setEnd(beside, index + 1);
            return range.getBoundingClientRect().left;
          };
          return [name.getBoundingClientRect().right, left(1), left(2), left(3)];
        }"""
    )
    assert order == sorted(order)


def test_another_language_shows_the_same_answer(reader: Visit) -> None:
    page = reader.ask("ASK { ?s a org:Organization }")
    page.get_by_role("link", name="FR").click()
    page.get_by_text("Oui.", exact=True).wait_for()


def test_a_graph_is_drawn_and_shown_as_turtle(reader: Visit) -> None:
    page = reader.ask(f"DESCRIBE <{SITE}>")
    reader.show("graph")
    node = page.locator('.graph a.node[href="./doc/place/base-11-19"]')
    assert "Base 11/19" in (node.text_content() or "")
    reader.show("text")
    assert "base-11-19>" in page.locator("#view pre").inner_text()


def test_the_csv_file_is_what_the_endpoint_answers(reader: Visit, server: Server) -> None:
    page = reader.ask(KINDS)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    saved = waiting.value.path().read_bytes()
    asked = {"query": KINDS, "format": "csv"}
    assert saved == httpx.get(f"{server.url}/sparql", params=asked, trust_env=False).content
    assert waiting.value.suggested_filename == "answer.csv"


def test_a_mistake_is_told_and_marked_where_it_stands(reader: Visit) -> None:
    page = reader.ask("SELECT ?s WHERE {\n  ?s a org:Organization\n  ?x\n}")
    assert "Line 3" in page.get_by_role("alert").inner_text()
    assert page.locator(".mistake-sign").count() == 1


def test_the_known_prefixes_are_no_mistake_in_the_editor(reader: Visit) -> None:
    page = reader.open()
    assert "PREFIX" not in page.input_value("#query")
    assert page.locator(".mistake-sign").count() == 0


def test_the_editor_proposes_words_of_the_data_with_their_labels(reader: Visit) -> None:
    page = reader.open()
    page.locator(".CodeMirror-code").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * WHERE { ?s org:hasSi")
    page.locator(".CodeMirror-hint-active", has_text="org:hasSite · is settled on").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" ?site }")
    assert page.input_value("#query").endswith("org:hasSite ?site }")


def test_the_whole_way_can_be_gone_by_keyboard(reader: Visit) -> None:
    page = reader.open()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.yasqe') !== null"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(KINDS)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "default-graph-uri"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "tab-table":
            break
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-view=chart] canvas")
    assert page.evaluate("document.activeElement.id") == "tab-chart"


def test_the_page_speaks_french(readers: Readers) -> None:
    page = readers.visit("fr").ask(KINDS)
    expect(page.get_by_role("tab", name="Diagramme")).to_be_visible()
    assert "lignes. Réponse en" in page.locator("#result").inner_text()
    page = readers.visit("fr").ask("SELECT")
    assert "requête" in page.get_by_role("alert").inner_text()


def test_a_phone_never_scrolls_sideways(readers: Readers) -> None:
    visit = readers.visit("fr", PHONE)
    page = visit.ask(KINDS)
    for view in ("table", "chart"):
        visit.show(view)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    visit.ask(POINTS)
    visit.show("map")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_an_address_with_a_query_shows_its_answer(reader: Visit) -> None:
    page = reader.ask("ASK { ?s a org:Organization }")
    assert "Yes." in page.locator("#result").inner_text()
    page.reload()
    page.wait_for_selector("#view td")
    assert page.locator("#view td").inner_text() == "true"


def test_a_question_s_own_address_offers_the_editor_too(reader: Visit) -> None:
    page = reader.page
    page.goto(f"{reader.url}/query/guiding-questions?format=html&lang=fr")
    page.get_by_text("La modifier sur la page de requête").click()
    page.wait_for_selector("#view td")
    assert "SELECT" in page.input_value("#query")
    reader.write("ASK {}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/sparql\?.*query=ASK"))
    page.get_by_text(re.compile(r"^(Oui|Yes)\.$")).wait_for()


def test_without_a_script_the_examples_and_the_form_still_work(readers: Readers) -> None:
    visit = readers.visit(script=False)
    page = visit.page
    page.goto(f"{visit.url}/sparql")
    page.locator(".examples > summary").click()
    open_title = "Organizations and projects settled on a site"
    page.locator(".examples summary").get_by_text(open_title, exact=True).click()
    page.fill("input[name=site]", SITE)
    page.locator(".examples li details[open] button").first.click()
    expect(page.get_by_role("cell", name="CD2E").first).to_be_visible()
    page.goto(f"{visit.url}/sparql")
    page.fill("#query", "ASK {}")
    page.locator("form.ask button").click()
    expect(page.get_by_role("cell", name="true")).to_be_visible()


COLOURS = """() => {
  const canvas = document.querySelector("canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 4).join());
  return seen.size;
}"""
