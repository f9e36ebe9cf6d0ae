"""Every answer can be read: XML is well-formed or refused, and so are terms of RDF 1.2."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, NamedNode, Store

from terril.model.errors import AnswerBeyondRdf, AnswerUnwritable, CharacterUnwritable
from terril.model.formats import RDF_XML, TURTLE
from terril.store.sparql import (
    BINDINGS_FORMATS,
    GRAPH_FORMATS,
    RESULTS_JSON,
    RESULTS_XML,
    AnswerFormat,
    Query,
    QueryLimits,
    examine,
)
from terril.store.sparql.result_formats import RESULTS_CSV
from terril.store.workers import NoAnswerError, QueryWorkers, Request
from terril.store.workers.engine import LocalEngine

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = LocalEngine(Store())
ALLOWED = {0x9, 0xA, 0xD}
TEXTS = st.text(
    st.one_of(
        st.sampled_from("\x00\x01\x0b\x1b\r\n\t\u2028\ufffe\uffff\ufffd\u202e<>&\"'] ;,é😀"),
        st.characters(codec="utf-8"),
    ),
    max_size=8,
)
NAMES = st.text(st.sampled_from("abé1-._ª²·٣/:~"), min_size=1, max_size=4)


def answer(text: str, form: AnswerFormat) -> bytes:
    """The answer of the engine of a worker.

    Raises:
        NoAnswerError: the format has no way to write it.
    """
    output = BytesIO()
    request = Request(text, form.media_type, {}, False, [], [], 10, 100)  # a message
    ENGINE.write_answer(request, output)
    return output.getvalue()


def can_be_in_xml(text: str) -> bool:
    """Return whether XML 1.0 has all characters of a text (section 2.2)."""
    return all(
        ord(one) in ALLOWED or (ord(one) >= 0x20 and ord(one) not in {0xFFFE, 0xFFFF})
        for one in text
    )


@given(TEXTS)
def test_solutions_in_xml_are_well_formed_or_refused(value: str) -> None:
    text = f"SELECT ({Literal(value)} AS ?x) {{}}"
    if can_be_in_xml(value):
        root = etree.fromstring(answer(text, RESULTS_XML))
        assert [one.text or "" for one in root.iter("{*}literal")] == [value]
    else:
        with pytest.raises(NoAnswerError, match="character"):
            answer(text, RESULTS_XML)


@given(TEXTS)
def test_graphs_in_xml_are_well_formed_or_refused(value: str) -> None:
    text = f"CONSTRUCT {{ <urn:s> <urn:p:x> {Literal(value)} }} {{}}"
    if can_be_in_xml(value):
        graph = rdflib.Graph().parse(data=answer(text, RDF_XML), format="xml")
        assert [str(one) for one in graph.objects()] == [value]
    else:
        with pytest.raises(NoAnswerError, match="character"):
            answer(text, RDF_XML)


@given(TEXTS)
def test_other_formats_carry_every_text(value: str) -> None:
    select = f"SELECT ({Literal(value)} AS ?x) {{}}"
    (row,) = json.loads(answer(select, RESULTS_JSON))["results"]["bindings"]
    assert row["x"]["value"] == value
    construct = f"CONSTRUCT {{ <urn:s> <urn:p> {Literal(value)} }} {{}}"
    graph = rdflib.Graph().parse(data=answer(construct, TURTLE), format="turtle")
    assert [str(one) for one in graph.objects()] == [value]


@given(NAMES)
def test_a_predicate_is_written_as_an_element_or_refused(name: str) -> None:
    iri = f"http://a.example/{name}"
    text = f"CONSTRUCT {{ <urn:s> {NamedNode(iri)} 1 }} {{}}"
    try:
        content = answer(text, RDF_XML)
    except NoAnswerError:
        assert not re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", name)
        return
    graph = rdflib.Graph().parse(data=content, format="xml")
    assert [str(one) for one in graph.predicates()] == [iri]


RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize(
    "triple",
    [
        *(f"<urn:s> <{RDF_NS}{name}> 1" for name in ("li", "Description", "about", "bagID")),
        "<urn:s> a <http://a.example/9>",
    ],
)
def test_what_no_element_can_stand_for_is_refused(triple: str) -> None:
    with pytest.raises(NoAnswerError, match="unwritable"):
        answer(f"CONSTRUCT {{ {triple} }} {{}}", RDF_XML)
    assert answer(f"CONSTRUCT {{ {triple} }} {{}}", TURTLE)


def test_a_character_is_found_between_two_pieces() -> None:
    value = "\ufffd" * 70_000 + "\ufffe"
    with pytest.raises(NoAnswerError, match="character"):
        answer(f"SELECT ({Literal(value)} AS ?x) {{}}", RESULTS_XML)


NEW_TERMS = (
    "TRIPLE(<urn:a>, <urn:b>, 1)",
    "<<( <urn:a> <urn:b> 1 )>>",
    'STRLANGDIR("a", "fr", "rtl")',
    '"a"@fr--ltr',
)


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda row: row.name)
@pytest.mark.parametrize("term", NEW_TERMS)
def test_terms_of_rdf_1_2_are_in_no_answer(form: AnswerFormat, term: str) -> None:
    with pytest.raises(NoAnswerError, match="new term"):
        answer(f"SELECT ?x {{ BIND({term} AS ?x) }}", form)
    assert answer(f"SELECT (isLITERAL({term}) AS ?x) {{}}", form)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda row: row.name)
@pytest.mark.parametrize("term", NEW_TERMS)
def test_terms_of_rdf_1_2_are_in_no_graph(form: AnswerFormat, term: str) -> None:
    with pytest.raises(NoAnswerError, match="new term"):
        answer(f"CONSTRUCT {{ <urn:s> <urn:p> ?x }} {{ BIND({term} AS ?x) }}", form)


def test_the_error_names_the_cause_and_another_format(tmp_path: Path) -> None:
    Store(str(tmp_path / "store")).flush()
    with QueryWorkers(tmp_path / "store", QueryLimits(workers=1), {}, spares=0) as workers:

        def refuse(text: str, form: AnswerFormat) -> str:
            errors = (CharacterUnwritable, AnswerUnwritable, AnswerBeyondRdf)
            with pytest.raises(errors) as caught:
                workers.execute(Query(examine(text), form.media_type))
            return str(caught.value)

        said = refuse('SELECT ("a\\u0001b" AS ?x) {}', RESULTS_XML)
        assert "U+0001" in said
        assert "such as JSON" in said
        assert "such as Turtle" in refuse('CONSTRUCT {<a:a> <a:b> "\\u000b"} {}', RDF_XML)
        assert "STR(…)" in refuse("SELECT (TRIPLE(<a:a>, <a:b>, 1) AS ?x) {}", RESULTS_CSV)
