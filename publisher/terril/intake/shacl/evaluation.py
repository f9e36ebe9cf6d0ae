"""Evaluate shapes on statements: compiled shapes find what pySHACL has to judge.

The data keep every literal as it is written (``"007"``, ``xsd:nonNegativeInteger``), since SHACL
compares terms, not values (SHACL, section 1.1).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from terril.intake.shacl.compiled.filter import find_suspects
from terril.intake.shacl.compiled.shapes.obstacles import has_obstacle
from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph
from terril.intake.shacl.outcome import Evaluation
from terril.model.spool import LineSorter, Links, Spool, collect_links, index_spool, merge_runs
from terril.model.spool.work_folder import report_full

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.intake.shacl.validation_report import ValidationResult

BATCH = 20_000
UNNAMED = NamedNode("urn:x-terril:default-graph")


def evaluate(
    data: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad] = ()
) -> Evaluation:
    """Return the results of shapes on the merge of data and ontology.

    Subclass axioms count wherever they are, in the shapes as well (SHACL 1.2, section 2.1.3).

    Raises:
        EvaluationError: the shapes are ill-formed or recursive, or a query cannot run.
    """
    data, shapes, ontology = tuple(data), tuple(shapes), tuple(ontology)
    # A triple term is neither IRI, blank node nor literal, as SHACL has them.
    if any(isinstance(quad.object, Triple) for quad in (*data, *ontology)):
        return _evaluate_all(data, shapes, ontology)
    with TemporaryDirectory(prefix="terril-") as folder:
        spool, links = write_spool(data, Path(folder))
        return evaluate_town(spool, links, shapes, ontology, Path(folder))


def evaluate_town(
    spool: Spool,
    links: Links,
    shapes: tuple[Quad, ...],
    ontology: tuple[Quad, ...],
    work: Path,
) -> Evaluation:
    """Return the results of shapes on sorted statements and an ontology.

    Args:
        spool: the statements of the town.
        links: by object.
        shapes: the shapes graph.
        ontology: statements that are checked with those of the town.
        work: folder for temporary files.

    Raises:
        EvaluationError: the shapes are ill-formed or recursive, or a query cannot run.
    """
    if has_obstacle(ShapeGraph(shapes)):
        return _evaluate_all(_read_quads(spool), shapes, ontology)
    with report_full(work), TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        suspects = find_suspects(spool, links, shapes, ontology, folder)
        results: tuple[ValidationResult, ...] = ()
        if suspects.flagged:
            from terril.intake.shacl.reference.engine import judge

            results = judge(suspects.flagged, (spool, links), shapes, ontology, folder)
    return Evaluation(results, suspects.counts, shapes)


def _evaluate_all(
    data: Iterable[Quad], shapes: tuple[Quad, ...], ontology: tuple[Quad, ...]
) -> Evaluation:
    from terril.intake.shacl.reference.engine import evaluate_all

    return evaluate_all(data, shapes, ontology)


def _read_quads(spool: Spool) -> Iterator[Quad]:
    for segment in spool.segments():
        # The data of another site may have invalid IRIs.
        yield from parse(segment.text, format=RdfFormat.N_QUADS, lenient=True)


def write_spool(data: Iterable[Quad], folder: Path) -> tuple[Spool, Links]:
    """Sort statements into a spool and its links."""
    lines, links = LineSorter(folder, "statements"), LineSorter(folder, "links")
    batch: list[str] = []
    for quad in data:
        # A line of a spool always names a graph.
        named = quad.graph_name if isinstance(quad.graph_name, NamedNode) else UNNAMED
        batch.append(f"{quad.triple} {named} .\n")
        if len(batch) == BATCH:
            lines.add(batch)
            links.add(collect_links("".join(batch)))
            batch = []
    lines.add(batch)
    links.add(collect_links("".join(batch)))
    merge_runs(lines.finish(), folder / "spool")
    merge_runs(links.finish(), folder / "spool.links")
    return index_spool(folder / "spool"), Links(folder / "spool.links")
