"""Detect shapes without focus nodes, so that validating nothing never passes for success."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from terril.model.vocabulary import OWL, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable

SHAPES = NamedNode("urn:shapes")
ONTOLOGY = NamedNode("urn:ontology")

# SHACL, section 2.1.3. A custom target (``sh:target``) counts as one with focus nodes.
HAS_TARGET = f"""
PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}> PREFIX owl: <{OWL}>
ASK {{
  {{ GRAPH {SHAPES} {{ ?shape sh:targetClass ?class }} ?thing a ?class }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetClass ?class }}
           GRAPH {ONTOLOGY} {{ ?part rdfs:subClassOf+ ?class }} ?thing a ?part }}
  UNION {{ GRAPH {SHAPES} {{ ?shape a sh:NodeShape, ?meta }} ?thing a ?shape
           FILTER(?meta IN (rdfs:Class, owl:Class)) }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetNode ?thing }} ?thing ?property ?value }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetSubjectsOf|sh:targetObjectsOf ?property }}
           ?thing ?property ?value }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:target ?query }} ?thing ?property ?value }}
}}
"""


def has_focus_node(data: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad]) -> bool:
    """Return whether any shape has a focus node in the data."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in data)
    for graph, quads in ((SHAPES, shapes), (ONTOLOGY, ontology)):
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
    return bool(store.query(HAS_TARGET))
