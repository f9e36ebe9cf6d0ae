"""Describe the data set in numbers, as VoID.

Source: https://www.w3.org/TR/void/, section 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.vocabulary import TYPE, VOID, XSD, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.store.statistics import Statistics


def describe_statistics(base: str, things: int, counted: Statistics) -> Iterator[Triple]:
    """Yield the numbers of classes, properties, subjects and objects, and the use of each.

    Args:
        base: IRI of the data set.
        things: how many it describes.
        counted: the use of classes and properties.
    """
    dataset = NamedNode(base)
    yield _number(dataset, "entities", things)
    yield _number(dataset, "classes", len(counted.classes))
    yield _number(dataset, "properties", len(counted.properties))
    yield _number(dataset, "distinctSubjects", counted.subjects)
    yield _number(dataset, "distinctObjects", counted.objects)
    yield _link(dataset, "uriSpace", Literal(base))
    for iri, number in counted.classes.items():
        part = _part(dataset, "class", iri)
        yield _link(dataset, "classPartition", part)
        yield Triple(part, TYPE, NamedNode(f"{VOID}Dataset"))
        yield _link(part, "class", NamedNode(iri))
        yield _number(part, "entities", number)
    for iri, number in counted.properties.items():
        part = _part(dataset, "property", iri)
        yield _link(dataset, "propertyPartition", part)
        yield Triple(part, TYPE, NamedNode(f"{VOID}Dataset"))
        yield _link(part, "property", NamedNode(iri))
        yield _number(part, "triples", number)


def _part(dataset: NamedNode, kind: str, iri: str) -> NamedNode:
    return NamedNode(f"{dataset.value}#{kind}/{quote(shorten(iri), safe=':')}")


def _link(subject: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(f"{VOID}{name}"), value)


def _number(subject: NamedNode, name: str, value: int) -> Triple:
    return _link(subject, name, Literal(str(value), datatype=NamedNode(f"{XSD}integer")))
