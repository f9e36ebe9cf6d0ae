"""The same documents written by PyLD, which knows any context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from terril.model.vocabulary import TYPE, XSD
from terril.representations.rdf.jsonld import Context


def read_with_processor(body: bytes) -> set[Triple]:
    lines = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"})
    return {quad.triple for quad in parse(str(lines), format=RdfFormat.N_QUADS)}


def compact_with_processor(triples: Iterable[Triple], context: Context) -> Any:  # noqa: ANN401  # JSON
    """Return the nodes of a graph in compacted form."""
    nodes: dict[str, dict[str, Any]] = {}
    mapped = {term.iri for term in context.terms if "@language" in term.container}
    for triple in triples:
        subject = get_id(triple.subject)
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            node.setdefault("@type", []).append(triple.object.value)
        else:
            value = expand_value(triple, plain=triple.predicate.value not in mapped)
            node.setdefault(triple.predicate.value, []).append(value)
    options = {"skipExpansion": True, "compactArrays": True, "graph": True}
    document = jsonld.compact(list(nodes.values()), {"@context": context.source}, options)
    return document[context.get_alias("@graph")]


def expand_value(triple: Triple, *, plain: bool) -> Mapping[str, object]:
    value = triple.object
    if not isinstance(value, Literal):
        return {"@id": get_id(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == f"{XSD}string":
        return {"@value": value.value}
    if plain and datatype == f"{XSD}integer" and str_of_int(value.value) == value.value:
        return {"@value": int(value.value)}
    if plain and datatype == f"{XSD}boolean" and value.value in ("true", "false"):
        return {"@value": value.value == "true"}
    return {"@value": value.value, "@type": datatype}


def str_of_int(text: str) -> str:
    return str(int(text)) if len(text) < 16 and text.lstrip("+-").isdecimal() else ""


def get_id(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
