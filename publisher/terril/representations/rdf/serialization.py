"""Serialize triples in every RDF format, with prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from terril.model.vocabulary import PREFIXES, RDF, TYPE, XSD
from terril.representations.rdf.jsonld import compact_graph, compact_thing
from terril.representations.rdf.rdf_xml import write_rdf_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.representations.rdf.jsonld import Context


RDF_TYPE = str(TYPE)
# Datatypes that Turtle and RDF/XML write without a name.
IMPLICIT_DATATYPES = frozenset(
    {f"{XSD}string", f"{XSD}integer", f"{XSD}boolean", f"{RDF}langString"}
)


def select_prefixes(triples: Iterable[Triple], addresses: Addresses) -> dict[str, str]:
    """Return the prefixes that the triples use; each kind of the town's things is one."""
    return select_namespaces(_iris(triples), addresses)


def select_namespaces(iris: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Return the prefixes that IRIs use; each kind of the town's things is one.

    Every namespace ends in ``/`` or ``#``: an IRI has the beginning of one if what is in front
    of its last such character has.
    """
    starts: set[str] = set()
    known = dict(PREFIXES)
    things = addresses.thing("", "")[:-1]
    for iri in iris:
        start = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        if start in starts and not start.startswith(things):
            continue
        starts.add(start)
        if name := addresses.name_of(iri):
            known.setdefault(name.kind, addresses.thing(name.kind, ""))
    used = {
        prefix: namespace
        for prefix, namespace in known.items()
        if any(start.startswith(namespace) for start in starts)
    }
    return dict(sorted(used.items()))


def write_rdf(
    triples: list[Triple],
    target: Format,
    addresses: Addresses,
    context: Context,
    thing: str | None = None,
) -> bytes:
    """Serialize triples.

    Args:
        triples: distinct triples; the order is kept where the format has one.
        target: the format.
        addresses: addresses of the town whose kinds become prefixes.
        context: the JSON-LD context.
        thing: IRI of the root in JSON-LD; without it all subjects stand side by side.

    Raises:
        UnwritableXmlError: RDF/XML cannot carry one of the triples.
        UnwritableJsonError: JSON-LD cannot.
    """
    if target.syntax == RdfFormat.JSON_LD:
        if thing is not None:
            return compact_thing(triples, thing, context)
        return compact_graph(triples, context)
    prefixes = {} if target.syntax == RdfFormat.N_TRIPLES else select_prefixes(triples, addresses)
    if target.syntax == RdfFormat.RDF_XML:
        return write_rdf_xml(triples, prefixes)
    written = serialize(triples, format=target.syntax, prefixes=prefixes)
    # pyoxigraph returns None only if it is given a file to write to.
    return written or b""


def _iris(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
        if triple.predicate != TYPE:
            yield triple.predicate.value
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode):
                yield term.value
            elif isinstance(term, Literal) and term.datatype.value not in IMPLICIT_DATATYPES:
                yield term.datatype.value
