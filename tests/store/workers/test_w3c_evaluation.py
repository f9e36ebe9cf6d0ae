"""The evaluation tests of the W3C for SPARQL 1.1, through the whole path of a query.

Each query is examined, answered by the engine of a worker, those of the sample in a process of
their own, and written in a format that rdflib reads.
No test that the bare engine passes may be lost on the way, except those listed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.query import Result

from terril.model.formats import TURTLE
from terril.store.sparql import RESULTS_JSON, Query, QueryLimits, examine
from terril.store.sparql.result_formats import RESULTS_CSV, RESULTS_TSV, RESULTS_XML
from terril.store.workers import Request, execute_once
from terril.store.workers.engine import LocalEngine
from tests.requirements import shared
from tests.sampling import EXTENTS, Extent, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from terril.store.sparql import AnswerFormat, QueryText

    Asker = Callable[["Evaluation", Query, Path], bytes]

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
KINDS = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
NUMBERS = frozenset(
    rdflib.XSD[name] for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")
)
EXCEPTIONS: dict[str, str] = {}
"""Tests that the path loses on purpose, each with the decision that it follows from."""
SAMPLE = 12
FORMATS = {".srj": RESULTS_JSON, ".csv": RESULTS_CSV, ".tsv": RESULTS_TSV}


@dataclass(frozen=True)
class Evaluation:
    """A test: a query, the files of its dataset, and a file with its result."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path

    def fill(self, store: Store) -> None:
        """Load the dataset."""
        graphs: list[tuple[Path, NamedNode | DefaultGraph]] = [
            *((path, DefaultGraph()) for path in self.data),
            *((path, NamedNode(path.as_uri())) for path in self.named),
        ]
        for path, graph in graphs:
            kind = RdfFormat.RDF_XML if path.suffix == ".rdf" else RdfFormat.TURTLE
            store.load(path=path, format=kind, base_iri=path.as_uri(), to_graph=graph)


def to_path(node: rdflib.term.Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def read_tests(folder: Path) -> Iterator[Evaluation]:
    """The evaluation tests of a folder and its folders."""
    for path in sorted(folder.glob("*/manifest.ttl")):
        manifest = rdflib.Graph().parse(path, publicID=path.as_uri())
        for entries in manifest.objects(None, MF.entries):
            for test in Collection(manifest, entries):
                if manifest.value(test, rdflib.RDF.type) in KINDS:
                    yield read_test(manifest, test, path.parent.name)


def read_test(manifest: rdflib.Graph, test: rdflib.term.Node, group: str) -> Evaluation:
    action = manifest.value(test, MF.action)
    return Evaluation(
        f"{group}/{str(test).rpartition('#')[2]}",
        to_path(manifest.value(action, QT.query)),
        tuple(map(to_path, manifest.objects(action, QT.data))),
        tuple(map(to_path, manifest.objects(action, QT.graphData))),
        to_path(manifest.value(test, MF.result)),
    )


def read_answer(content: bytes, suffix: str) -> rdflib.Graph | bool:
    """A result as a graph that is isomorphic to that of an equal result."""
    if suffix in {".ttl", ".rdf", ".nt"}:
        return rdflib.Graph().parse(data=content, format="xml" if suffix == ".rdf" else "turtle")
    kinds = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}
    found = Result.parse(BytesIO(content), format=kinds[suffix])
    if found.type == "ASK":
        return bool(found.askAnswer)
    graph = rdflib.Graph()
    for binding in found.bindings:
        row = rdflib.BNode()
        graph.add((row, rdflib.RDF.type, RS.ResultSolution))
        for variable, term in binding.items():
            graph.add((row, RS[str(variable)], normalize(term)))
    return graph


def normalize(term: rdflib.term.Node) -> rdflib.term.Node:
    """Write numbers in one way: the suite compares their values."""
    if not isinstance(term, rdflib.Literal) or term.datatype not in NUMBERS:
        return term
    try:
        value = Decimal(str(term)).normalize()
    except ArithmeticError:
        return term
    return rdflib.Literal(f"{value:f}", datatype=term.datatype)


def are_equal(found: rdflib.Graph | bool, expected: rdflib.Graph | bool) -> bool:
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    return len(found) == len(expected) and isomorphic(found, expected)


def choose_format(test: Evaluation, text: QueryText) -> tuple[AnswerFormat, str]:
    """The format that is asked for, and the file suffix by which it is read."""
    if text.graph:
        return TURTLE, ".ttl"
    form = FORMATS.get(test.result.suffix, RESULTS_XML)
    return form, {RESULTS_XML: ".srx"}.get(form, test.result.suffix)


def passes_engine(test: Evaluation, expected: rdflib.Graph | bool) -> bool:
    """Return whether the engine alone gives the expected result."""
    store = Store()
    test.fill(store)
    try:
        results = store.query(test.query.read_text("utf-8"), base_iri=test.query.as_uri())
        if isinstance(results, QuerySolutions | QueryBoolean):
            # CSV loses the kinds of terms, in the expected result as well.
            form = FORMATS.get(test.result.suffix, RESULTS_JSON)
            content = results.serialize(format=form.syntax) or b""
            suffix = {RESULTS_JSON: ".srj"}.get(form, test.result.suffix)
        else:
            content, suffix = results.serialize(format=RdfFormat.N_TRIPLES) or b"", ".ttl"
        return are_equal(read_answer(content, suffix), expected)
    except (SyntaxError, RuntimeError, ValueError, OSError):
        return False


def ask_process(test: Evaluation, query: Query, folder: Path) -> bytes:
    """The answer of a worker process of its own."""
    store = Store(str(folder))
    test.fill(store)
    store.flush()
    del store
    with execute_once(folder, QueryLimits(), {}, query, test.query.as_uri()) as answer:
        return b"".join(answer.chunks())


def ask_engine(test: Evaluation, query: Query, _: Path) -> bytes:
    """The answer of the engine of a worker, in this process: a process for each takes long."""
    store = Store()
    test.fill(store)
    text, base = query.text, test.query.as_uri()
    output = BytesIO()
    request = Request(text.text, query.media_type, {}, text.dataset, [], [], 10, 10**6, base)
    LocalEngine(store).write_answer(request, output)
    return output.getvalue()


def passes_path(test: Evaluation, expected: rdflib.Graph | bool, folder: Path, ask: Asker) -> bool:
    """Return whether the complete query path gives the expected result."""
    text = examine(test.query.read_text("utf-8"))
    form, suffix = choose_format(test, text)
    content = ask(test, Query(text, form.media_type), folder)
    return are_equal(read_answer(content, suffix), expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("extent", EXTENTS)
def test_no_test_that_the_engine_passes_is_lost(extent: Extent, tmp_path: Path) -> None:
    tests = list(read_tests(shared("w3c/sparql11").resolve()))
    assert len(tests) > 200
    assert {test.name for test in tests} >= set(EXCEPTIONS)
    chosen = part_of(tests, SAMPLE, extent)
    ask = ask_process if extent == "sample" else ask_engine
    passed, lost = [], {}
    for number, test in enumerate(chosen):
        expected = read_answer(test.result.read_bytes(), test.result.suffix)
        if not passes_engine(test, expected):
            continue
        try:
            if passes_path(test, expected, tmp_path / str(number), ask):
                passed.append(test.name)
            elif test.name not in EXCEPTIONS:
                lost[test.name] = "another result"
        except Exception as error:  # noqa: BLE001  # each is a loss, whatever it is
            lost[test.name] = f"{type(error).__name__}: {error}"
    assert not lost
    assert len(passed) > len(chosen) * 0.9, f"{len(passed)} of {len(chosen)} pass"
