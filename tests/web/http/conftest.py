"""A town with several releases, served by the application in this process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from flask import Flask

from bench.servers import BASE, copy_published, terril
from terril.release.releases import Releases
from terril.town.current_release import CurrentRelease
from terril.web.app import create_app
from tests.build_once import build_once
from tests.conftest import LIMITS

FEW = "\n[limits]\nolder_releases = 1\nquery_megabytes = 256\nquery_workers = 1\n"


def place(number: int) -> str:
    return f"""
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/place/tried-{number}> a schema:Place ;
  skos:prefLabel "Lieu {number}"@fr , "Place {number}"@en ;
  schema:name "Lieu {number}"@fr , "Place {number}"@en .
"""


@dataclass
class Archive:
    """A town with several releases, the first published first."""

    town: Path
    ids: tuple[str, ...]
    app: Flask

    @property
    def serving(self) -> CurrentRelease:
        serving: CurrentRelease = self.app.extensions["terril"]
        return serving

    def client(self) -> httpx.Client:
        transport = httpx.WSGITransport(app=self.app)
        return httpx.Client(transport=transport, base_url="http://127.0.0.1:8000")


@pytest.fixture(scope="session")
def archive(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    def publish_more(folder: Path) -> None:
        copy = copy_published(town, folder / "town")
        settings = copy / "town.toml"
        text = settings.read_text(encoding="utf-8")
        assert LIMITS in text
        settings.write_text(text.replace(LIMITS, FEW), encoding="utf-8")
        for number in range(1, 3):
            path = copy / "data" / "editorial" / f"tried-{number}.ttl"
            path.write_text(place(number), encoding="utf-8")
            done = terril("publish", town=copy)
            assert done.returncode == 0, done.stderr

    own = build_once(tmp_path_factory, "archive", publish_more) / "town"
    ids = tuple(entry.release for entry in Releases(own / "releases").list_switches())
    assert len(ids) == 3
    app = create_app(own)
    yield Archive(own, ids, app)
    app.extensions["terril"].close()
