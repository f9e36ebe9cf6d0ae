"""Each error in a file has one finding, at the right location."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.intake.sources import Sources
from terril.model.findings import Finding, Severity

RULES: list[tuple[str, str, str, str]] = [
    ("blank-node", "p:a a s:Place ;\n  s:geo [ a s:Thing ] .", "[ a", "id/{kind}/{slug}"),
    ("blank-node", "p:a a s:Place ;\n  s:geo ( 1\n 2 ) .", "( 1", "no address of its own"),
    ("blank-node", "p:a a s:Place .\n_:x a s:Place .\n_:x s:name 'X' .", "_:x a", "Nobody"),
    (
        "outside-base",
        "p:b a s:Place .\n<https://elsewhere.example/places/7>\n a s:Place .",
        "elsewhere",
        "such as <https://data.town.example/id/places/7>",
    ),
    (
        "outside-base",
        "p:b a s:Place .\n<http://data.town.example/id/place/a> a s:Place .",
        "<http://data",
        "Write <https://data.town.example/id/place/a>",
    ),
    (
        "outside-base",
        "<https://data.twon.example/id/place/a> a s:Place .",
        "twon",
        "Did you mean <https://data.town.example/id/place/a>",
    ),
    (
        "outside-base",
        "p:b a s:Place ; s:name 'B' ;\n s:location <http://data.town.example/id/place/c> .",
        "<http://data",
        "look at “http” and “https”",
    ),
    (
        "address-form",
        "<https://data.town.example/Place/a> a s:Place .",
        "/Place/a>",
        "Did you mean <https://data.town.example/id/place/a>",
    ),
    (
        "address-form",
        "<https://data.town.example/id/place/a/b> a s:Place .",
        "/a/b",
        "<https://data.town.example/id/a/b>",
    ),
    (
        "relative-address",
        "p:b a s:Place .\n<place/a>\n  a s:Place .",
        "<place/a>",
        "The address <place/a> is not complete. Write it in full, such as "
        "<https://data.town.example/id/place/a>",
    ),
    (
        "relative-address",
        "p:b a s:Place ;\n  s:location\n <c> .",
        "<c>",
        "<https://data.town.example/id/thing/c>",
    ),
    (
        "schema-https",
        "@prefix new: <https://schema.org/> .\np:b a new:Place ; new:name 'B' .",
        "@prefix new",
        "http://schema.org/",
    ),
]


@pytest.mark.parametrize("case", RULES)
def test_an_error_is_reported_with_its_line_and_a_remedy(
    read: Callable[..., Sources],
    line: Callable[[str, str], int],
    case: tuple[str, str, str, str],
) -> None:
    rule, content, words, remedy = case
    (finding,) = read({"source/a.ttl": content}).findings
    assert finding.rule == rule
    assert finding.severity is Severity.VIOLATION
    assert finding.place is not None
    assert finding.place.line == line(content, words)
    assert words in finding.place.text
    assert remedy in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]


def test_things_that_the_settings_name_may_be_described(read: Callable[..., Sources]) -> None:
    files = {"source/a.ttl": "<https://w.example/Q1> a s:Place ."}
    assert not read(files, also=("https://w.example/",)).findings
    assert read(files).findings


def test_what_is_only_mentioned_may_be_anywhere(read: Callable[..., Sources]) -> None:
    content = (
        "p:a a s:Place ; s:url <https://elsewhere.example/id/x>, <http://data.town.example/x> ."
    )
    assert not read({"source/a.ttl": content}).findings


def test_a_relative_iri_below_a_declared_base_is_complete(read: Callable[..., Sources]) -> None:
    content = "@base <https://data.town.example/id/place/> .\n<a> a s:Place ; s:location <b> ."
    assert not read({"source/a.ttl": content}).findings


def test_a_thing_typed_in_two_files_of_a_graph_is_reported_with_both_locations(
    read: Callable[..., Sources], line: Callable[[str, str], int]
) -> None:
    second = "p:b a s:Place .\np:a s:name 'A'@fr ;\n  a s:Place, s:City ."
    (finding,) = read({"source/a.ttl": "p:a a s:Place .", "source/b.ttl": second}).findings
    assert finding.rule == "two-files"
    assert finding.place is not None
    assert finding.place.path.name == "b.ttl"
    assert finding.place.line == line(second, "s:City")
    assert "data/source/a.ttl, line 6" in finding.message["en"]
    assert finding.thing_label == {"fr": "A"}


def test_a_thing_may_be_typed_in_two_graphs(read: Callable[..., Sources]) -> None:
    files = {"source/a.ttl": "p:a a s:Place .", "more/a.ttl": "p:a a s:Place ."}
    assert not read(files, ("source", "more")).findings


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "a.trig",
            "@prefix p: <https://data.town.example/id/place/> .\n"
            "p:a p:x p:b .\n<https://x.example/g> {\n  p:a p:x p:c\n}",
            4,
        ),
        (
            "a.nq",
            "<https://data.town.example/id/place/a> <http://schema.org/name> 'A' "
            "<https://data.town.example/id/graph/source> .\n"
            "<https://data.town.example/id/place/a> <http://schema.org/name> 'B' <x:g> .".replace(
                "'", '"'
            ),
            2,
        ),
    ],
)
def test_statements_of_another_graph_are_reported(
    read: Callable[..., Sources], name: str, content: str, line: int
) -> None:
    sources = read({f"source/{name}": content})
    (finding,) = sources.findings
    assert finding.rule == "foreign-graph"
    assert finding.place is not None
    assert finding.place.line == line
    assert {quad.graph_name for quad in sources.quads()} == {sources.files[0].graph}


def test_a_file_without_a_statement_is_reported(read: Callable[..., Sources]) -> None:
    files = {"source/a.ttl": "p:a a s:Place .", "source/b.jsonld": "{}"}
    (finding,) = read(files).findings
    assert (finding.rule, finding.severity) == ("empty-file", Severity.WARNING)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "a.jsonld",
            '{"@id": "https://data.town.example/id/place/a",\n'
            '"http://schema.org/geo": {"http://schema.org/name": "G"}}',
            2,
        ),
        (
            "b.jsonld",
            '[{"@id": "https://data.town.example/id/place/a"},\n{"http://schema.org/name": "G"}]',
            2,
        ),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
            ' xmlns:s="http://schema.org/">\n'
            '<rdf:Description rdf:about="https://data.town.example/id/place/a">\n'
            "<s:geo><s:Thing/>\n</s:geo></rdf:Description></rdf:RDF>",
            5,
        ),
    ],
)
def test_blank_nodes_are_located_in_every_format(
    read: Callable[..., Sources], name: str, content: str, line: int
) -> None:
    findings = read({f"source/{name}": content}).findings
    assert {one.rule for one in findings} == {"blank-node"}
    assert line in [one.place.line for one in findings if one.place]


def test_all_errors_of_all_files_are_reported_together_and_in_order(
    read: Callable[..., Sources],
) -> None:
    files = {
        "source/b.ttl": "p:a a s:Place",
        "source/a.ttl": "p:b s:geo [] ; s:location <x> .\n<http://x.example/> a s:Place .",
        "source/c.ttl": b"caf\xe9",
    }
    reported = [place_and_rule(one) for one in read(files).findings]
    assert reported == [
        ("a.ttl", 6, "blank-node"),
        ("a.ttl", 6, "relative-address"),
        ("a.ttl", 7, "outside-base"),
        ("b.ttl", 6, "syntax"),
        ("c.ttl", 1, "encoding"),
    ]


def place_and_rule(finding: Finding) -> tuple[str, int | None, str]:
    assert finding.place is not None
    return finding.place.path.name, finding.place.line, finding.rule
