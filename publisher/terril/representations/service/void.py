"""Describe the data set in numbers, as VoID.

Source: https://www.w3.org/TR/void/, section 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from terril.model.triples import Node
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from terril.store.graphs import Statistics


def describe_statistics(base: str, things: int, counted: Statistics) -> Iterator[Triple]:
    """Yield the numbers of classes, properties, subjects and objects, and the use of each.

    Args:
        base: IRI of the data set.
        things: number of things described.
        counted: the use of classes and properties.
    """
    dataset = Node(base).add("void:entities", things)
    dataset.add("void:classes", len(counted.classes))
    dataset.add("void:properties", len(counted.properties))
    dataset.add("void:distinctSubjects", counted.subjects)
    dataset.add("void:distinctObjects", counted.objects)
    dataset.add("void:uriSpace", base)
    for iri, number in counted.classes.items():
        part = _describe_partition(base, "class", iri).add("void:entities", number)
        dataset.add_node("void:classPartition", part)
    for iri, number in counted.properties.items():
        part = _describe_partition(base, "property", iri).add("void:triples", number)
        dataset.add_node("void:propertyPartition", part)
    return iter(dataset)


def _describe_partition(base: str, kind: str, iri: str) -> Node:
    part = Node(f"{base}#{kind}/{quote(shorten(iri), safe=':')}")
    return part.add_type("void:Dataset").add_iri(f"void:{kind}", iri)
