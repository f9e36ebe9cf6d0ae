"""Stored queries agree with each other, and do not depend on spelling or order."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from terril.model.vocabulary import PROV, RDF, SCHEMA, SKOS, XSD
from terril.release import open_release
from terril.store.reader import build_memory_store
from terril.store.stored_queries import StoredQuery, read_stored_query
from tests.paths import ROOT

THINGS = "https://data.loos-en-gohelle.fr/id/"
NAME = "théâtre à l’Œuvre, garçon"
EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""

Row: TypeAlias = dict[str, str]
Answer: TypeAlias = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def answer(release: Path, stored: dict[str, StoredQuery]) -> Answer:
    store = Store.read_only(str(open_release(release).store_folder))

    def rows(name: str, **values: str) -> list[Row]:
        return select(store, stored[name], values)

    return rows


def select(store: Store, query: StoredQuery, values: dict[str, str]) -> list[Row]:
    found = store.query(query.bind(values))
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {name: str(getattr(term, "value", "")) for name, term in zip(names, row, strict=True)}
        for row in found
    ]


def read_query(name: str) -> StoredQuery:
    path = ROOT / "queries" / f"{name}.rq"
    return read_stored_query(path, path.read_text(encoding="utf-8"))


def test_a_sector_has_the_organizations_of_its_narrower_sectors(answer: Answer) -> None:
    wide = answer("organizations-by-sector", sector=f"{THINGS}sector/developpement-culturel")
    assert {row["name"] for row in wide} == {"Culture Commune"}


def test_as_many_organizations_are_counted_of_a_kind_as_are_listed(answer: Answer) -> None:
    counted = {row["kind"]: int(row["organizations"]) for row in answer("kinds-of-organizations")}
    assert len(counted) > 10
    for kind, number in counted.items():
        listed = {row["organization"] for row in answer("organizations-of-a-kind", kind=kind)}
        assert len(listed) == number, kind


def test_names_of_graphs_add_no_language() -> None:
    hall, graph = (NamedNode(f"https://town.example/id/{name}") for name in ("place/a", "graph/b"))
    kind, name = NamedNode(f"{RDF}type"), NamedNode(f"{SKOS}prefLabel")
    quads = [
        Quad(hall, kind, NamedNode(f"{SCHEMA}Place")),
        Quad(hall, name, Literal("Rathaus", language="de")),
        Quad(graph, kind, NamedNode(f"{PROV}Entity")),
        Quad(graph, name, Literal("Dossier", language="fr")),
    ]
    query = read_query("names-missing-in-a-language")
    assert select(build_memory_store(quads), query, {}) == []
    park = Quad(NamedNode("https://town.example/id/place/p"), name, Literal("Park", language="en"))
    typed = Quad(park.subject, kind, NamedNode(f"{SCHEMA}Place"))
    found = select(build_memory_store([*quads, park, typed]), query, {})
    assert [(row["language"], row["name"]) for row in found] == [("de", "Park"), ("en", "Rathaus")]


def test_a_pair_is_there_once_and_by_either_name(answer: Answer) -> None:
    everything = answer("what-two-organizations-share")
    pairs = [(row["one"], row["other"], row["shared"], row["language"]) for row in everything]
    assert pairs
    assert len({(frozenset(pair[:2]), *pair[2:]) for pair in pairs}) == len(pairs)
    cd2e, lumiwatt = f"{THINGS}organization/cd2e", f"{THINGS}organization/lumiwatt"
    there = answer("what-two-organizations-share", one=cd2e, other=lumiwatt)
    back = answer("what-two-organizations-share", one=lumiwatt, other=cd2e)
    assert {row["shared"] for row in there} == {row["shared"] for row in back} != set()
    alone = answer("what-two-organizations-share", one=lumiwatt)
    assert len(alone) == sum(lumiwatt in pair for pair in pairs)


@pytest.mark.parametrize(
    "word",
    ["éco", "eco", "ECO", "ÉCO", unicodedata.normalize("NFD", "éco"), "d'eco"],
)
def test_a_name_is_found_whatever_its_accents(word: str, answer: Answer) -> None:
    found = {row["thing"] for row in answer("things-by-name", word=word)}
    assert f"{THINGS}organization/pepiniere" in found


@pytest.mark.parametrize(
    "word", [NAME, NAME.upper(), "theatre a l'oeuvre, garcon", "OEUVRE", "garçon"]
)
def test_letters_lose_accents_and_ligatures(word: str) -> None:
    named = Quad(NamedNode("http://x/1"), NamedNode(f"{SKOS}prefLabel"), Literal(NAME))
    assert select(build_memory_store([named]), read_query("things-by-name"), {"word": word})


def test_an_absence_says_what_it_rests_on(stored: dict[str, StoredQuery]) -> None:
    absences = [query for name, query in stored.items() if "-without-" in name]
    assert len(absences) > 5
    for query in absences:
        said = query.descriptions["en"]
        grounds = ("good news", "documents cited", "document cited", "quoted passage")
        assert any(words in said for words in grounds), query.name


@given(
    st.tuples(st.integers(-70_000, 70_000), st.integers(-180_000, 180_000)),
    st.tuples(st.integers(-1_000, 1_000), st.integers(-1_000, 1_000)),
)
def test_a_distance_is_that_of_the_great_circle(
    point: tuple[int, int], offset: tuple[int, int]
) -> None:
    """Within a degree, up to 70° of latitude; thousandths of degrees, across 180° as well."""
    longitude = (point[1] + offset[1] + 180_000) % 360_000 - 180_000
    here, there = (
        (point[0] / 1000, point[1] / 1000),
        ((point[0] + offset[0]) / 1000, longitude / 1000),
    )
    place, geo = NamedNode("http://x/place"), NamedNode("http://x/geo")
    decimal = NamedNode(f"{XSD}decimal")
    store = build_memory_store(
        [
            Quad(place, NamedNode(f"{SKOS}prefLabel"), Literal("x", language="en")),
            Quad(place, NamedNode(f"{SCHEMA}geo"), geo),
            Quad(geo, NamedNode(f"{SCHEMA}latitude"), Literal(str(there[0]), datatype=decimal)),
            Quad(geo, NamedNode(f"{SCHEMA}longitude"), Literal(str(there[1]), datatype=decimal)),
        ]
    )
    given_point = {"latitude": f"{here[0]:.3f}", "longitude": f"{here[1]:.3f}"}
    [row] = select(store, read_query("places-near-a-point"), given_point)
    assert int(row["metres"]) == pytest.approx(measure(here, there), rel=0.01, abs=1)


def measure(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance in metres, by the haversine formula."""
    (south, west), (north, east) = (tuple(map(math.radians, one)) for one in (here, there))
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))
