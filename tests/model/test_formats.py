"""The name of a dump tells what it is."""

from __future__ import annotations

import pytest

from terril.model.formats import has_gzip_copy, parse_dump_name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("town.ttl", ("town", "", "ttl", "text/turtle", False)),
        ("town.nt.gz", ("town", "", "nt", "application/n-triples", True)),
        ("places.csv", ("places", "", "csv", "text/csv", False)),
        ("places.links.csv", ("places", "", "links.csv", "text/csv", False)),
        ("places.pt-BR.links.csv.gz", ("places", "pt-BR", "links.csv", "text/csv", True)),
        ("a-b.fr.geojson", ("a-b", "fr", "geojson", "application/geo+json", False)),
    ],
)
def test_a_name_tells_dataset_language_and_format(name: str, told: tuple[object, ...]) -> None:
    file = parse_dump_name(name)
    assert file
    assert file.name == name
    assert (file.dataset, file.language, file.extension, file.media_type, file.compressed) == told


@pytest.mark.parametrize("name", ["", "town", ".csv", "town.", "town.exe", "town.a.b.csv", ".gz"])
def test_another_name_is_no_dump(name: str) -> None:
    assert parse_dump_name(name) is None


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        ("places.csv", "places.csv-metadata.json"),
        ("places.fr.links.csv", "places.fr.csv-metadata.json"),
    ],
)
def test_a_table_and_its_links_have_one_description(name: str, metadata: str) -> None:
    file = parse_dump_name(name)
    assert file
    assert file.metadata == metadata


def test_what_is_compressed_in_itself_is_not_compressed_again() -> None:
    names = ("a.nt", "a.links.csv", "a.xlsx", "a.csv-metadata.json", "SHA256SUMS")
    assert [has_gzip_copy(name) for name in names] == [True, True, False, False, False]
