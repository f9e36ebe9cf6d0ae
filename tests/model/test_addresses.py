"""The IRIs of things, and the addresses of their documents."""

from __future__ import annotations

import pytest

from terril.model.addresses import Addresses, Name

ADDRESSES = Addresses("https://data.town.example/base/")


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("https://data.town.example/base/id/theme/water", "doc/theme/water"),
        ("https://data.town.example/base/id/place/café", "doc/place/caf%C3%A9"),
        ("https://data.town.example/base/id/place/caf%C3%A9", "doc/place/caf%C3%A9"),
        ("https://data.town.example/base/sparql", "sparql"),
        ("https://w3id.org/terril/town#partnerOf", "def/town#partnerOf"),
        ("https://w3id.org/terril/town", "def/town"),
        ("https://example.org/", None),
    ],
)
def test_an_iri_is_read_below_the_root_of_the_site(iri: str, path: str | None) -> None:
    assert ADDRESSES.path_of(iri) == path


@pytest.mark.parametrize(
    "iri",
    [
        "https://data.town.example/id/theme/water",
        "https://data.town.example/base/id/theme/",
        "https://data.town.example/base/id/theme",
        "https://data.town.example/base/id/Theme/water",
        "https://data.town.example/base/id/theme/a/b",
        "https://data.town.example/base/id/theme/a#b",
        "https://data.town.example/base/doc/theme/water",
    ],
)
def test_only_an_iri_of_the_right_form_names_a_thing(iri: str) -> None:
    assert ADDRESSES.name_of(iri) is None


def test_a_name_and_its_iri_belong_together() -> None:
    iri = ADDRESSES.thing("theme", "water")
    assert ADDRESSES.name_of(iri) == Name("theme", "water")
    assert ADDRESSES.document("theme", "water") == "https://data.town.example/base/doc/theme/water"
    assert ADDRESSES.graph("source") == "https://data.town.example/base/id/graph/source"
