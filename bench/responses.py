"""Every response of a running site, recorded to be compared after a change.

    python -m bench.responses record http://127.0.0.1:8000/ before.jsonl.gz
    python -m bench.responses compare before.jsonl.gz after.jsonl.gz

``record`` reads the sitemap and the OpenAPI document, follows every internal link of the pages,
and asks each address in each media type and language, with HEAD and with a wrong method; a line
of JSON a response. ``compare`` prints what differs. Serve one and the same release both times.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import re
import sys
from collections import deque
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ADDRESSES = 20_000
LANGUAGES = ("fr", "en")
MEDIA_TYPES = (
    "*/*",
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/json",
    "application/rdf+xml",
    "application/n-triples",
    "text/csv",
    "application/geo+json",
    "application/linkset+json",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "image/png",
)
# What differs between two runs of the same software.
VOLATILE = {"date", "server-timing", "etag"}
VOLATILE_BODIES = ("/metrics",)
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
QUERIES = (
    "SELECT * { ?s a org:Organization } ORDER BY ?s LIMIT 5",
    "ASK { ?s a org:Organization }",
    "CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s skos:prefLabel ?o } ORDER BY ?s ?o LIMIT 5",
    "SELECT ?s { ?s a org:Organization ",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
)
BATCH = json.dumps({"queries": [{"query": "CD2E"}, {"query": "Fabrique", "limit": 2}]})


def _addresses(client: httpx.Client) -> list[str]:
    """Return every address of the site, from its sitemap, its OpenAPI document and its links."""
    start = str(client.base_url)
    sitemap = client.get("/sitemap.xml").text
    locations = re.findall(r"<loc>([^<]+)</loc>", sitemap)
    base = client.get("/openapi.json").json()["servers"][0]["url"]
    base = base if base.startswith("http") else _common(locations)
    known = {start, *(one.replace(base, start, 1) for one in locations)}
    known |= set(_openapi_addresses(client, start))
    waiting = deque(sorted(known))
    while waiting and len(known) < MOST_ADDRESSES:
        address = waiting.popleft()
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "fr"})
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in LINK.findall(answer.text):
            target = urldefrag(urljoin(str(answer.url), unescape(link)).replace(base, start, 1))[0]
            if urlsplit(target).netloc == urlsplit(start).netloc and target not in known:
                known.add(target)
                if "?" not in target or "?" not in address:
                    waiting.append(target)
    return sorted(known)


def _common(locations: list[str]) -> str:
    parts = urlsplit(locations[0])
    return f"{parts.scheme}://{parts.netloc}/"


def _openapi_addresses(client: httpx.Client, start: str) -> Iterator[str]:
    for path in client.get("/openapi.json").json()["paths"]:
        yield urljoin(start, path.lstrip("/")).replace("{", "").replace("}", "")


def _requests(client: httpx.Client) -> Iterator[httpx.Request]:
    addresses = _addresses(client)
    print(f"{len(addresses)} addresses", file=sys.stderr)
    for address in addresses:
        yield from _variants(client, address)
    for query, media_type in itertools.product(QUERIES, MEDIA_TYPES):
        headers = {"Accept": media_type, "Accept-Language": "fr"}
        yield client.build_request("GET", "/sparql", params={"query": query}, headers=headers)
        yield client.build_request("POST", "/sparql", data={"query": query}, headers=headers)
    for words in ("energie", "sainte barbe", "fabriqe", "zzz"):
        for path, name in (
            ("/search", "q"),
            ("/suggest", "q"),
            ("/reconcile/suggest/entity", "prefix"),
        ):
            yield client.build_request("GET", path, params={name: words})
    yield client.build_request(
        "POST", "/reconcile", content=BATCH, headers={"Content-Type": "application/json"}
    )


def _variants(client: httpx.Client, address: str) -> Iterator[httpx.Request]:
    """Yield the requests of one address: all of negotiation where the address leaves it open."""
    if "?" in address:
        headers = {"Accept": "text/html", "Accept-Language": "fr"}
        yield client.build_request("GET", address, headers=headers)
        return
    named = "." in address.rpartition("/")[2]
    for media_type, language in itertools.product(
        MEDIA_TYPES[:1] if named else MEDIA_TYPES, LANGUAGES
    ):
        headers = {"Accept": media_type, "Accept-Language": language}
        yield client.build_request("GET", address, headers=headers)
    for method in ("HEAD", "OPTIONS", "PUT"):
        yield client.build_request(method, address)


def record(url: str, path: Path) -> None:
    """Write every response of a site to a file, a line of JSON each."""
    with (
        httpx.Client(base_url=url, timeout=600, trust_env=False) as client,
        gzip.open(path, "wt", encoding="utf-8") as file,
    ):
        for request in _requests(client):
            answer = client.send(request)
            wanted = [request.headers.get(name, "") for name in ("Accept", "Accept-Language")]
            target = str(request.url).removeprefix(url.rstrip("/"))
            body = hashlib.sha256(request.content).hexdigest()[:8] if request.content else ""
            said = {k: v for k, v in answer.headers.items() if k not in VOLATILE}
            line = {
                "request": " ".join([request.method, target, *wanted, body]),
                "status": answer.status_code,
                "headers": said,
                "body": "" if target in VOLATILE_BODIES else answer.text,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _read(path: Path) -> dict[str, dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {line["request"]: line for line in map(json.loads, file)}


def compare(before: Path, after: Path) -> int:
    """Print what two recordings differ in; return how many requests do."""
    first, second = _read(before), _read(after)
    differing = [
        key for key in sorted(first.keys() | second.keys()) if first.get(key) != second.get(key)
    ]
    for key in differing:
        one, other = first.get(key, {}), second.get(key, {})
        fields = [
            name for name in ("status", "headers", "body") if one.get(name) != other.get(name)
        ]
        print(key, "differs in", ", ".join(fields) if one and other else "being there")
    print(f"{len(first)} and {len(second)} responses, {len(differing)} differ")
    return len(differing)


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    if what == "record":
        record(words[0], Path(words[1]))
    else:
        sys.exit(bool(compare(Path(words[0]), Path(words[1]))))
