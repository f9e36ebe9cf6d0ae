"""Make random pairs of a graph and a shapes graph, seeded.

About 40 % conform. Of 10,000, each constraint component has at least 200 that conform to it, and
as many that do not.

Each pair is about one constraint component, and has others beside it. Values are of one kind in
most graphs, so that constraints on them can hold; among them are the odd ones: ill-typed, of
years that Python does not have, in other scripts, with line breaks.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.intake.shacl.compiled.constraint_makers import MAKERS

PREFIXES = """@prefix e: <http://e.example/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODES = tuple(f"e:n{number}" for number in range(5))
POOLS: dict[str, tuple[str, ...]] = {
    "integer": ("1", "2", "5", "12", '"007"^^xsd:integer', '"+3"^^xsd:integer', "-4"),
    "decimal": ("1.5", "2.0", '"1.50"^^xsd:decimal', '"-0.5"^^xsd:decimal', "12.25"),
    "double": ("1e0", '"1.5E1"^^xsd:double', '"INF"^^xsd:double', '"NaN"^^xsd:double'),
    "date": (
        *('"2001-05-31"^^xsd:date', '"1999-12-01"^^xsd:date', '"2024-02-29"^^xsd:date'),
        *('"2001-02-30"^^xsd:date', '"-0044-03-15"^^xsd:date', '"2001-05-31Z"^^xsd:date'),
    ),
    "dateTime": (
        *('"2001-05-31T10:00:00"^^xsd:dateTime', '"2001-05-31T10:00:00Z"^^xsd:dateTime'),
        *('"2024-12-31T24:00:00"^^xsd:dateTime', '"2001-05-31T10:00:00.5+02:00"^^xsd:dateTime'),
    ),
    "gYear": ('"1998"^^xsd:gYear', '"2025"^^xsd:gYear', '"12025"^^xsd:gYear'),
    "boolean": ("true", "false", '"1"^^xsd:boolean', '"yes"^^xsd:boolean'),
    "string": ('"a"', '"abc"', '"été"', '"A1"', '"a\\nb"', '""', '"12"', '"_:x <y> ."'),
    "langString": ('"a"@fr', '"b"@fr', '"a"@en', '"abc"@fr-be', '"été"@fr', '"x"@de'),
    "other": ('"5"^^e:unit', '"7"^^xsd:byte', '"300"^^xsd:byte', '"x"^^xsd:integer'),
    "iri": (*NODES, "<http://e.example/é>", "<mailto:a@e.example>"),
    "blank": ("_:a", "_:b"),
}
NUMBERS = ("integer", "decimal", "integer", "double")
PATHS = (
    "e:q",
    "[ sh:inversePath e:p ]",
    "[ sh:alternativePath ( e:p e:q ) ]",
    "[ sh:alternativePath ( e:p [ sh:inversePath e:q ] ) ]",
    "( e:p e:q )",
    "( e:p rdf:type )",
    "[ sh:zeroOrOnePath e:p ]",
    "[ sh:oneOrMorePath e:p ]",
    "rdf:type",
)
HOLDING = {
    "MinLength": 0.05,
    "Pattern": 0.12,
    "Closed": 0.36,
    "UniqueLang": 0.25,
    **dict.fromkeys(
        ("LessThanOrEquals", "MaxLength", "NodeKind", "QualifiedMaxCount", "SPARQL"), 0.33
    ),
    **dict.fromkeys(("Disjoint", "Node", "Or"), 0.4),
    **dict.fromkeys(("HasValue", "LessThan", "MaxExclusive", "MinCount"), 0.6),
    **dict.fromkeys(("And", "MinExclusive", "Property"), 0.66),
    **dict.fromkeys(("Datatype", "LanguageIn", "QualifiedMinCount"), 0.78),
    "Class": 0.95,
}
"""The share of pairs in which the maker of a component makes it hold, so that half of them do."""
PREFIX_NODE = """e:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://e.example/" ] ,
  [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#" ] .
"""


@dataclass
class Pair:
    """A graph and a shapes graph.

    Attributes:
        components: names of the constraint components of the shape itself.
        data: as Turtle.
        shapes: as Turtle.
    """

    components: list[str] = field(default_factory=list)
    data: str = ""
    shapes: str = ""


class PairMaker:
    """A maker of one pair, from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (not for secrets)
        self.kind = self.chance.choice(tuple(POOLS))
        self.holds = True
        self.values: dict[str, dict[str, list[str]]] = {}
        self.types: dict[str, set[str]] = {node: set() for node in NODES}
        self.focus: list[str] = []
        self.more: list[str] = []

    def make(self, component: str) -> Pair:
        """Return a pair about a component."""
        self.kind = self._choose_kind(component)
        self.holds = self.chance.random() < HOLDING.get(component, 0.5)
        self.focus = list(NODES[: self.chance.choice((1, 1, 2))])
        for node in self.focus:
            self.values[node] = {"e:p": self.pick(self.chance.choice((1, 1, 2, 3)))}
            if self.chance.random() < 0.5:
                self.values[node]["e:q"] = self.pick(self.chance.choice((1, 2)))
        for node in NODES:
            if self.chance.random() < 0.4:
                self.types[node].add(self.chance.choice(("e:A", "e:B", "e:C")))
        chosen = [component]
        if self.chance.random() < 0.5:
            chosen.append(self.chance.choice([one for one in MAKERS if one != component]))
        constraints = [MAKERS[one](self) for one in chosen]
        shapes = self._write_shapes(constraints)
        return Pair(chosen, self._write_data(), shapes)

    def _choose_kind(self, component: str) -> str:
        if component in ("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive"):
            return self.chance.choice((*NUMBERS, *NUMBERS, "date", "dateTime", "string"))
        if component in ("LessThan", "LessThanOrEquals"):
            return self.chance.choice((*NUMBERS, "date", "string", "iri", "langString"))
        fixed = {"Class": "iri", "UniqueLang": "langString", "LanguageIn": "langString"}
        common = fixed.get(component)
        return common if common and self.chance.random() < 0.85 else self.kind

    def pick(self, count: int) -> list[str]:
        """Return values, most of them of the kind of the pair."""
        noise = 0.03 if self.holds else 0.15
        kinds = [
            self.chance.choice(tuple(POOLS)) if self.chance.random() < noise else self.kind
            for _ in range(count)
        ]
        return list(dict.fromkeys(self.chance.choice(POOLS[kind]) for kind in kinds))

    def flatten(self, predicate: str = "e:p") -> list[str]:
        """Return all values of a property of the focus nodes."""
        return [one for node in self.focus for one in self.values[node].get(predicate, ())]

    def simple(self) -> str:
        """Return a constraint on values that can stand within others."""
        names = ("Datatype", "NodeKind", "In", "MaxLength", "Pattern", "Class")
        return MAKERS[self.chance.choice(names)](self)

    def _write_data(self) -> str:
        lines = [PREFIXES]
        for node, about in self.values.items():
            for predicate, values in about.items():
                lines += [f"{node} {predicate} {value} ." for value in values]
        for node, classes in self.types.items():
            lines += [f"{node} a {one} ." for one in sorted(classes)]
        if self.chance.random() < 0.5:
            lines.append("e:B rdfs:subClassOf e:A .")
        return "\n".join([*lines, *self.more])

    def _write_shapes(self, constraints: Sequence[str]) -> str:
        path = self.chance.choice((*["e:p"] * 18, *PATHS))
        whole = any("sh:closed" in one for one in constraints)
        where = "" if whole else f"sh:path {path} ; "
        severity = self.chance.choice(("", "", "sh:severity sh:Warning ; "))
        inner = " ; ".join(one for one in constraints if one)
        shape = f"{where}{severity}{inner} ."
        target = self._write_target()
        if whole or self.chance.random() < 0.5:
            return f"{PREFIXES}{PREFIX_NODE}e:S {target} ; {shape}"
        parent = f"e:N a sh:NodeShape ; {target} ; sh:property e:S ."
        return f"{PREFIXES}{PREFIX_NODE}{parent}\ne:S {shape}"

    def _write_target(self) -> str:
        choice = self.chance.choice(("node", "node", "class", "subjects", "objects"))
        if choice == "class":
            for node in self.focus:
                self.types[node].add(self.chance.choice(("e:T", "e:U")))
            self.more = [f"{node} a {one} ." for node in self.focus for one in self.types[node]]
            self.more.append("e:U rdfs:subClassOf e:T .")
            return "sh:targetClass e:T"
        if choice == "subjects":
            return "sh:targetSubjectsOf e:p"
        if choice == "objects":
            self.more = [f"e:from e:to {node} ." for node in self.focus]
            return "sh:targetObjectsOf e:to"
        return f"sh:targetNode {', '.join(self.focus)}"


def make_pair(seed: int) -> Pair:
    """Return the pair of a seed; those of thirty consecutive seeds are about all components."""
    names = list(MAKERS)
    return PairMaker(seed).make(names[seed % len(names)])
