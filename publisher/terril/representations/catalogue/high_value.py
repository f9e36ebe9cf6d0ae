"""Mark high-value datasets with the properties required by law.

Source: DCAT-AP HVD 3.0.0 (SEMIC); Commission Implementing Regulation (EU) 2023/138.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.languages import translate_all
from terril.model.triples import Node, term, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.catalogue.source import Catalogue

CATEGORY = term("dcatap:hvdCategory")
REGULATION = "http://data.europa.eu/eli/reg_impl/2023/138/oj"


def find_categories(catalogue: Catalogue, names: Iterable[str]) -> list[NamedNode]:
    """Return the distinct high-value categories in the annotations of datasets.

    Args:
        catalogue: source of the annotations; its own hold for datasets that have none.
        names: names of the datasets.
    """
    found: dict[NamedNode, None] = {}
    for name in names:
        for iri in (catalogue.get_dataset_iri(name), catalogue.iri):
            values = [
                t.object for t in catalogue.annotations.get(iri, ()) if t.predicate == CATEGORY
            ]
            if values:
                found |= dict.fromkeys(v for v in values if isinstance(v, NamedNode))
                break
    return list(found)


def mark_high_value(node: Node, catalogue: Catalogue, names: Iterable[str]) -> list[NamedNode]:
    """Add the regulation to a node if its datasets are of high value; return the categories."""
    found = find_categories(catalogue, names)
    if found:
        regulation = Node(REGULATION).add_type("eli:LegalResource")
        title = translate_all("Regulation on high-value datasets")
        regulation.add("dct:title", *texts(title, catalogue.languages))
        node.add_node("dcatap:applicableLegislation", regulation)
    return found
