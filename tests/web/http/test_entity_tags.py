"""The ETag of a document stands for its release, its address and its variant, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terril.web.app import create_app
from tests.web.http.conftest import Archive

pytestmark = pytest.mark.http

PATHS = (
    "/",
    "/doc/theme/energie",
    "/doc/organization/ville",
    "/place",
    "/organization?page=1",
    "/def/town",
    "/catalogue",
    "/catalogue/places",
)
EXTENSIONS = ("", ".html", ".ttl", ".jsonld", ".nt")
ACCEPTED = ("text/html", "text/turtle", "application/ld+json", "application/xhtml+xml")
LANGUAGES = ("fr", "en", "fr-CA", "de")
SITES = ("first", "again", "newer")
"""Two applications that serve one release, and one that serves a newer release of the town."""


@dataclass(frozen=True)
class Request:
    """A site, an address and what its client accepts."""

    site: str
    path: str
    extension: str
    accepted: str
    language: str

    @property
    def address(self) -> str:
        path, mark, parameters = self.path.partition("?")
        extension = "" if path.endswith("/") else self.extension
        return f"{path}{extension}{mark}{parameters}"


FIELDS = {
    "site": st.sampled_from(SITES),
    "path": st.sampled_from(PATHS),
    "extension": st.sampled_from(EXTENSIONS),
    "accepted": st.sampled_from(ACCEPTED),
    "language": st.sampled_from(LANGUAGES),
}
REQUESTS = st.builds(Request, **FIELDS)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Request, Request]:
    """Draw two requests that differ in a few fields."""
    one = draw(REQUESTS)
    changed = draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=2))
    return one, replace(one, **{name: draw(FIELDS[name]) for name in sorted(changed)})


@pytest.fixture(scope="module")
def sites(
    town: Path, inner_site: httpx.Client, archive: Archive
) -> Iterator[dict[str, httpx.Client]]:
    app = create_app(town)
    transport = httpx.WSGITransport(app=app)
    with (
        httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as again,
        archive.client() as newer,
    ):
        yield dict(zip(SITES, (inner_site, again, newer), strict=True))
    app.extensions["terril"].close()


def get(sites: dict[str, httpx.Client], request: Request, **headers: str) -> httpx.Response:
    accepted = {"Accept": request.accepted, "Accept-Language": request.language}
    return sites[request.site].get(request.address, headers={**accepted, **headers})


def variant(request: Request, answer: httpx.Response) -> tuple[str, ...]:
    """Return what the ETag may depend on, as the answer states it."""
    names = ("Terril-Release", "Content-Type", "Content-Language")
    return (request.address, *(answer.headers.get(name, "") for name in names))


@settings(max_examples=50)
@given(pairs())
def test_two_answers_share_an_etag_if_they_are_the_same_variant(
    sites: dict[str, httpx.Client], pair: tuple[Request, Request]
) -> None:
    one, other = pair
    first, second = get(sites, one), get(sites, other)
    assert first.status_code == second.status_code == 200
    same = variant(one, first) == variant(other, second)
    assert (first.headers["ETag"] == second.headers["ETag"]) == same
    if same:
        assert first.content == second.content


@pytest.mark.parametrize("path", PATHS)
def test_every_release_language_and_format_has_an_etag_of_its_own(
    sites: dict[str, httpx.Client], path: str
) -> None:
    found: dict[str, tuple[str, ...]] = {}
    for site, accepted, language in product(SITES, ACCEPTED, ("fr", "en")):
        request = Request(site, path, "", accepted, language)
        answer = get(sites, request)
        key = variant(request, answer)
        assert found.setdefault(answer.headers["ETag"], key) == key
    variants = set(found.values())
    assert len(found) == len(variants)
    # Two releases; HTML in two languages, and two formats without a language.
    assert len({key[1] for key in variants}) == 2
    assert len(variants) == 2 * (2 + 2)


@settings(max_examples=50)
@given(pairs())
def test_a_client_is_told_that_nothing_changed_if_it_has_the_same_variant(
    sites: dict[str, httpx.Client], pair: tuple[Request, Request]
) -> None:
    one, other = pair
    held = get(sites, one)
    answer = get(sites, other, **{"If-None-Match": held.headers["ETag"]})
    same = variant(one, held) == variant(other, get(sites, other))
    assert answer.status_code == (304 if same else 200)


def test_a_newer_release_is_never_taken_for_the_one_that_a_client_has(
    sites: dict[str, httpx.Client],
) -> None:
    for path in PATHS:
        request = Request("first", path, "", "text/html", "fr")
        held = get(sites, request).headers["ETag"]
        newer = Request("newer", path, "", "text/html", "fr")
        assert get(sites, newer, **{"If-None-Match": held}).status_code == 200, path
        again = Request("again", path, "", "text/html", "fr")
        assert get(sites, again, **{"If-None-Match": held}).status_code == 304, path
