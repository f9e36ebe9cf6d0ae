"""Build RDF terms from Python values, triples property by property, and canonical terms.

Properties, classes and datatypes are given as prefixed names (``dct:title``) with the prefixes of
:mod:`terril.model.vocabulary`; a name with an unknown prefix raises :class:`KeyError`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Store,
    Triple,
)

from terril.model.languages import select_tags
from terril.model.vocabulary import PREFIXES, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self

STRING = NamedNode(f"{XSD}string")
Term = NamedNode | BlankNode | Literal | Triple
PlainValue = str | int | date  # `bool` is an `int`, `datetime` a `date`.


def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as ``dct:title``."""
    prefix, _, local = name.partition(":")
    return NamedNode(f"{PREFIXES[prefix]}{local}")


def literal(value: PlainValue, datatype: str = "") -> Literal:
    """Return the literal of a Python value.

    Args:
        value: a text, a whole number, a Boolean, a date or a date with a time.
        datatype: a prefixed name such as ``xsd:decimal``; by default the one of the value's type.
    """
    if datatype:
        return Literal(str(value), datatype=term(datatype))
    if isinstance(value, datetime):
        return Literal(value.isoformat(), datatype=term("xsd:dateTime"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=term("xsd:date"))
    return Literal(value)


def texts(translations: Mapping[str, str], first: Iterable[str] = ()) -> list[Literal]:
    """Return a text in each of its languages.

    Args:
        translations: texts by language tag.
        first: tags of the languages to put first, in this order; the others keep theirs.
    """
    preferred = (tag for one in first for tag in select_tags(translations, (one,)))
    order = dict.fromkeys((*preferred, *translations))
    return [Literal(translations[tag], language=tag) for tag in order]


class Node:
    """A subject with its triples, and with those of the nodes that it links to.

    Triples keep the order in which they are added. Every method returns the node itself.

    Attributes:
        subject: the term that the node describes.
        triples: in order.
    """

    __slots__ = ("subject", "triples")

    def __init__(self, subject: str | NamedNode | BlankNode) -> None:
        """Start with no triples.

        Args:
            subject: an IRI, or a term.
        """
        self.subject = NamedNode(subject) if isinstance(subject, str) else subject
        self.triples: list[Triple] = []

    def __iter__(self) -> Iterator[Triple]:
        """Iterate over the triples."""
        return iter(self.triples)

    def add(self, name: str, *values: Term | PlainValue) -> Self:
        """Add values of a property; a plain value becomes a literal (see :func:`literal`)."""
        return self._add(term(name), values)

    def add_iri(self, name: str, *iris: str) -> Self:
        """Add IRIs as values of a property."""
        return self._add(term(name), map(NamedNode, iris))

    def add_texts(self, name: str, translations: Mapping[str, str]) -> Self:
        """Add a text in each of its languages, in the order of the mapping."""
        return self._add(term(name), texts(translations))

    def add_type(self, *names: str) -> Self:
        """Add classes, given as prefixed names."""
        return self._add(TYPE, map(term, names))

    def add_node(self, name: str, *nodes: Node) -> Self:
        """Add other nodes as values of a property, each followed by its own triples."""
        for node in nodes:
            self._add(term(name), [node.subject])
            self.triples += node.triples
        return self

    def _add(self, predicate: NamedNode, values: Iterable[Term | PlainValue]) -> Self:
        for value in values:
            object_ = literal(value) if isinstance(value, PlainValue) else value
            self.triples.append(Triple(self.subject, predicate, object_))
        return self


def canonicalize(quads: Sequence[Quad]) -> Sequence[Quad]:
    """Return the quads with canonical blank node labels; without blank nodes, as they are.

    An ETag promises the bytes of a document and a checksum those of a file, but a parser makes
    up new labels each time.

    Source: RDF Dataset Canonicalization (RDFC-1.0).
    """
    if not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object)):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)


def find_respelt(terms: Iterable[Term]) -> dict[Literal, Literal]:
    """Return the literals that the store respells, each with the literal that comes back.

    The store keeps numbers, Booleans, times and durations as values: ``1.50`` comes back as
    ``1.5``, an ``xsd:int`` as an ``xsd:integer``. Asking a store needs no list of datatypes that
    would have to follow the engine. Texts, which are most literals, are kept as they are.
    """
    literals = [
        one
        for one in dict.fromkeys(terms)
        if isinstance(one, Literal) and not one.language and one.datatype != STRING
    ]
    store = Store()
    store.extend(Quad(BlankNode(f"{n}"), TYPE, one) for n, one in enumerate(literals))
    found = {}
    for quad in store:
        if isinstance(quad.subject, BlankNode) and isinstance(quad.object, Literal):
            one = literals[int(quad.subject.value)]
            if quad.object != one:
                found[one] = quad.object
    return found
