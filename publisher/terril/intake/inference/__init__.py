"""Infer statements from those of a town by the rules of the model, into a graph of their own.

A rule is a CONSTRUCT query in ``ontology/rules/``. The rules run over data and ontology together,
until a fixpoint is reached.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from terril.intake.inference.engine import infer_with_engine
from terril.intake.inference.fixpoint import Fixpoint
from terril.intake.inference.graph_descriptions import describe_graphs
from terril.intake.inference.known_rules import INVERSE_OF, SUB_PROPERTY_OF, recognize_rules
from terril.intake.inference.rounds import Deduction
from terril.model.spool import LineSorter
from terril.model.spool.term_text import format_line

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import NamedNode, Triple

    from terril.intake.inference.rounds import Statement
    from terril.intake.town_model import TownModel
    from terril.model.spool import Spool

__all__ = ["infer"]


def infer(
    stated: Spool, model: TownModel, graph: NamedNode, folder: Path, processes: int = 1
) -> list[Path]:
    """Return sorted files of N-Quads: the inferred statements, and descriptions of graphs.

    Only statements about subjects of the town are inferred, and none that is stated. A rule that
    copies a literal copies it as written; one that computes with it gets the store's spelling.
    Described are the graph of the inferred statements, and each graph that the town does not
    describe: a graph is a thing whose IRI leads to a document.

    Args:
        stated: all statements of the town.
        model: its rules and ontology apply.
        graph: the named graph of the inferred statements.
        folder: for the files.
        processes: number of worker processes.

    Raises:
        ModelError: a rule is not a CONSTRUCT query.
    """
    described = [triple for node in describe_graphs(stated, graph) for triple in node]
    sorter = LineSorter(folder, "graphs")
    sorter.add([format_line(_put(triple, graph)) for triple in described])
    vocabulary: dict[str, list[Statement]] = {}
    triples = dict.fromkeys(quad.triple for quad in model.ontology_quads())
    texts = [(str(t.subject), str(t.predicate), str(t.object)) for t in triples]
    for subject, link, value in texts:
        vocabulary.setdefault(subject, []).append((link, value))
    rules = recognize_rules(model.rules, texts)
    if rules and not _changes_rules(stated.path):
        deduction = Deduction(rules, vocabulary, str(graph))
        files = Fixpoint(stated, deduction, folder, processes).compute()
        return [*sorter.finish(), *files]
    quads = tuple(parse(path=str(stated.path), format=RdfFormat.N_QUADS))
    sorter.add([format_line(_put(triple, graph)) for triple in infer_with_engine(quads, model)])
    return sorter.finish()


def _put(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _changes_rules(path: Path) -> bool:
    """Return whether the town itself states which properties follow from others."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        links = (f" {one} ".encode() for one in (INVERSE_OF, SUB_PROPERTY_OF))
        return any(text.find(link) >= 0 for link in links)
