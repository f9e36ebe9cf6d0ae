"""An address with a slash too many or too few leads to the one that was meant, relatively."""

from __future__ import annotations

from urllib.parse import quote, unquote, urljoin, urlsplit

import httpx
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from bench.servers import start
from terril.web.http import redirects
from terril.web.routes import ROUTES

PLAIN = sorted(
    {rule for route in ROUTES for rule in route.rules if "<" not in rule and rule != "/"}
)
DOCUMENT = "/doc/theme/energie"
ASK = "ASK { ?s ?p ?o }"


def turn(path: str) -> str:
    """Return the path with a slash at its end if it has none, else without it."""
    return path.removesuffix("/") if path.endswith("/") else f"{path}/"


def follow(path: str, answer: httpx.Response) -> str:
    """Return the path to which a redirect leads, with its query."""
    assert answer.status_code == 308
    target = answer.headers["Location"]
    assert not urlsplit(target).netloc
    assert not target.startswith("/")
    return urljoin(path, target)


@pytest.mark.parametrize("path", [*PLAIN, DOCUMENT, f"{DOCUMENT}.ttl", "/place", "/def/town"])
def test_a_slash_too_many_or_too_few_is_forgiven(inner_site: httpx.Client, path: str) -> None:
    assert len(PLAIN) > 10
    assert follow(turn(path), inner_site.get(turn(path))) == path
    query = f"{turn(path)}?lang=fr&q=%C3%A9%26"
    assert follow(query, inner_site.get(query)) == f"{path}?lang=fr&q=%C3%A9%26"


SEGMENTS = st.text(
    st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=5
)


@given(st.lists(SEGMENTS, min_size=1, max_size=3))
def test_only_the_slash_is_taken_away(segments: list[str]) -> None:
    app = Flask("slashes", static_folder=None)
    redirects.install(app)
    path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    answer = app.test_client().get(f"{path}/")
    if {".", ".."} & set(segments):
        assert answer.status_code == 404
        return
    assert answer.status_code == 308
    assert unquote(urljoin(path + "/", answer.headers["Location"])) == unquote(path)


def test_a_post_stays_a_post(inner_site: httpx.Client) -> None:
    answer = inner_site.post("/sparql/", data={"query": ASK})
    assert follow("/sparql/", answer) == "/sparql"
    followed = inner_site.post("/sparql/", data={"query": ASK}, follow_redirects=True)
    assert followed.status_code == 200
    assert followed.request.method == "POST"
    assert "true" in followed.text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Host": "data.town.example"}, {"X-Forwarded-Host": "other.example"}],
)
def test_a_redirect_names_no_host(inner_site: httpx.Client, headers: dict[str, str]) -> None:
    assert inner_site.get("/def", headers=headers).headers["Location"] == "def/"


@pytest.mark.parametrize("path", ["/place//", "/doc/theme//", "/doc//theme/", "/%2e%2e/"])
def test_an_invalid_path_is_not_redirected(inner_site: httpx.Client, path: str) -> None:
    assert inner_site.get(f"http://127.0.0.1:8000{path}").status_code == 404


@pytest.mark.http
@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/place/", "/\\evil.example/"])
def test_a_redirect_stays_on_the_host(live_site: httpx.Client, path: str) -> None:
    address = f"{live_site.base_url}".rstrip("/") + path
    answer = live_site.get(address, follow_redirects=True)
    assert answer.status_code == 404
    assert answer.url.netloc == live_site.base_url.netloc


@pytest.mark.http
def test_a_name_of_any_letters_is_kept(live_site: httpx.Client) -> None:
    path = "/doc/place/caf%C3%A9%20%3F%23:x"
    assert follow(f"{path}/", live_site.get(f"{path}/")) == path


@pytest.mark.http
def test_a_redirect_stays_below_a_prefix(request: pytest.FixtureRequest) -> None:
    server = start(request.getfixturevalue("town"), prefix="/open/data")
    try:
        with server.client() as client:
            for path in ("/def", f"{DOCUMENT}/", "/place/"):
                answer = client.get(path, follow_redirects=True)
                assert answer.status_code == 200
                assert str(answer.url) == f"{server.url}{turn(path)}"
            bare = client.get(server.url, params={"lang": "fr"})
            assert follow("/open/data", bare) == "/open/data/?lang=fr"
            for path in ("/place", "/open/dataplace", "/open"):
                assert client.get(urljoin(server.url, path)).status_code == 404
    finally:
        server.stop()
