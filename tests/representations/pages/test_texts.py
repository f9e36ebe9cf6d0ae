"""Texts for things without a name, and days in words."""

from __future__ import annotations

from datetime import date

import pytest

from terril.model.languages import format_day, list_languages
from terril.model.vocabulary import shorten_unnamed
from terril.representations.pages import Audience


@pytest.mark.parametrize(
    ("iri", "read"),
    [
        ("http://schema.org/name", "schema:name"),
        ("http://publications.europa.eu/resource/ENER", "publications.europa.eu/…/ENER"),
        ("https://town.example/", "town.example"),
        ("https://town.example/about", "town.example/about"),
        ("https://town.example/a/b?c=d", "town.example/…/b?c=d"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("http:///x", "http:///x"),
    ],
)
def test_an_iri_without_a_name_is_read_by_its_host_and_end(iri: str, read: str) -> None:
    assert shorten_unnamed(iri) == read


def test_a_day_is_written_as_people_write_it() -> None:
    day = date(2026, 11, 23)
    assert format_day(day, "fr") == "23 novembre 2026"
    assert "November" in format_day(day, "en")
    assert all("2026" in format_day(day, language) for language in list_languages())


@pytest.mark.parametrize(
    ("audience", "path", "link"),
    [
        (Audience("fr", "../"), "doc/a", "../doc/a"),
        (Audience("fr", "../", chosen=True), "doc/a#b", "../doc/a?lang=fr#b"),
        (Audience("fr", "./", release="r"), "place?view=map", "./place?view=map&release=r"),
        (Audience("en", "./", chosen=True, release="r"), "", "./?lang=en&release=r"),
    ],
)
def test_links_keep_the_chosen_language_and_release(
    audience: Audience, path: str, link: str
) -> None:
    assert audience.to(path) == link
