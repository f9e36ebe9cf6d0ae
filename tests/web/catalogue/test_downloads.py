"""The files of a release over HTTP: ranges, validators, types, checksums, compressed forms."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import httpx
import pytest

from bench.servers import copy_town, terril
from terril.model.formats import RDF_FORMATS
from terril.web.app import create_app

TABLE = "/dump/latest/places.csv"
TYPES = {
    "places.ttl": "text/turtle; charset=utf-8",
    "places.jsonld": "application/ld+json",
    "places.rdf": "application/rdf+xml",
    "places.nt": "application/n-triples",
    "places.csv": "text/csv; charset=utf-8",
    "places.links.csv": "text/csv; charset=utf-8",
    "places.csv-metadata.json": "application/csvm+json",
    "places.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "places.geojson": "application/geo+json",
    "places.ttl.gz": "application/gzip",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


def release_of(site: httpx.Client) -> str:
    return str(site.get("/health").json()["release"])


@pytest.mark.parametrize(("name", "media_type"), TYPES.items())
def test_a_file_has_its_type_and_get_and_head_agree(
    name: str, media_type: str, site: httpx.Client
) -> None:
    whole, head = site.get(f"/dump/latest/{name}"), site.head(f"/dump/latest/{name}")
    assert whole.status_code == head.status_code == 200
    assert whole.headers.get_list("Content-Type") == [media_type]
    for header in ("Content-Type", "Content-Length", "ETag", "Link", "Content-Disposition"):
        assert head.headers.get(header) == whole.headers.get(header)
    assert head.content == b""
    assert "Content-Encoding" not in whole.headers
    assert whole.headers["ETag"] == f'"{hashlib.sha256(whole.content).hexdigest()}"'


def test_every_file_is_in_the_list_of_checksums_with_the_sum_that_it_has(
    site: httpx.Client, town: Path
) -> None:
    listed = site.get(f"/dump/{release_of(site)}/SHA256SUMS")
    sums = dict(line.split("  ")[::-1] for line in listed.text.splitlines())
    folder = town / "releases" / "current" / "dumps"
    names = {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert set(sums) == names != set()
    for name in names:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sums[name]


def test_every_file_is_served(site: httpx.Client, town: Path) -> None:
    paths = list((town / "releases" / "current" / "dumps").iterdir())
    assert paths
    for path in paths:
        answer = site.head(f"/dump/latest/{path.name}")
        assert answer.status_code == 200, path.name
        assert int(answer.headers["Content-Length"]) == path.stat().st_size


def test_part_of_a_file_can_be_had_and_a_known_file_is_not_sent_again(site: httpx.Client) -> None:
    whole = site.get(TABLE)
    part = site.get(TABLE, headers={"Range": "bytes=100-199", "If-Range": whole.headers["ETag"]})
    assert part.status_code == 206
    assert part.content == whole.content[100:200]
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole.content)}"
    assert site.get(TABLE, headers={"Range": "bytes=99999999-"}).status_code == 416
    for other in ("bytes=0-1,5-6", "items=0-5", "bytes=", "bytes=5-x"):
        answer = site.get(TABLE, headers={"Range": other})
        assert (answer.status_code, answer.content) == (200, whole.content), other
    refused = site.get(TABLE, headers={"If-Match": '"other"'})
    assert refused.status_code == 412
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["title"] == "The file is not the one that the request expects"
    known = site.get(TABLE, headers={"If-None-Match": whole.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_a_compressed_file_holds_the_plain_one_and_no_time(site: httpx.Client) -> None:
    for name in ("town.nt", "places.geojson", "themes.en.csv"):
        packed = site.get(f"/dump/latest/{name}.gz").content
        assert gzip.decompress(packed) == site.get(f"/dump/latest/{name}").content
        # RFC 1952, section 2.3.1: MTIME is the four bytes from the fifth.
        assert packed[4:8] == bytes(4)


def test_a_file_of_a_release_may_be_kept_for_ever_and_the_latest_may_not(
    site: httpx.Client,
) -> None:
    kept = site.get(f"/dump/{release_of(site)}/places.csv")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert site.get(TABLE).headers["Cache-Control"] == "public, no-cache"


def test_the_file_name_of_a_table_has_its_release(site: httpx.Client) -> None:
    release = release_of(site)
    for name in ("places.en.csv", "places.xlsx"):
        saved = site.head(f"/dump/latest/{name}").headers["Content-Disposition"]
        start, _, rest = name.partition(".")
        assert saved == f"attachment; filename={start}-{release}.{rest}"


@pytest.mark.parametrize("name", ["places.csv", "places.links.csv"])
def test_a_table_links_to_its_metadata(name: str, site: httpx.Client) -> None:
    """Source: Model for Tabular Data and Metadata on the Web, section 5.2."""
    answer = site.head(f"/dump/latest/{name}")
    found = re.fullmatch(
        r'<(.+)>; rel="describedby"; type="application/csvm\+json"', answer.headers["Link"]
    )
    assert found
    metadata = site.get(f"/dump/latest/{found[1]}").json()
    assert name in [table["url"] for table in metadata["tables"]]


@pytest.mark.parametrize("name", ["things.txt", "places", "nothing.csv", "town.toml", ".csv"])
def test_what_is_no_dump_is_not_found(name: str, site: httpx.Client) -> None:
    assert site.get(f"/dump/latest/{name}").status_code == 404


def test_the_same_release_is_the_same_bytes_elsewhere(town: Path, tmp_path: Path) -> None:
    other = copy_town(tmp_path / "elsewhere")
    (other / "town.toml").write_bytes((town / "town.toml").read_bytes())
    done = terril("publish", town=other, PYTHONHASHSEED="7", TZ="Pacific/Kiritimati")
    assert done.returncode == 0, done.stderr
    sums = [one / "releases" / "current" / "dumps" / "SHA256SUMS" for one in (town, other)]
    assert sums[0].read_text() == sums[1].read_text()
    assert len(sums[0].read_text().splitlines()) > 100


def test_a_release_built_before_datasets_is_served(town: Path, tmp_path: Path) -> None:
    old = tmp_path / "town"
    shutil.copytree(town, old, symlinks=True)
    release = (old / "releases" / "current").resolve()
    whole = {f"dumps/town.{row.extension}" for row in RDF_FORMATS}
    manifest = json.loads((release / "manifest.json").read_bytes())
    kept = {k: v for k, v in manifest["files"].items() if k in whole or "dumps/" not in k}
    (release / "manifest.json").chmod(0o644)
    (release / "manifest.json").write_text(json.dumps({**manifest, "files": kept}))
    for path in (release / "dumps").iterdir():
        if f"dumps/{path.name}" not in whole:
            path.unlink()

    app = create_app(old)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://x") as client:
        assert (
            client.get("/dump/latest/town.nt").content == (release / "dumps/town.nt").read_bytes()
        )
        assert client.get("/dump/latest/places.csv").status_code == 404
        assert client.get("/dump/latest/SHA256SUMS").status_code == 404
        assert client.get("/place.csv").status_code == 200
    app.extensions["terril"].close()
