"""What people come for, done as they do it: with a mouse, with a keyboard, on paper."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Readers

PEPINIERE = "Pépinière d’éco-entreprises"
ADMINISTRATOR = "Agglomération de Lens-Liévin"
SERVED = re.compile(r"/doc/organization/pepiniere")


def administrator(page: Page) -> str:
    """What the page says of who administers what it is about."""
    fact = page.locator("dl > div", has=page.get_by_text("est administrée par", exact=True))
    return fact.locator("dd").first.inner_text()


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press the tabulator until the link of that name has the focus, to be seen by its outline."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.inner_text() == name:
            assert focus.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
            return
    pytest.fail(f"“{name}” is not reached with {most} tabulators")


def test_who_administers_the_incubator_is_found_by_mouse(readers: Readers) -> None:
    page = readers.visit("fr").page_at("/")
    page.get_by_role("link", name=PEPINIERE).first.click()
    expect(page).to_have_url(SERVED)
    assert administrator(page) == ADMINISTRATOR


def test_who_administers_the_incubator_is_found_by_keyboard(readers: Readers) -> None:
    page = readers.visit("fr").page_at("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#content"
    page.keyboard.press("Enter")
    tab_to(page, PEPINIERE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(SERVED)
    tab_to(page, ADMINISTRATOR)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(ADMINISTRATOR)


@pytest.mark.parametrize("script", [True, False])
def test_organizations_are_narrowed_to_a_theme(readers: Readers, script: bool) -> None:
    page = readers.visit("fr", script=script).page_at("/")
    page.get_by_role("link", name="Organisations", exact=True).click()
    expect(page.locator("h1")).to_have_text("Organisations")
    everything = page.locator("main .things > li").count()
    page.get_by_role("link", name="Energie", exact=True).click()
    expect(page.locator("h1")).to_have_text("Organisations")
    found = page.locator("main .things > li > a").all_inner_texts()
    assert found == ["CD2E", "Lumiwatt"]
    assert everything > len(found)
    page.get_by_role("link", name="Tableau").click()
    assert page.locator("tbody tr").count() == len(found)


def test_a_name_is_found_without_accents_and_hyphens(readers: Readers) -> None:
    page = readers.visit("fr", PHONE).page_at("/")
    page.get_by_role("searchbox").fill("sainte barbe")
    page.keyboard.press("Enter")
    first = page.locator("ol.things a").first
    expect(first).to_have_text("Centre de Formation Professionnelle Sainte-Barbe")
    first.click()
    expect(page.locator("h1")).to_have_text("Centre de Formation Professionnelle Sainte-Barbe")


def test_another_language_is_the_same_page_and_stays(readers: Readers) -> None:
    page = readers.visit("fr").page_at("/doc/organization/pepiniere")
    page.get_by_role("navigation", name="Langues").get_by_role("link").click()
    expect(page).to_have_url(SERVED)
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Organizations").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("navigation", name="Languages").get_by_role("link").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.locator("h1")).to_have_text("Organisations")


def test_a_page_is_printed_with_its_facts_and_addresses(readers: Readers) -> None:
    page = readers.visit("fr").page_at("/doc/organization/pepiniere")
    paper = PdfReader(BytesIO(page.pdf()))
    text = " ".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    assert PEPINIERE in text
    assert ADMINISTRATOR in text
    assert "data.loos-en-gohelle.fr/id/organization/pepiniere" in text.replace(" ", "")
    assert "Recherche" not in text
    assert len(paper.pages) <= 3
