"""The columns of a published table are read back from its metadata."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.addresses import Addresses
from terril.model.vocabulary import SCHEMA, SKOS, XSD
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.tables.csv_file import write_metadata
from terril.representations.tables.csvw_reader import read_columns
from terril.representations.tables.table import TableMaker
from terril.store.reader import StoreReader, build_memory_store

BASE = "https://data.springfield.example/"
PARK = NamedNode(f"{BASE}id/place/park")
POINT = NamedNode(f"{BASE}id/coordinates/park")
SOURCE = NamedNode(f"{BASE}id/graph/source")
VALUES: dict[str, list[Literal | NamedNode]] = {
    "text": [Literal("a"), Literal("b")],
    "french": [Literal("a", language="fr"), Literal("b", language="fr")],
    "number": [Literal(1), Literal(2)],
    "link": [NamedNode(f"{BASE}id/theme/a"), NamedNode(f"{BASE}id/theme/b")],
    "own datatype": [Literal("a", datatype=NamedNode("urn:own"))],
}


@given(
    kinds=st.lists(st.sampled_from(sorted(VALUES)), unique=True),
    several=st.booleans(),
    part=st.booleans(),
)
def test_the_columns_of_a_table_are_read_back_from_its_metadata(
    kinds: list[str], several: bool, part: bool
) -> None:
    values = [one for kind in kinds for one in VALUES[kind][: 1 + several]]
    quads = [Quad(PARK, NamedNode(f"{SKOS}note"), value, SOURCE) for value in values]
    if part:
        latitude = Literal("50.5", datatype=NamedNode(f"{XSD}decimal"))
        quads += [
            Quad(PARK, NamedNode(f"{SCHEMA}geo"), POINT, SOURCE),
            Quad(POINT, NamedNode(f"{SCHEMA}latitude"), latitude, SOURCE),
        ]
    store = StoreReader(build_memory_store(quads))
    pages = Pages(store, Addresses(BASE), TownProfile({}, ("fr", "en")))
    maker = TableMaker(store, pages, Audience("en", ""), frozenset(["coordinates"]))
    columns = maker.make([PARK.value]).columns
    names = ("a.csv", "a.links.csv")
    metadata = write_metadata(columns, "en", names, {}, "https://licence.example/")
    expected = [replace(one, key=replace(one.key, part="")) for one in columns]
    assert read_columns(metadata) == expected


@pytest.mark.parametrize("metadata", [b"", b"{}", b"[]", b'{"tables": [{}]}'])
def test_metadata_of_another_form_is_refused(metadata: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_columns(metadata)
