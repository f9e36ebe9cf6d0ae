"""Chromium in front of the real server: every page is watched for other hosts and for errors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from bench.servers import Server
from terril.web.site.assets import get_built
from tests.requirements import lack

CHROMIUM = shutil.which("chromium")
# Nothing that starts by itself and looks for a network.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 600_000
expect.set_options(timeout=PATIENCE)
Colours = Literal["light", "dark"]
PHONE = (390, 844)
DESK = (1280, 900)


@dataclass
class Visit:
    """A reader with a browser of their own.

    Attributes:
        page: what they look at.
        url: of the site.
        hosts: that the browser asked anything.
        complaints: of the browser, such as a breach of the Content-Security-Policy.
    """

    page: Page
    url: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def page_at(self, path: str) -> Page:
        """A page of the site."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def open(self, path: str = "/sparql") -> Page:
        """The query page, its editor ready."""
        self.page.goto(f"{self.url}{path}")
        self.page.wait_for_selector(".yasqe .CodeMirror-code")
        return self.page

    def ask(self, query: str) -> Page:
        """The query page with an answer, or with the reason why there is none."""
        page = self.open()
        self.write(query)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#view > *, [role=alert]")
        return page

    def write(self, query: str) -> None:
        """Put a text into the editor as if it were pasted."""
        self.page.locator(".CodeMirror-code").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(query)

    def show(self, view: str) -> Page:
        """Choose a view of the answer."""
        self.page.click(f"#tab-{view}")
        self.page.wait_for_selector(f"[role=tabpanel][data-view={view}] > *")
        return self.page

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about; a refused query is no complaint."""
        if message.type in ("error", "warning") and "the server responded" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        lack("chromium", "it is not here; Debian has it as the package “chromium”")
    if get_built() is None:
        lack("editor", "that of the query page is not built; “make browser” builds it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


class Readers:
    """Opens visits, and afterwards sees to it that none went elsewhere or met an error."""

    def __init__(self, chromium: Browser, server: Server) -> None:
        self._chromium = chromium
        self.url = server.url
        self.visits: list[Visit] = []

    def visit(
        self,
        language: str = "en",
        size: tuple[int, int] = DESK,
        colours: Colours = "light",
        *,
        script: bool = True,
    ) -> Visit:
        """A new reader."""
        context = self._chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            color_scheme=colours,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page(), self.url)
        visit.page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
        visit.page.on("console", visit.note)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        self.visits.append(visit)
        return visit


@pytest.fixture
def readers(chromium: Browser, server: Server) -> Iterator[Readers]:
    """Readers with a browser each."""
    found = Readers(chromium, server)
    yield found
    for visit in found.visits:
        visit.page.context.close()
        assert visit.hosts <= {urlsplit(server.url).netloc, ""}, "the page asked another host"
        assert not visit.complaints


@pytest.fixture
def reader(readers: Readers) -> Visit:
    """One reader who reads English at a desk."""
    return readers.visit()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which finds what people with disabilities cannot use."""
    path = Path(__file__).parents[2] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        lack("axe", "axe-core is not installed; “make browser” installs it")
    return path.read_text(encoding="utf-8")
