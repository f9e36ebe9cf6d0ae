"""A town's own shapes at the command line: exit codes, languages, and what they apply to."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terril.cli import main
from terril.town.town import open_town

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <http://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <https://vocab.example/v#> .
"""
START = "x:p a sh:NodeShape ; sh:targetClass schema:Place ;\n "
BROKEN = {
    "prefix": START + "sh:sparql [ sh:select 'SELECT $this { $this schema:name ?n }' ] .",
    "value": START + "sh:property [ sh:path schema:name ; sh:uniqueLang 'true' ] .",
    "circle": START + "sh:property [ sh:path schema:containedInPlace ; sh:node x:p ] .",
    "term": START + "sh:property [ sh:path schema:name ; sh:minCont 1 ] .",
    "syntax": START + "sh:property ] .",
    "relative": START + "sh:node <other> .",
}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    base = "https://data.val-clair.example/"
    words = ["new", str(folder), "--name", "Val-Clair", "--base", base, "--lang", "fr"]
    assert CliRunner().invoke(main, words).exit_code == 0
    (folder / "shapes").mkdir(exist_ok=True)
    return folder


def write(town: Path, text: str, name: str = "a.ttl") -> None:
    (town / "shapes" / name).write_text(PREFIXES + text, encoding="utf-8")


def run(town: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--town", str(town)])


@pytest.mark.parametrize("command", ["check", "publish"])
@pytest.mark.parametrize("fault", BROKEN)
def test_broken_shapes_end_a_command_with_code_2(town: Path, fault: str, command: str) -> None:
    write(town, BROKEN[fault])
    done = run(town, command)
    assert done.exit_code == 2
    assert "shapes/a.ttl, line 6: " in done.stderr
    assert not (town / "releases").exists()


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_reported_in_the_language_chosen(town: Path, fault: str) -> None:
    write(town, BROKEN[fault])
    done = run(town, "check", "--lang", "fr")
    assert done.exit_code == 2
    assert "shapes/a.ttl, ligne 6 : " in done.stderr
    assert "rien n’a été vérifié" in done.stderr


def test_a_file_that_is_not_utf_8_is_reported_with_its_line(town: Path) -> None:
    content = PREFIXES.encode() + 'x:p sh:name "é" .'.encode("latin-1")
    (town / "shapes" / "a.ttl").write_bytes(content)
    done = run(town, "check")
    assert done.exit_code == 2
    assert "shapes/a.ttl, line 5: " in done.stderr


def test_a_byte_order_mark_does_no_harm(town: Path) -> None:
    text = PREFIXES + START + "sh:property [ sh:path schema:name ; sh:maxCount 9 ] ."
    (town / "shapes" / "a.ttl").write_text(text, encoding="utf-8-sig")
    assert run(town, "check").exit_code == 0


def test_a_shape_that_applies_to_nothing_is_a_warning(town: Path) -> None:
    write(town, "x:n a sh:NodeShape ; sh:targetClass x:Nowhere ; sh:nodeKind sh:IRI .")
    done = run(town, "check", "--format", "github")
    assert done.exit_code == 0
    (line,) = done.stdout.splitlines()
    assert line.startswith("::warning file=shapes/a.ttl,line=5")


def test_shapes_are_listed_with_the_number_of_things(town: Path) -> None:
    write(town, START + 'sh:nodeKind sh:IRI ; sh:name "Place"@en , "Lieu"@fr .')
    done = run(town, "check", "--shapes", "--lang", "fr")
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines() if line]
    iri = "https://vocab.example/v#p"
    (own,) = (one for one in open_town(town).check().shapes if one.shape == iri)
    assert own.count == 2
    assert rows[0] == ["Forme", "Fichier", "et", "ligne", "Choses"]
    assert rows[1] == ["Lieu", "shapes/a.ttl:5", "2"]
    assert any(row[-2:] == ["(partagée)", "0"] for row in rows)


def test_the_list_of_shapes_is_a_table(town: Path) -> None:
    done = run(town, "check", "--shapes", "--format", "json")
    assert done.exit_code == 2
    assert "--shapes" in done.stderr


def test_a_subclass_stated_in_the_shapes_is_checked(town: Path) -> None:
    write(
        town,
        """x:Barn a rdfs:Class , sh:NodeShape ; rdfs:subClassOf schema:Place ;
          sh:property [ sh:path x:roof ; sh:minCount 1 ; sh:message "Toit manquant"@fr ] .
        x:BigBarn a rdfs:Class ; rdfs:subClassOf x:Barn .""",
    )
    data = """@prefix x: <https://vocab.example/v#> . @prefix s: <http://schema.org/> .
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix place: <https://data.val-clair.example/id/place/> .
      place:barn a x:BigBarn , s:Place ; skos:prefLabel "Grange"@fr ;
        s:containedInPlace place:val-clair ."""
    (town / "data" / "source" / "barn.ttl").write_text(data, encoding="utf-8")
    findings = open_town(town).check().violations
    assert [one.message["fr"] for one in findings] == ["Toit manquant"]


def test_a_file_named_as_one_of_the_model_does_not_replace_it_in_a_release(town: Path) -> None:
    write(town, "x:n a sh:NodeShape ; sh:targetClass schema:Place .", "place.ttl")
    files = open_town(town).read().content().files
    own = [name for name in files if name.endswith("place.ttl")]
    assert own == ["model/shapes/place.ttl", "model/shapes/town/place.ttl"]
