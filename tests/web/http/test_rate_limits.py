"""The limit of queries per client, with 429 and Retry-After."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from terril.web.app import create_app
from terril.web.http.rate_limits import UNREADABLE, identify_client
from tests.web.sparql.test_query_cost import site_with

pytestmark = pytest.mark.http

ASK = {"query": "ASK {}"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "", None),
        ("::1", "", None),
        ("::ffff:127.0.0.1", "", None),
        ("127.0.0.1", "127.0.0.1", None),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.9, 198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("127.0.0.1", "nonsense", UNREADABLE),
        ("", "", UNREADABLE),
    ],
)
def test_a_client_is_the_peer_or_the_last_address_that_a_local_proxy_forwards(
    peer: str, forwarded: str, client: str | None
) -> None:
    assert identify_client(peer, forwarded) == client


@pytest.fixture(scope="module")
def few(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("few")
    with site_with(town, folder, "queries_per_minute = 3"):
        yield folder


def test_queries_beyond_the_limit_get_429_and_pages_do_not(few: Path) -> None:
    app = create_app(few)

    def client(address: str) -> httpx.Client:
        transport = httpx.WSGITransport(app=app, remote_addr=address)
        return httpx.Client(transport=transport, base_url="http://127.0.0.1:8000")

    with client("203.0.113.7") as often, client("203.0.113.8") as other, client("::1") as local:
        assert often.get("/sparql", params=ASK).is_success
        assert often.post("/sparql", data=ASK).is_success
        assert often.get("/query/guiding-questions").is_success
        for refused in (
            often.get("/sparql", params=ASK),
            often.post("/sparql", data=ASK),
            often.get("/query/guiding-questions"),
        ):
            assert refused.status_code == 429
            assert 1 <= int(refused.headers["Retry-After"]) <= 60
            assert refused.json()["limit"] == 3
            assert refused.json()["retry_after"] == int(refused.headers["Retry-After"])
        assert often.get("/sparql").is_success
        assert often.get("/doc/theme/energie").is_success
        assert other.get("/sparql", params=ASK).is_success
        assert all(local.get("/sparql", params=ASK).is_success for _ in range(5))
        assert 'status="429"' in often.get("/metrics").text
    app.extensions["terril"].close()


def test_a_limit_of_zero_is_none(town: Path, tmp_path: Path) -> None:
    with site_with(town, tmp_path, "queries_per_minute = 0") as site:
        forwarded = {"X-Forwarded-For": "203.0.113.7"}
        assert all(site.get("/sparql", params=ASK, headers=forwarded).is_success for _ in range(9))
        assert "limit-queries-per-minute" not in site.get("/sparql.ttl").text
