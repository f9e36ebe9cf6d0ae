"""Tables hold every statement and can be read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.addresses import Addresses
from terril.model.vocabulary import RDFS, SCHEMA, SKOS, XSD
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.tables.csv_file import write_csv, write_metadata
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import Table, TableMaker
from terril.store.reader import StoreReader, build_memory_store
from tests.representations.tables.written_tables import write_files

BASE = "https://data.springfield.example/"
SOURCE = NamedNode(f"{BASE}id/graph/source")
DERIVED = NamedNode(f"{BASE}id/graph/derived")
PARK = f"{BASE}id/place/park"
POINT = f"{BASE}id/coordinates/park"
Value = Literal | NamedNode


def stated(subject: str, prop: str, value: Value, graph: NamedNode = SOURCE) -> Quad:
    return Quad(NamedNode(subject), NamedNode(prop), value, graph)


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


def table_of(
    *quads: Quad, things: tuple[str, ...] = (PARK,), language: str = "en", parts: str = ""
) -> Table:
    store = StoreReader(build_memory_store(quads))
    pages = Pages(store, Addresses(BASE), TownProfile({}, ("fr", "en")))
    maker = TableMaker(store, pages, Audience(language, ""), frozenset(parts.split()))
    return maker.make(things)


def notes(*values: Value) -> list[Quad]:
    return [stated(PARK, f"{SKOS}note", value) for value in values]


def row(table: Table, number: int = 0) -> dict[str, str]:
    return {c.title: cell for c, cell in zip(table.columns, table.rows[number], strict=True)}


def metadata_of(table: Table) -> list[dict[str, object]]:
    names = "a.csv", "a.links.csv"
    group = json.loads(write_metadata(table.columns, "en", names, {}, "https://licence/"))
    columns: list[dict[str, object]] = group["tables"][0]["tableSchema"]["columns"]
    return columns


def test_a_text_is_taken_in_the_language_of_the_table() -> None:
    table = table_of(*notes(Literal("Parc", language="fr"), Literal("Park", language="en")))
    assert [column.title for column in table.columns] == ["IRI", "kind of thing", "skos:note"]
    assert row(table)["IRI"] == PARK
    assert row(table)["skos:note"] == "Park"


def test_a_text_that_is_not_there_in_the_language_has_a_column_of_its_own() -> None:
    table = table_of(*notes(Literal("Parc", language="fr"), Literal("Park", language="de")))
    assert row(table)["skos:note (fr)"] == "Parc"
    assert "Park" not in str(table.rows)
    german = table_of(*notes(Literal("Park", language="de")))
    assert row(german)["skos:note (de)"] == "Park"


def test_a_text_of_a_region_is_of_its_language() -> None:
    table = table_of(*notes(Literal("Colour", language="en-GB")))
    assert row(table)["skos:note"] == "Colour"
    assert metadata_of(table)[-1]["lang"] == "en-gb"


def test_literals_of_several_datatypes_stand_in_several_columns() -> None:
    table = table_of(*notes(typed("5", "integer"), typed("2020", "gYear"), Literal("five")))
    assert row(table)["skos:note (xsd:integer)"] == "5"
    assert row(table)["skos:note (xsd:gYear)"] == "2020"
    assert row(table)["skos:note (xsd:string)"] == "five"
    assert [c["datatype"] for c in metadata_of(table)[2:]] == ["gYear", "integer", "string"]


def test_a_datatype_that_the_standard_does_not_know_is_named() -> None:
    number = Literal("123", datatype=NamedNode("https://w3id.org/terril/identifiers#siren"))
    [column] = metadata_of(table_of(*notes(number)))[2:]
    assert column["datatype"] == {
        "@id": "https://w3id.org/terril/identifiers#siren",
        "base": "string",
    }


@pytest.mark.parametrize(
    ("values", "separator"),
    [
        (("a", "b"), " | "),
        (("a | b", "c"), " || "),
        (("a |", "b"), " || "),
        (("a | b || c", "d"), " ||| "),
        (("a | b",), ""),
    ],
)
def test_a_list_can_be_split_again(values: tuple[str, ...], separator: str) -> None:
    table = table_of(*notes(*(Literal(value) for value in values)))
    column = table.columns[-1]
    assert column.separator == separator
    cell = table.rows[0][-1]
    assert (cell.split(separator) if separator else [cell]) == sorted(values)


def test_a_text_without_characters_is_left_out() -> None:
    assert len(table_of(*notes(Literal(""))).columns) == 2


def test_inferred_statements_are_left_out() -> None:
    table = table_of(stated(PARK, f"{SKOS}note", Literal("x"), DERIVED))
    assert len(table.columns) == 2


def test_two_properties_of_one_name_have_two_titles() -> None:
    label = f"{RDFS}label"
    table = table_of(
        stated(f"{SKOS}note", label, Literal("note", language="en")),
        stated(f"{SKOS}scopeNote", label, Literal("note", language="en")),
        stated(PARK, f"{SKOS}note", Literal("a")),
        stated(PARK, f"{SKOS}scopeNote", Literal("b")),
    )
    assert row(table)["note"] == "a"
    assert row(table)["note (skos:scopeNote)"] == "b"


def test_columns_that_no_prefix_distinguishes_are_numbered() -> None:
    label = f"{RDFS}label"
    ours = [f"https://springfield.example/{name}" for name in ("a-b", "a.b")]
    quads = [stated(iri, label, Literal("note", language="en")) for iri in ours]
    quads += [stated(PARK, iri, Literal(iri)) for iri in ours]
    quads += [stated(PARK, iri, Literal(iri, language="en")) for iri in ours]
    columns = table_of(*quads).columns
    assert len({column.title for column in columns}) == len(columns) == 6
    assert len({column.name for column in columns}) == 6


def park_at(latitude: str) -> list[Quad]:
    return [
        stated(PARK, f"{SCHEMA}geo", NamedNode(POINT)),
        stated(POINT, f"{SCHEMA}latitude", typed(latitude, "decimal")),
        stated(POINT, f"{SKOS}prefLabel", Literal("Where the park is", language="en")),
    ]


def test_a_part_stands_in_the_row_of_its_thing() -> None:
    table = table_of(*park_at("50.443"), parts="coordinates")
    assert row(table)["schema:geo"] == "Where the park is"
    assert row(table)["schema:geo (IRI)"] == POINT
    assert row(table)["schema:latitude"] == "50.443"
    assert metadata_of(table)[-1]["aboutUrl"] == "{+schema_geo}"


def test_several_parts_of_one_thing_are_only_named() -> None:
    other = stated(PARK, f"{SCHEMA}geo", NamedNode(f"{POINT}-2"))
    table = table_of(*park_at("50"), other, parts="coordinates")
    assert "schema:latitude" not in row(table)
    assert row(table)["schema:geo (IRI)"].count(" | ") == 1


def test_what_has_a_row_of_its_own_is_no_part() -> None:
    table = table_of(*park_at("50"), things=(PARK, POINT), parts="coordinates")
    assert row(table)["schema:latitude"] == ""
    assert row(table, 1)["schema:latitude"] == "50"


def test_a_list_of_things_is_turned_back_by_the_links() -> None:
    links = [stated(PARK, f"{SKOS}related", NamedNode(f"{BASE}id/place/{n}")) for n in "ab"]
    table = table_of(*links)
    assert [column.get("valueUrl") for column in metadata_of(table)] == [None] * 4
    lines = write_files(links, BASE, ["place"])["things.en.links.csv"].decode().split("\r\n")
    assert [line.rpartition(",")[2] for line in lines[1:-1]] == [
        f"{BASE}id/place/a",
        f"{BASE}id/place/b",
    ]


def test_csv_keeps_a_text_as_it_is() -> None:
    hard = 'a "quoted",\nbroken; text\t='
    assert b'"a ""quoted"",\nbroken; text\t="\r\n' in write_csv(table_of(*notes(Literal(hard))))


def test_a_map_has_numbers_texts_and_nothing() -> None:
    quads = [*notes(typed("0", "integer")), stated(f"{PARK}-2", f"{SKOS}example", Literal("x"))]
    table = table_of(*quads, things=(PARK, f"{PARK}-2"))
    features = json.loads(write_geojson(table, {}, str))["features"]
    assert [one["properties"]["skos:note"] for one in features] == [0, None]
    assert [one["properties"]["skos:example"] for one in features] == [None, "x"]
    assert [one["geometry"] for one in features] == [None, None]


@given(
    st.dictionaries(
        st.sampled_from(["fr", "fr-fr", "fr-be", "en", "en-gb", "de"]), st.text("ab", min_size=1)
    ),
    st.sampled_from(["fr", "en"]),
)
def test_a_column_says_the_region_of_its_texts_if_it_says_anything(
    texts: dict[str, str], language: str
) -> None:
    literals = [Literal(text, language=tag) for tag, text in texts.items()]
    table = table_of(*notes(*literals), language=language)
    shown = {title: cell for title, cell in row(table).items() if "note" in title}
    own = sorted(tag for tag in texts if tag.partition("-")[0] == language)
    titles = dict(
        zip(own, ["skos:note", *(f"skos:note ({tag})" for tag in own[1:])], strict=False)
    )
    if own:
        assert shown == {titles[tag]: texts[tag] for tag in own}
    else:
        assert {tag for tag in texts if f"skos:note ({tag})" in shown} == shown_tags(shown)


def shown_tags(shown: dict[str, str]) -> set[str]:
    return {title.removeprefix("skos:note (").removesuffix(")") for title in shown}
