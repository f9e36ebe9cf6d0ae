"""What axe-core and Lighthouse say of every kind of page, in each language and colour scheme."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import product
from operator import itemgetter
from pathlib import Path

import pytest

from bench.servers import Server
from terril.model.languages import list_languages
from tests.browser.conftest import CHROMIUM, DESK, PHONE, SWITCHES, Colours, Readers
from tests.node import find_node
from tests.requirements import lack
from tests.sampling import EXTENTS, Extent, part_of, sampled

TOOLS = Path(__file__).parent / "tools"
KINDS_OF_PAGES = (
    "/",
    "/theme",
    "/organization",
    "/organization?view=table",
    "/place?view=map",
    "/doc/theme/energie",
    "/doc/organization/culture-commune",
    "/doc/place/base-11-19",
    "/search?q=sainte+barbe",
    "/query",
    "/query/organizations-on-a-site?site=https%3A%2F%2Fdata.loos-en-gohelle.fr%2Fid%2Fplace%2Fbase-11-19",
    "/def/",
    "/def/town",
    "/def/class/Organization",
    "/def/problems",
    "/catalogue",
    "/catalogue/places",
    "/accessibility",
    "/changes",
    "/nothing",
)
JUDGED = ("/", "/doc/organization/culture-commune", "/organization")
CATEGORIES = {"performance", "accessibility", "best-practices", "seo"}
WANTED = 0.95
COLOURS: tuple[Colours, ...] = ("light", "dark")
ALL = "{}"
CONTRAST = "{runOnly: ['color-contrast', 'link-in-text-block']}"


@sampled("language,colours", product(list_languages(), COLOURS), 1, key=itemgetter(1))
def test_every_kind_of_page_can_be_used_by_everybody(
    readers: Readers, axe: str, language: str, colours: Colours
) -> None:
    page = readers.visit(language, DESK if colours == "light" else PHONE, colours).page
    found = []
    for path in KINDS_OF_PAGES:
        page.goto(f"{readers.url}{path}")
        assert page.locator("html").get_attribute("lang") == language
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(axe)
        said = page.evaluate(f"axe.run({ALL if colours == 'light' else CONTRAST})")
        assert said["passes"], "axe-core looked at nothing"
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{path}: wider than the window"] if wide else []
        found += [
            f"{path}: {one['id']}: {node['html']}"
            for one in said["violations"]
            for node in one["nodes"]
        ]
    assert not found


@pytest.mark.parametrize("extent", EXTENTS)
def test_lighthouse_finds_little_to_better(server: Server, extent: Extent) -> None:
    node = find_node()
    if CHROMIUM is None or node is None or not (TOOLS / "node_modules").is_dir():
        lack("lighthouse", "it is not here: npm ci --prefix tests/browser/tools")
    judged = part_of(JUDGED, 1, extent)
    command = [node, str(TOOLS / "judge.mjs"), " ".join(SWITCHES)]
    done = subprocess.run(
        [*command, *(f"{server.url}{path}" for path in judged)],
        check=True,
        timeout=600,
        stdout=subprocess.PIPE,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == len(judged) > 0
    for one in said:
        assert set(one["scores"]) == CATEGORIES
        assert all(score >= WANTED for score in one["scores"].values()), one
