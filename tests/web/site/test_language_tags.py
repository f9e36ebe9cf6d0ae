"""A town whose texts are in “fr-FR” and “en-GB” reads like the same town in “fr” and “en”."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import BASE, ROOT, copy_town, terril
from terril.web.app import create_app
from tests.build_once import build_once
from tests.sampling import part_of

REGIONS = {"fr": "fr-FR", "en": "en-GB"}
REGION = re.compile(r"-(?:fr|gb)\b", re.IGNORECASE)
MARK = re.compile(r' lang="[^"]*"')
SPAN = re.compile(r"<span>(.*?)</span>")
PAGE = {"Accept": "text/html"}
EACH = pytest.mark.parametrize("language", ["fr", "en"])


def publish_regional_town(folder: Path) -> None:
    """Publish this repository's town with a region in the language tag of each of its texts."""
    copy_town(folder)
    changed = 0
    for file in (folder / "data").rglob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        written, count = re.subn(r'(?<=")@(fr|en)\b(?!-)', lambda m: f"@{REGIONS[m[1]]}", text)
        file.write_text(written, encoding="utf-8")
        changed += count
    assert changed > 500
    done = terril("publish", town=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def regional_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory, "loos-regional", publish_regional_town)


@pytest.fixture(scope="module")
def regional(regional_town: Path) -> Iterator[httpx.Client]:
    app = create_app(regional_town)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://town/") as client:
        yield client
    app.extensions["terril"].close()


def read_page(client: httpx.Client, path: str, language: str) -> str:
    """Return a page without what may differ: marks of languages, and the release."""
    address = httpx.URL(path).copy_merge_params({"lang": language})
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, path
    text = answer.text.replace(answer.headers["Terril-Release"], "")
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "", REGION.sub("", text))
    return SPAN.sub(r"\1", MARK.sub("", text))


@EACH
def test_pages_of_things_are_the_same(
    inner_site: httpx.Client, regional: httpx.Client, some_things: list[str], language: str
) -> None:
    for iri in some_things:
        path = f"/doc/{iri.removeprefix(f'{BASE}id/')}"
        assert read_page(regional, path, language) == read_page(inner_site, path, language), path


@EACH
@pytest.mark.parametrize(
    "path",
    ["/", "/organization?view=table", "/place?view=map", "/search?q=ecole", "/search?q=school"],
)
def test_lists_are_the_same(
    inner_site: httpx.Client, regional: httpx.Client, path: str, language: str
) -> None:
    assert read_page(regional, path, language) == read_page(inner_site, path, language)


@EACH
def test_stored_queries_have_the_same_rows(
    inner_site: httpx.Client, regional: httpx.Client, language: str
) -> None:
    answered = 0
    for file in sorted((ROOT / "queries").glob("*.rq")):
        rows = []
        for client in (inner_site, regional):
            parameters = {"format": "json", "lang": language}
            answer = client.get(f"/query/{file.stem}", params=parameters)
            found = answer.json() if answer.status_code == 200 else [answer.json()["detail"]]
            rows.append(sorted(REGION.sub("", json.dumps(row)) for row in found))
            answered += answer.status_code == 200
        assert rows[0] == rows[1], file.stem
    assert answered > 50


def test_no_name_is_missing_in_a_regional_language(regional: httpx.Client) -> None:
    answer = regional.get("/query/names-missing-in-a-language", params={"format": "json"})
    assert {row["language"] for row in answer.json()} <= {"fr", "en"}
    given = regional.get(
        "/query/names-missing-in-a-language", params={"format": "json", "language": "fr"}
    )
    assert all(row["language"] == "fr" for row in given.json())


@pytest.mark.parametrize("name", ["places", "organizations.en", "themes.fr"])
def test_tables_have_the_same_columns_and_cells(
    town: Path, regional_town: Path, name: str
) -> None:
    tables = []
    for folder in (town, regional_town):
        text = (folder / f"releases/current/dumps/{name}.csv").read_text(encoding="utf-8")
        tables.append(list(csv.reader(REGION.sub("", text).splitlines())))
    assert len(tables[0]) > 3
    assert tables[0] == tables[1]


@EACH
def test_a_table_is_extended_with_the_same_texts(
    inner_site: httpx.Client, regional: httpx.Client, things: list[str], language: str
) -> None:
    ids = [iri.removeprefix(f"{BASE}id/") for iri in part_of(things, 1, "sample", get_kind)]
    wanted = {"ids": ids, "properties": [{"id": "skos:prefLabel"}, {"id": "schema:description"}]}
    rows = []
    for client in (inner_site, regional):
        form = {"extend": json.dumps(wanted)}
        answer = client.post("/reconcile", data=form, headers={"Accept-Language": language})
        rows.append(answer.json()["rows"])
    assert any(cells["skos:prefLabel"] for cells in rows[0].values())
    assert rows[0] == rows[1]


def get_kind(iri: str) -> str:
    return iri.rpartition("/")[0]


def test_a_reader_may_name_a_region(inner_site: httpx.Client) -> None:
    for given_tag in ("fr-BE", "FR"):
        answer = inner_site.get("/place", params={"lang": given_tag}, headers=PAGE)
        assert answer.headers["Content-Language"] == "fr"
