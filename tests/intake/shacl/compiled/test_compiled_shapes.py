"""Compiled shapes, in one process and in several, with nothing imported that is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from terril.intake.shacl.compiled.filter import Suspects, find_suspects
from terril.intake.shacl.evaluation import evaluate, write_spool
from terril.model.spool import Links, Spool

ROOT = Path(__file__).parents[4]
PREFIXES = """@prefix e: <http://e.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """e:Thing a sh:NodeShape ; sh:targetClass e:A ; sh:property e:name , e:near , e:in .
e:name sh:path e:name ; sh:minCount 1 ; sh:maxLength 9 .
e:near sh:path e:near ; sh:class e:A .
e:in sh:path [ sh:inversePath e:near ] ; sh:minCount 1 .
e:Far sh:targetObjectsOf e:near ; sh:nodeKind sh:IRI .
e:Loop sh:targetSubjectsOf e:near ; sh:sparql [ sh:select
  "SELECT $this WHERE { $this <http://e.example/near> ?b . ?b <http://e.example/near> $this }" ] .
"""


def read(text: str) -> list[Quad]:
    return list(parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE))


def list_results(data: str, shapes: str) -> set[tuple[str, str]]:
    found = evaluate(read(data), read(shapes)).results
    return {(str(one.focus), str(one.component).rpartition("#")[2]) for one in found}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Spool, Links]:
    """A ring of things, each near the next, with some mistakes."""
    lines = ["e:B rdfs:subClassOf e:A ."]
    for number in range(2000):
        near = f"e:n{(number + 1) % 2000}" if number % 100 else f"e:n{number + 1}, e:no{number}"
        kind = "e:A" if number % 3 else "e:B"
        name = "far too long" if number % 250 == 7 else "short"
        lines.append(f'e:n{number} a {kind} ; e:name "{name}" ; e:near {near} .')
    lines.append("e:n5 e:near e:n4 .")
    return write_spool(read("\n".join(lines)), tmp_path_factory.mktemp("town"))


def suspect(town: tuple[Spool, Links], folder: Path, processes: int) -> Suspects:
    return find_suspects(*town, read(SHAPES), (), folder, processes)


def test_several_processes_find_what_one_finds(town: tuple[Spool, Links], tmp_path: Path) -> None:
    folders = [tmp_path / f"{number}" for number in (1, 2)]
    for folder in folders:
        folder.mkdir()
    one, two = (suspect(town, folder, number) for number, folder in enumerate(folders, start=1))
    assert one == two
    flagged = {node.rpartition("/")[2]: len(focuses) for node, focuses in one.flagged.items()}
    assert flagged == {"name>": 8, "near>": 20, "Loop>": 2}
    counts = {node.rpartition("/")[2]: count for node, count in one.counts.items()}
    assert counts == {"Thing>": 2000, "Far>": 2020, "Loop>": 2000}


@pytest.mark.parametrize(
    ("data", "focus"),
    [
        ("e:a a e:A .", "a"),
        ("e:a a e:B . e:B rdfs:subClassOf e:C . e:C rdfs:subClassOf e:A .", "a"),
        ("e:b e:to e:a .", "a"),
        ("e:a e:from e:b .", "a"),
        ("e:x e:y e:a .", "n"),
    ],
)
def test_each_target_is_found(data: str, focus: str) -> None:
    shapes = """e:S sh:targetClass e:A ; sh:targetObjectsOf e:to ; sh:targetSubjectsOf e:from ;
      sh:targetNode e:n ; sh:property e:P . e:P sh:path e:p ; sh:minCount 1 ."""
    found = list_results(data, shapes)
    assert (f"http://e.example/{focus}", "MinCountConstraintComponent") in found
    assert len(found) == len({"n", focus})


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("sh:datatype xsd:date", '"2024-02-30"^^xsd:date'),
        ("sh:datatype xsd:integer", '"1,000"^^xsd:integer'),
        ("sh:minInclusive 5", '"4.99"^^xsd:decimal'),
        ('sh:pattern "^a$"', '"a\\n\\n"'),
        ("sh:not [ sh:datatype xsd:byte ]", '"7"^^xsd:byte'),
        ("sh:node [ sh:property [ sh:path e:p ; sh:maxCount 0 ] ]", "e:a"),
    ],
)
def test_what_is_wrong_is_never_passed_over(shape: str, value: str) -> None:
    shapes = f"e:S sh:targetNode e:a ; sh:property [ sh:path e:p ; {shape} ] ."
    assert len(list_results(f"e:a e:p {value} .", shapes)) == 1


def test_triple_terms_are_no_obstacle() -> None:
    data = "e:a e:p e:b ; e:said <<( e:a e:p e:b )>> ."
    shapes = "e:S sh:targetNode e:a ; sh:property [ sh:path e:p ; sh:maxCount 0 ] ."
    assert len(list_results(data, shapes)) == 1


@pytest.mark.parametrize(
    "more",
    ["", "e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:c ] ; sh:validator e:V ."],
)
def test_invalid_iris_are_judged(more: str) -> None:
    line = "<http://e.example/a> <http://e.example/p> <http://e.example/[> ."
    data = parse(line, format=RdfFormat.N_TRIPLES, lenient=True)
    shapes = "e:S sh:targetNode e:a ; sh:property [ sh:path e:p ; sh:maxCount 0 ] ."
    found = evaluate(data, read(f"{shapes} {more} e:V sh:ask 'ASK {{ }}' .")).results
    assert len(found) == 1


def test_a_town_without_a_mistake_is_checked_without_rdflib() -> None:
    program = """
import sys
from terril import open_town
report = open_town(sys.argv[1]).check()
assert report.conforms, report.violations
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    town = ROOT / "tests" / "towns" / "two-things"
    command = [sys.executable, "-c", program, str(town)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    assert "pyoxigraph" in modules
    assert {"rdflib", "pyshacl"}.isdisjoint(modules)
