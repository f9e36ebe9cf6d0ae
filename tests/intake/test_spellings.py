"""A hint names each literal that answers to queries write in another way, with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, Store

from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.model.addresses import Addresses
from terril.model.findings import Finding, Severity
from tests.paths import TESTS

Read = Callable[..., Sources]

XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://schema.org/">
<s:Place rdf:about="https://data.town.example/id/place/a">
<s:x rdf:datatype="http://www.w3.org/2001/XMLSchema#decimal">1.50</s:x>
</s:Place>
</rdf:RDF>"""
JSON = """{"@context": {"s": "http://schema.org/"},
"@id": "https://data.town.example/id/place/a", "@type": "s:Place",
"s:x": {"@value": "1.50", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}}"""


def hints_of(sources: Sources) -> list[Finding]:
    return [one for one in sources.findings if one.rule == "respelt"]


def test_each_respelt_value_has_a_hint_with_its_line_and_what_queries_get(read: Read) -> None:
    content = """p:a a s:Place ; s:x 1.50 , 1.5 ,
      007 , 7 ;
      s:y "5"^^xsd:int , 5 , "x" , "1.50" , "1.50"@en ."""
    hints = hints_of(read({"source/a.ttl": content}))
    told = {(one.value, one.place.line if one.place else 0) for one in hints}
    assert told == {("1.50", 6), ("007", 7), ("5", 8)}
    assert {one.severity for one in hints} == {Severity.INFO}
    (other,) = (one for one in hints if one.value == "5")
    assert "“5 (xsd:integer)”" in other.message["en"]
    assert "SPARQL" in other.message["fr"] != other.message["en"]
    assert other.path == "http://schema.org/y"


@pytest.mark.parametrize(
    ("name", "content", "line"), [("a.rdf", XML, 3), ("a.jsonld", JSON, 3)], ids=["XML", "JSON"]
)
def test_other_formats_have_their_lines(read: Read, name: str, content: str, line: int) -> None:
    (hint,) = hints_of(read({f"source/{name}": content}))
    assert hint.place is not None
    assert (hint.value, hint.place.line) == ("1.50", line)


def test_the_hints_are_complete() -> None:
    folder = TESTS / "towns" / "odd-values"
    sources = read_sources(
        folder, ("source", "editorial"), Addresses("https://data.town.example/")
    )
    respelt = []
    for quad in sources.quads():
        store = Store()
        store.add(quad)
        if quad not in list(store):
            respelt.append(quad)
    assert len(respelt) > 40
    assert all(isinstance(quad.object, Literal) for quad in respelt)
    hints = hints_of(sources)
    assert sorted((h.path, h.value) for h in hints) == sorted(
        (q.predicate.value, q.object.value) for q in respelt if isinstance(q.object, Literal)
    )
    assert all(hint.place and hint.place.line for hint in hints)
