"""High-value datasets: what the law asks to be said of them wherever they are mentioned.

Source: DCAT-AP HVD 3.0.0 (SEMIC); Commission Implementing Regulation (EU) 2023/138.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.languages import translations
from terril.model.triples import Node, term, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.catalogue.source import Catalogue

CATEGORY = term("dcatap:hvdCategory")
REGULATION = "http://data.europa.eu/eli/reg_impl/2023/138/oj"


def categories(catalogue: Catalogue, names: Iterable[str]) -> list[NamedNode]:
    """The high-value categories that a person says of datasets, each once.

    Args:
        catalogue: with what is said; what is said of it holds for datasets that say nothing.
        names: of the datasets.
    """
    found: dict[NamedNode, None] = {}
    for name in names:
        for iri in (catalogue.dataset_iri(name), catalogue.iri):
            values = [t.object for t in catalogue.said.get(iri, ()) if t.predicate == CATEGORY]
            if values:
                found |= dict.fromkeys(v for v in values if isinstance(v, NamedNode))
                break
    return list(found)


def mark_high_value(me: Node, catalogue: Catalogue, names: Iterable[str]) -> list[NamedNode]:
    """The categories of the datasets; where there are some, the node names the regulation."""
    found = categories(catalogue, names)
    if found:
        law = Node(REGULATION).add_type("eli:LegalResource")
        title = translations("Regulation on high-value datasets")
        law.add("dct:title", *texts(title, catalogue.languages))
        me.add_node("dcatap:applicableLegislation", law)
    return found
