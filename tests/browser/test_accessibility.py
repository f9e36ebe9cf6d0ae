"""What axe-core finds on the query page, in each view and both colour schemes, and on others."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Colours, Readers
from tests.browser.test_query_page import KINDS, POINTS, SITE

SERIOUS = {"serious", "critical"}


# Colours differ between the two schemes, the rest does not.
RULES: dict[Colours, str] = {"light": "{}", "dark": "{runOnly: ['color-contrast']}"}


def serious_findings(page: Page, axe: str, colours: Colours = "light") -> list[str]:
    """What people cannot use, outside the editor widget, which others wrote."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run({{exclude: ['.yasqe']}}, {RULES[colours]})")
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{one['id']}: {node['html']}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_view_can_be_used_by_everybody(readers: Readers, axe: str, colours: Colours) -> None:
    visit = readers.visit(colours=colours)
    findings = partial(serious_findings, axe=axe, colours=colours)
    page = visit.ask(KINDS)
    page.locator(".snippets summary").first.click()
    assert not findings(page)
    visit.show("chart")
    assert not findings(page)
    visit.ask(POINTS)
    visit.show("map")
    assert not findings(page)
    visit.ask(f"DESCRIBE <{SITE}>")
    visit.show("graph")
    assert not findings(page)


def test_the_examples_and_a_refused_query_can_be_used_by_everybody(
    readers: Readers, axe: str
) -> None:
    visit = readers.visit("fr", PHONE)
    page = visit.ask("SELECT")
    page.locator(".examples > summary").click()
    for example in page.locator(".examples li > details > summary").all()[:12]:
        example.click()
    page.wait_for_selector(".examples select")
    assert not serious_findings(page, axe)


def test_what_changed_can_be_read_by_everybody(readers: Readers, axe: str) -> None:
    visit = readers.visit("fr", PHONE)
    page = visit.page
    page.goto(f"{visit.url}/changes")
    assert not serious_findings(page, axe)
    page.locator("main h2 a").first.click()
    page.wait_for_selector("main details summary")
    page.locator("main details summary").first.click()
    assert not serious_findings(page, axe)
