"""A catalogue longer than a page is read page by page, within one release."""

from __future__ import annotations

from datetime import UTC, datetime

from pyoxigraph import NamedNode, Triple

from terril.model.triples import term
from terril.representations.catalogue import Catalogue, Contact, DatasetDates, describe_catalogue
from terril.representations.catalogue.source import PAGE_SIZE
from terril.store.datasets import Dataset

BASE = "https://data.town.example/"
SHEETS = PAGE_SIZE + 1
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
THING = f"{BASE}id/place/mairie"


def sheet(number: int) -> Dataset:
    """A dataset of the one thing."""
    texts = {"fr": f"Feuille {number}"}
    return Dataset(f"sheet-{number}", texts, texts, ("place",), (), (THING,))


def catalogue(count: int) -> Catalogue:
    """A town that is published as so many datasets."""
    sheets = [sheet(number) for number in range(count)]
    return Catalogue(
        base=BASE,
        town={"fr": "Deux-Choses"},
        languages=("fr",),
        licence=f"{BASE}licence",
        licence_name={"fr": "Licence"},
        publisher=f"{BASE}id/organization/ville",
        publisher_name={"fr": "Ville"},
        contact=Contact("Ville", f"{BASE}contact"),
        release="0123456789ab",
        datasets=sheets,
        files={},
        dates={one.name: DatasetDates(WHEN, WHEN, "0123456789ab") for one in sheets},
    )


def values(triples: list[Triple], name: str) -> set[str]:
    """All values of a property."""
    return {str(t.object).strip("<>") for t in triples if t.predicate == term(name)}


def test_a_second_page_is_of_the_release_of_the_first() -> None:
    first = describe_catalogue(catalogue(SHEETS), 1)
    following = f"{BASE}catalogue?page=2&release=0123456789ab"
    for name in ("hydra:next", "hydra:nextPage", "hydra:last"):
        assert values(first, name) == {following}
    assert not values(first, "hydra:previous")
    second = describe_catalogue(catalogue(SHEETS), 2)
    assert values(second, "hydra:view") == {following}
    assert values(second, "hydra:previous") == {f"{BASE}catalogue?page=1"}
    assert not values(second, "hydra:next") | values(second, "hydra:nextPage")


def test_each_dataset_is_on_one_page_and_services_on_the_first() -> None:
    pages = [describe_catalogue(catalogue(SHEETS), number) for number in (1, 2)]
    shown = [values(page, "dcat:dataset") for page in pages]
    assert [len(one) for one in shown] == [PAGE_SIZE, 1]
    assert not shown[0] & shown[1]
    for page, datasets in zip(pages, shown, strict=True):
        subjects = {t.subject for t in page if t.predicate == term("dct:title")}
        assert {NamedNode(one) for one in datasets} <= subjects
    assert [len(values(page, "dcat:service")) for page in pages] == [2, 0]


def test_a_catalogue_of_one_page_leads_nowhere() -> None:
    only = describe_catalogue(catalogue(PAGE_SIZE), 1)
    assert not values(only, "hydra:next") | values(only, "hydra:previous")
    assert values(only, "hydra:first") == values(only, "hydra:last")
