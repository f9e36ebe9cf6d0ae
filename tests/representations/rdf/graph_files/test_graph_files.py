"""The files of segments have the same graphs as the statements, whoever reads them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from terril.model.addresses import Addresses
from terril.model.formats import RDF_FORMATS
from terril.model.vocabulary import PREFIXES
from terril.representations.rdf import write_rdf
from terril.representations.rdf.graph_files import (
    DatasetKinds,
    GraphFile,
    GraphFilesPlan,
    ModelConcepts,
    write_graph_files,
)
from terril.representations.rdf.jsonld import read_context
from terril.store.graphs import select_default_graph
from terril.town.town import open_town
from tests.odd_values import ANY_TEXT
from tests.paths import ROOT
from tests.representations.rdf.graph_files.towns import (
    ADDRESSES,
    DATASETS,
    LABEL,
    QUADS,
    make_quads,
    read,
    read_triples,
    thing,
    write,
)
from tests.spools import write_spool


def find_kind(node: object) -> str:
    name = ADDRESSES.name_of(node.value) if isinstance(node, NamedNode) else None
    return name.kind if name else ""


def list_subjects(dataset: DatasetKinds, quads: Sequence[Quad]) -> set[object]:
    """Return the things of a dataset and their parts, as docs/files.md describes them."""
    things = {quad.subject for quad in quads if find_kind(quad.subject) in dataset.kinds}
    near: set[object] = {quad.object for quad in quads if quad.subject in things}
    near |= {quad.subject for quad in quads if quad.object in things}
    return things | {one for one in near if find_kind(one) in dataset.parts}


@given(QUADS)
def test_every_file_has_the_statements_of_its_dataset(quads: list[Quad]) -> None:
    with TemporaryDirectory() as name:
        _, files = write(quads, Path(name))
    default = select_default_graph(quads)
    for row in RDF_FORMATS:
        body = files[f"town.{row.extension}"]
        if row.graphs:
            assert read(f"town.{row.extension}", body) == set(quads)
        else:
            assert read_triples(f"town.{row.extension}", body) == default
    for dataset in DATASETS[1:]:
        subjects = list_subjects(dataset, quads)
        expected = {quad.triple for quad in quads if quad.subject in subjects}
        for row in RDF_FORMATS:
            file = f"{dataset.name}.{row.extension}"
            assert (file in files) == (bool(expected) and not row.graphs)
            if file in files:
                assert read_triples(file, files[file]) == expected
    for file, body in files.items():
        assert file.endswith(".gz") or gzip.decompress(files[f"{file}.gz"]) == body


@pytest.fixture
def keeping_rdflib() -> Iterator[None]:
    """Rdflib that respells no literal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        yield


OTHERS = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "rdf": "xml"}


@pytest.mark.usefixtures("keeping_rdflib")
def test_another_reader_finds_the_same_graphs(tmp_path: Path) -> None:
    quads = list(open_town(ROOT).read().sources.quads())
    _, files = write(quads, tmp_path)
    expected = {quad.triple for quad in quads}
    for extension, syntax in {**OTHERS, "jsonld": "json-ld"}.items():
        with catch_warnings():
            # The reader calls its own outdated functions.
            simplefilter("ignore", DeprecationWarning)
            graph = rdflib.Dataset(default_union=True)
            graph.parse(data=files[f"town.{extension}"], format=syntax)
            lines = "".join(
                f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in graph.triples((None, None, None))
            )
        found = {quad.triple for quad in parse(lines, format=RdfFormat.TURTLE)}
        if extension != "ttl" and extension != "trig":
            assert found == expected, extension
        else:
            # In Turtle, rdflib turns 007 into 7 even if it is not to respell literals.
            assert len(found) == len(expected)


def test_files_are_as_the_writer_of_documents_writes_them(tmp_path: Path) -> None:
    quads = sorted(open_town(ROOT).read().sources.quads(), key=str)
    addresses = Addresses("https://data.loos-en-gohelle.fr/")
    path = ROOT / "ontology" / "context.jsonld"
    context = read_context(path.read_bytes(), path)
    spool, links = write_spool(tmp_path, quads)
    plan = GraphFilesPlan(spool, links, addresses, context, (), ModelConcepts(quads))
    written = write_graph_files(plan, tmp_path)
    assert len(written) == len(RDF_FORMATS)
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    for row in RDF_FORMATS:
        if not row.graphs:
            body = (tmp_path / f"town.{row.extension}").read_bytes()
            assert body == write_rdf(triples, row, addresses, context), row.name


def test_files_are_the_same_for_any_number_of_processes(tmp_path: Path) -> None:
    found: list[tuple[list[GraphFile], Mapping[str, bytes]]] = []
    for processes in (1, 2, 1):
        folder = tmp_path / str(len(found))
        folder.mkdir()
        found.append(write(make_quads(3000), folder, processes))
    assert found[0][1] == found[1][1] == found[2][1]
    assert [one[:2] for one in found[0][0]] == [one[:2] for one in found[1][0]]
    assert max(len(one.pieces) for one in found[0][0]) > 3


def test_pieces_are_where_the_tables_say(tmp_path: Path) -> None:
    written, files = write(make_quads(2000), tmp_path)
    (town,) = (one for one in written if one.file.name == "town.ttl")
    body, copy = files["town.ttl"], files["town.ttl.gz"]
    assert len(town.pieces) > 1
    for piece in town.pieces:
        content = body[piece.start : piece.start + piece.size]
        packed = copy[piece.packed_start : piece.packed_start + piece.packed_size]
        # Deflate without a head, from its first byte.
        assert zlib.decompressobj(-15).decompress(packed) == content
        assert content.startswith(b"place:")
        assert piece.names == ("place", "skos")


@given(ANY_TEXT)
@settings(max_examples=20)
def test_a_text_that_xml_lacks_leaves_out_its_files_alone(text: str) -> None:
    source = thing("graph", "source")
    quads = [
        Quad(thing("place", "a"), LABEL, Literal(f"{text}\x01"), source),
        Quad(thing("event", "a"), LABEL, Literal("\\u0001 -- <<"), source),
    ]
    with TemporaryDirectory() as name:
        _, files = write(quads, Path(name))
    assert {"town.rdf", "places.rdf"} & files.keys() == set()
    assert "events.rdf" in files
    assert read_triples("town.ttl", files["town.ttl"]) == {quad.triple for quad in quads}
    assert read_triples("town.jsonld", files["town.jsonld"]) == {quad.triple for quad in quads}


@pytest.mark.parametrize(
    ("extension", "triple"),
    [
        ("rdf", Triple(thing("place", "a"), NamedNode("urn:x:1"), Literal("x"))),
        ("jsonld", Triple(thing("place", "a"), LABEL, NamedNode("schema:Place"))),
        ("jsonld", Triple(thing("place", "a"), LABEL, Triple(LABEL, LABEL, LABEL))),
    ],
)
def test_what_a_format_cannot_carry_leaves_out_its_files(
    extension: str, triple: Triple, tmp_path: Path
) -> None:
    quad = Quad(triple.subject, triple.predicate, triple.object, thing("graph", "source"))
    _, files = write([quad], tmp_path)
    assert not any(f".{extension}" in name for name in files)
    assert {"town.ttl", "places.nt", "places.nt.gz"} <= files.keys()


def test_a_town_without_statements_has_files(tmp_path: Path) -> None:
    _, files = write([], tmp_path)
    assert {f"town.{row.extension}" for row in RDF_FORMATS} < files.keys()
    for row in RDF_FORMATS:
        assert read(f"town.{row.extension}", files[f"town.{row.extension}"]) == set()


def test_nothing_is_left_beside_the_files(tmp_path: Path) -> None:
    write(make_quads(3), tmp_path)
    assert not (tmp_path / "files" / ".pieces").exists()


def test_every_namespace_ends_where_an_iri_is_cut() -> None:
    assert all(namespace.endswith(("/", "#")) for namespace in PREFIXES.values())
