"""Stored queries: what their header says, and how their parameters are bound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from terril.model.errors import BadParameter, MissingParameter, ModelError, UnknownParameter
from terril.model.vocabulary import XSD
from terril.store.sparql import examine
from terril.store.stored_queries import (
    ParameterType,
    StoredQuery,
    read_stored_queries,
    read_stored_query,
)

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Triple

HERE = Path("asked.rq")
TOWN = """
@prefix : <https://town.example/> .
:oak :in :park ; :height 12 ; :planted "1990-05-04"^^<http://www.w3.org/2001/XMLSchema#date> .
:elm :in :park ; :height 15.5 ; :name "Elm"@en .
:pond :in :meadow ; :deep true .
"""


def query(pattern: str, *parameters: str, select: str = "*") -> StoredQuery:
    lines = ["#+ summary@en: What is asked", *(f"#+ parameter {each}" for each in parameters)]
    text = "\n".join([*lines, "PREFIX : <https://town.example/>", f"SELECT {select} {pattern}"])
    return read_stored_query(HERE, text)


def answers(text: str, variable: str) -> list[NamedNode | BlankNode | Literal | Triple | None]:
    store = Store()
    store.load(TOWN.encode(), format=RdfFormat.TURTLE)
    found = store.query(examine(text).text)
    assert isinstance(found, QuerySolutions)
    return [solution[variable] for solution in found]


def test_a_query_has_titles_descriptions_and_named_parameters() -> None:
    text = (
        "#+ summary@fr: Arbres\n#+ summary@en: Trees\n#+ description@en: All of them.\n"
        "#+ about: tree place\n#+ parameter place: IRI optional\n#+ parameter place@fr: lieu\n"
        "#+ parameter height: integer = 12\n"
        "SELECT ?place ?height WHERE { ?tree <t:in> ?place ; <t:height> ?height }"
    )
    found = read_stored_query(HERE, text)
    assert (found.name, found.titles) == ("asked", {"fr": "Arbres", "en": "Trees"})
    assert found.descriptions == {"en": "All of them."}
    assert found.about == ("tree", "place")
    place, height = found.parameters
    assert (place.type, place.optional, place.labels) == (ParameterType.IRI, True, {"fr": "lieu"})
    assert (height.type, height.default, height.optional) == (ParameterType.INTEGER, "12", False)


def test_a_value_narrows_the_answer() -> None:
    asked = query("{ ?thing :in ?place }", "place: IRI")
    text = asked.bind({"place": "https://town.example/meadow"})
    assert answers(text, "thing") == [NamedNode("https://town.example/pond")]


def test_an_optional_parameter_without_a_value_leaves_the_query_as_it_is() -> None:
    asked = query("{ ?thing :in ?place }", "place: IRI optional")
    assert asked.bind({}) == asked.bind({"place": ""}) == asked.text


def test_a_default_stands_in_for_a_value() -> None:
    asked = query("{ ?thing :height ?height }", "height: integer = 12")
    assert answers(asked.bind({}), "thing") == [NamedNode("https://town.example/oak")]
    assert answers(asked.bind({"height": "13"}), "thing") == []


def test_a_value_is_known_in_filters_and_in_what_must_not_exist() -> None:
    pattern = "{ ?thing :in ?p FILTER NOT EXISTS { ?thing :in ?place } FILTER(?place != :elm) }"
    asked = query(pattern, "place: IRI", select="?place ?thing")
    text = asked.bind({"place": "https://town.example/park"})
    assert answers(text, "thing") == [NamedNode("https://town.example/pond")]


def test_a_parameter_may_stand_inside_optional_if_it_stands_outside_as_well() -> None:
    pattern = "{ OPTIONAL { ?thing :in ?p OPTIONAL { ?thing :name ?name } } ?thing :in ?place }"
    asked = query(pattern, "place: IRI")
    text = asked.bind({"place": "https://town.example/meadow"})
    assert answers(text, "thing") == [NamedNode("https://town.example/pond")]


def test_a_value_narrows_what_is_counted() -> None:
    asked = query(
        "WHERE { ?thing :in ?place } GROUP BY ?place",
        "place: IRI",
        select="?place (COUNT(?thing) AS ?things)",
    )
    text = asked.bind({"place": "https://town.example/park"})
    assert answers(text, "things") == [Literal(2)]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("IRI", "https://town.example/a", NamedNode("https://town.example/a")),
        ("string", 'a "quoted" \\ {text}', Literal('a "quoted" \\ {text}')),
        ("langString", "me@home@en", Literal("me@home", language="en")),
        ("integer", "+007", Literal("7", datatype=NamedNode(f"{XSD}integer"))),
        ("decimal", "12.5", Literal("12.5", datatype=NamedNode(f"{XSD}decimal"))),
        ("date", "1990-05-04", Literal("1990-05-04", datatype=NamedNode(f"{XSD}date"))),
        ("boolean", "1", Literal("true", datatype=NamedNode(f"{XSD}boolean"))),
    ],
)
def test_a_value_becomes_a_term_of_its_type(
    kind: str, value: str, term: NamedNode | Literal
) -> None:
    asked = query("{ FILTER(BOUND(?x)) }", f"x: {kind}")
    assert asked.parameters[0].parse(value) == term
    assert answers(asked.bind({"x": value}), "x") == [term]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("IRI", "park"),
        ("IRI", "https://town.example/> } SERVICE <http://127.0.0.1/> { ?s ?p ?o"),
        ("string", "\ud800"),
        ("langString", "park"),
        ("langString", "park@not a language"),
        ("integer", "1_000"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("decimal", "1e3"),
        ("decimal", "."),
        ("date", "2026-02-30"),
        ("date", "20260630"),
        ("boolean", "yes"),
    ],
)
def test_a_value_of_another_type_is_refused_with_an_example(kind: str, value: str) -> None:
    asked = query("{ FILTER(BOUND(?x)) }", f"x: {kind}")
    with pytest.raises(BadParameter) as caught:
        asked.bind({"x": value})
    assert "Write" in str(caught.value)
    assert "Écrivez par exemple" in caught.value.message("fr")


@given(st.text(min_size=1))
def test_any_text_comes_back_as_it_was_given(value: str) -> None:
    asked = query("{ FILTER(BOUND(?x)) }", "x: string")
    assert answers(asked.bind({"x": value}), "x") == [Literal(value)]


def test_a_parameter_without_a_value_is_asked_for() -> None:
    asked = query("{ ?thing :in ?place }", "place: IRI")
    with pytest.raises(MissingParameter, match=r"“asked” cannot be answered without .*place=…"):
        asked.bind({})


def test_an_unknown_parameter_is_told_beside_the_known_ones() -> None:
    asked = query("{ ?thing :in ?place }", "place: IRI optional", "thing: IRI optional")
    with pytest.raises(UnknownParameter, match=r"no parameter “plcae”.*: place, thing"):
        asked.bind({"plcae": "x"})
    with pytest.raises(UnknownParameter, match="takes no parameters"):
        query("{ ?thing :in ?place }").bind({"place": "x"})


TITLE = "#+ summary@en: Trees\n"
ALL = "SELECT * { ?x ?y ?z }"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (ALL, 1, "has no title"),
        (f"#+ summary: Trees\n{ALL}", 1, "needs its language"),
        (f"{TITLE}{TITLE}{ALL}", 2, "“summary@en” twice"),
        (f"{TITLE}#+ tags: trees\n{ALL}", 2, "not understood"),
        (f"{TITLE}#+ about: The trees\n{ALL}", 2, "“#\\+ about: place”"),
        (f"{TITLE}#+ about@en: tree\n{ALL}", 2, "not understood"),
        (f"{TITLE}#+ about: tree\n#+ about: place\n{ALL}", 3, "“about” twice"),
        (f"{TITLE}#+ parameter x: URL\n{ALL}", 2, "“URL” is no type"),
        (f"{TITLE}#+ parameter x: IRI maybe\n{ALL}", 2, "“IRI maybe” is no type"),
        (f"{TITLE}#+ parameter x: integer = many\n{ALL}", 2, "whole number such as 12"),
        (f"{TITLE}#+ parameter x: IRI\n#+ parameter x: IRI\n{ALL}", 3, "twice"),
        (f"{TITLE}#+ parameter x@en: tree\n{ALL}", 2, "before it has a type"),
        (f"{TITLE}#+ parameter q: IRI\n{ALL}", 2, "makes no use of the parameter “q”"),
        (f"{TITLE}#+ parameter x: IRI\nSELECT ?y {{ ?x ?y ?z }}", 2, "Write .x after SELECT"),
        (
            f"{TITLE}#+ parameter x: IRI\nSELECT * {{ ?y ?z 1 OPTIONAL {{ ?y ?z ?x }} }}",
            2,
            "only inside OPTIONAL",
        ),
        (f"{TITLE}ASK {{ ?x ?y ?z }}", 1, "asks with SELECT"),
        (f"{TITLE}SELECT * {{\n ?x ?y }}", 3, "cannot stand here"),
        (f"{TITLE}SELECT * {{ ?x ?y 'open }}", 2, "no closing quotation mark"),
        (f"{TITLE}#+ parameter x: IRI\nSELECT * {{ ?z ?y 1 BIND(2 AS ?x) }}", 3, "BIND"),
        (f"{TITLE}SELECT * {{ SERVICE <http://x/> {{ ?x ?y ?z }} }}", 0, "SERVICE"),
    ],
)
def test_a_mistake_is_found_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        read_stored_query(HERE, text)
    assert (caught.value.path, caught.value.line) == (HERE, line)


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    for name in ("shrubs", "moss"):
        (tmp_path / f"{name}.rq").write_text(f"\ufeff{TITLE}{ALL}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no query", encoding="utf-8")
    assert list(read_stored_queries(tmp_path)) == ["moss", "shrubs"]


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.rq").write_bytes(b"\xff")
    with pytest.raises(ModelError, match=r"odd\.rq"):
        read_stored_queries(tmp_path)
