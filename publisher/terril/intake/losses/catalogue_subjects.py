"""Report descriptions in ``data/catalogue.ttl`` that the catalogue does not show."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import RELATIVE
from terril.intake.locations.positions import Positions
from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import term
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.sources import Source
    from terril.intake.town_model import TownModel

NOT_SHOWN = gettext_noop(
    "What is written about <{iri}> has no effect: it is neither the catalogue nor one of its "
    "datasets, and none of them mentions it. Did you mean <{nearest}>?"
)
DATASETS = NamedNode(f"{TERRIL}datasets")


def report_unshown_subjects(
    catalogue: Source | None, base: str, model: TownModel
) -> Iterator[Finding]:
    """Return a warning for each subject of the file that no dataset leads to.

    Args:
        catalogue: ``data/catalogue.ttl``, if there is one.
        base: IRI of the town; relative IRIs are resolved against it.
        model: which lists the datasets.
    """
    if catalogue is None:
        return
    roots = [f"{base}catalogue", *sorted(_list_datasets(base, model))]
    links: dict[Term, list[Term]] = {}
    for quad in catalogue.quads:
        links.setdefault(quad.subject, []).append(quad.object)
    shown = _follow(links, {one for one in links if _resolve(one, base) in roots})
    for subject in links.keys() - shown:
        if isinstance(subject, NamedNode):
            iri = _resolve(subject, base)
            nearest = (get_close_matches(iri, roots, n=1) or roots)[0]
            yield Finding(
                "not-in-catalogue",
                translate_all(NOT_SHOWN, iri=iri, nearest=nearest),
                Severity.WARNING,
                Positions().find_statement(catalogue, subject),
                value=iri,
            )


def _list_datasets(base: str, model: TownModel) -> Iterator[str]:
    for quad in model.ontology_quads():
        listed = quad.predicate == term("skos:inScheme") and quad.object == DATASETS
        if listed and isinstance(quad.subject, NamedNode):
            yield f"{base}catalogue/{quad.subject.value.rpartition('#')[2]}"


def _resolve(node: Term, base: str) -> str:
    return node.value.replace(RELATIVE, base, 1) if isinstance(node, NamedNode) else ""


def _follow(links: dict[Term, list[Term]], roots: Iterable[Term]) -> set[Term]:
    """Return the nodes that links lead to from the roots, and the roots."""
    waiting, seen = list(roots), set(roots)
    while waiting:
        new = set(links.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return seen
