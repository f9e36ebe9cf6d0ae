"""Make random pairs of a graph and a shapes graph, seeded.

About 40 % conform. Of 10,000, each constraint component has at least 200 that conform to it, and
as many that do not.

Each pair is about one constraint component, and has others beside it. Values are of one kind in
most graphs, so that constraints on them can hold; among them are the odd ones: ill-typed, of
years that Python does not have, in other scripts, with line breaks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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
DATATYPES = ("integer", "decimal", "double", "date", "dateTime", "gYear", "boolean", "string")
KINDS = {"iri": "IRI", "blank": "BlankNode"}
NUMBERS = ("integer", "decimal", "integer", "double")
PATTERNS = (("", ""), (".", ""), ("^a", ""), ("^A", "i"), ("[0-9]$", ""), ("^.b$", "s"), ("é", ""))
QUERIES = (
    "SELECT $this ?value WHERE { $this e:p ?value . FILTER NOT EXISTS { ?value a e:A } }",
    "SELECT $this WHERE { $this e:p ?x ; e:q ?x . }",
    "SELECT $this ?value WHERE { $this e:p+ ?value . ?value e:p* $this . }",
    "SELECT DISTINCT $this WHERE { $this e:p ?a . ?b e:p ?a . FILTER(?b != $this) }",
    "SELECT $this ?value WHERE { $this e:p ?value . FILTER(STRLEN(STR(?value)) > 2) }",
    "SELECT $this ?value WHERE { $this e:p ?value . FILTER(DATATYPE(?value) = xsd:integer) }",
    """SELECT $this ?value WHERE { $this e:p ?value .
      FILTER(!ISLITERAL(?value) || DATATYPE(?value) IN (xsd:string, rdf:langString)) }""",
    """SELECT $this ?value WHERE { $this e:p ?value ; e:q ?other .
      FILTER(xsd:decimal(?value) < xsd:decimal(?other)) }""",
    """SELECT $this WHERE { $this e:p ?value . OPTIONAL { $this e:q ?q }
      FILTER(!BOUND(?q) && !REGEX(STR(?value), "^[0-9]{1,2}$")) }""",
    """SELECT $this ?value WHERE { $this e:p|^e:q ?value . ?value a e:B .
      BIND(SUBSTR(STR(?value), 1, 2) AS ?start) FILTER(?start <= "h") }""",
)
OFTEN_BROKEN = tuple(QUERIES[place] for place in (0, 4, 4, 5, 6, 6, 8))
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


def _count(maker: PairMaker, name: str) -> str:
    sizes = [len(maker.values[node]["e:p"]) for node in maker.focus]
    least = name == "minCount"
    bound = min(sizes) if least else max(sizes)
    if not maker.holds:
        bound = max(sizes) + 1 if least else min(sizes) - 1
    return f"sh:{name} {bound}"


def _datatype(maker: PairMaker) -> str:
    own = maker.kind if maker.kind in DATATYPES else "string"
    chosen = own if maker.holds else maker.chance.choice(DATATYPES)
    if maker.kind == "langString" and maker.holds:
        return "sh:datatype rdf:langString"
    if maker.kind == "other" and maker.holds:
        return f"sh:datatype {maker.chance.choice(('e:unit', 'xsd:byte', 'xsd:integer'))}"
    return f"sh:datatype xsd:{chosen}"


def _node_kind(maker: PairMaker) -> str:
    kind = KINDS.get(maker.kind, "Literal")
    several = [
        one for one in ("IRIOrLiteral", "BlankNodeOrIRI", "BlankNodeOrLiteral") if kind in one
    ]
    wrong = [one for one in ("IRI", "BlankNode", "Literal") if one != kind]
    return f"sh:nodeKind sh:{maker.chance.choice([kind, *several] if maker.holds else wrong)}"


def _class(maker: PairMaker) -> str:
    if maker.holds:
        for value in maker.flatten():
            if value[0] in "e<":
                maker.types.setdefault(value, set()).add("e:A")
    return "sh:class e:A"


def _in(maker: PairMaker) -> str:
    values = [one for one in maker.flatten() if not one.startswith("_:")]
    if not maker.holds:
        values = values[1:]
    return f"sh:in ( {' '.join(dict.fromkeys([*values, '1', 'e:A']))} )"


def _has_value(maker: PairMaker) -> str:
    value = maker.pick(1)[0]
    if value.startswith("_:"):
        value = "e:n1"
    if maker.holds:
        for node in maker.focus:
            maker.values[node]["e:p"] = [*maker.values[node]["e:p"], value]
    return f"sh:hasValue {value}"


def _pattern(maker: PairMaker) -> str:
    pattern, flags = maker.chance.choice(PATTERNS[:2] if maker.holds else PATTERNS)
    return f'sh:pattern "{pattern}"' + (f' ; sh:flags "{flags}"' if flags else "")


def _length(maker: PairMaker, name: str, wide: tuple[int, ...], narrow: tuple[int, ...]) -> str:
    return f"sh:{name} {maker.chance.choice(wide if maker.holds else narrow)}"


def _bound(maker: PairMaker, name: str) -> str:
    low = name.startswith("min")
    if maker.kind == "date":
        text = "1000-01-01" if low == maker.holds else "2900-01-01"
        return f'sh:{name} "{text}"^^xsd:date'
    if maker.kind == "dateTime":
        text = "1000-01-01T00:00:00" if low == maker.holds else "2900-01-01T00:00:00"
        return f'sh:{name} "{text}"^^xsd:dateTime'
    limits = ("-10", "-10.5") if low else ("50", "1e3")
    return f"sh:{name} {maker.chance.choice(limits if maker.holds else ('1', '5', '1.50', '2e0'))}"


def _languages(maker: PairMaker) -> str:
    return "sh:languageIn ( 'fr' 'en' 'de' )" if maker.holds else "sh:languageIn ( 'en' 'fr-be' )"


def _unique(maker: PairMaker) -> str:
    for node in maker.focus:
        values = ['"a"@fr', '"b"@en'] if maker.holds else ['"a"@fr', '"b"@fr']
        maker.values[node]["e:p"] += [one for one in values if maker.chance.random() < 0.8]
        if maker.holds:
            maker.values[node]["e:p"] = maker.values[node]["e:p"][-2:]
    return "sh:uniqueLang true"


def _equals(maker: PairMaker) -> str:
    if maker.holds:
        for node in maker.focus:
            maker.values[node]["e:q"] = list(maker.values[node]["e:p"])
    return "sh:equals e:q"


def _disjoint(maker: PairMaker) -> str:
    for node in maker.focus:
        own = maker.values[node]["e:p"]
        maker.values[node]["e:q"] = ['"else"'] if maker.holds else [*maker.pick(1), own[0]]
    return "sh:disjoint e:q"


def _less(maker: PairMaker, name: str) -> str:
    great = {"integer": "99", "decimal": "99.5", "double": "1e9", "string": '"zz"'}
    great |= {"date": '"2900-01-01"^^xsd:date', "iri": "<urn:z>", "langString": '"zz"@fr'}
    for node in maker.focus:
        maker.values[node]["e:p"] = [
            one for one in maker.values[node]["e:p"] if not one.startswith("_:")
        ]
        if maker.holds:
            maker.values[node]["e:q"] = [great.get(maker.kind, "99")]
        elif values := [one for one in maker.pick(2) if not one.startswith("_:")]:
            maker.values[node]["e:q"] = values
    return f"sh:{name} e:q"


def _negate(maker: PairMaker) -> str:
    maker.holds = not maker.holds
    inner = maker.simple()
    maker.holds = not maker.holds
    return f"sh:not [ {inner} ]"


def _all(maker: PairMaker) -> str:
    return f"sh:and ( [ {maker.simple()} ] [ {maker.simple()} ] )"


def _any(maker: PairMaker) -> str:
    first = maker.simple()
    return f"sh:or ( [ {first} ] [ {maker.simple()} ] [ sh:maxLength 0 ] )"


def _one(maker: PairMaker) -> str:
    first = maker.simple()
    second = "[ sh:in ( e:none ) ]" if maker.holds else f"[ {maker.simple()} ]"
    return f"sh:xone ( [ {first} ] {second} )"


def _node(maker: PairMaker) -> str:
    inner = maker.simple()
    if maker.kind == "iri" and maker.chance.random() < 0.5:
        inner = f"sh:property [ sh:path e:p ; sh:{'maxCount 9' if maker.holds else 'minCount 1'} ]"
    return f"sh:node [ {inner} ]"


def _property(maker: PairMaker) -> str:
    inner = "sh:maxCount 9" if maker.holds else "sh:minCount 1"
    return f"sh:property [ sh:path e:p ; {inner} ; {maker.simple()} ]"


def _qualified(maker: PairMaker, name: str) -> str:
    sizes = [len(maker.values[node]["e:p"]) for node in maker.focus]
    holds, maker.holds = maker.holds, True
    inner = maker.simple()
    maker.holds = holds
    bounds = {
        "qualifiedMinCount": (1, max(sizes) + 1),
        "qualifiedMaxCount": (max(sizes), 0),
    }
    return f"sh:qualifiedValueShape [ {inner} ] ; sh:{name} {bounds[name][0 if holds else 1]}"


def _closed(maker: PairMaker) -> str:
    ignored = "rdf:type e:q" if maker.holds else maker.chance.choice(("rdf:type", "e:q"))
    if not maker.holds:
        for node in maker.focus:
            maker.values[node].setdefault("e:q", maker.pick(1))
    return f"""sh:closed true ; sh:ignoredProperties ( {ignored} ) ;
      sh:property [ sh:path e:p ; sh:maxCount 9 ]"""


def _sparql(maker: PairMaker) -> str:
    query = maker.chance.choice(QUERIES if maker.holds else OFTEN_BROKEN)
    return f"sh:sparql [ sh:prefixes e:prefixes ; sh:select '''{query}''' ]"


MAKERS: dict[str, Callable[[PairMaker], str]] = {
    "MinCount": lambda maker: _count(maker, "minCount"),
    "MaxCount": lambda maker: _count(maker, "maxCount"),
    "Datatype": _datatype,
    "NodeKind": _node_kind,
    "Class": _class,
    "In": _in,
    "HasValue": _has_value,
    "Pattern": _pattern,
    "MinLength": lambda maker: _length(maker, "minLength", (0,), (3, 12)),
    "MaxLength": lambda maker: _length(maker, "maxLength", (99,), (1, 3)),
    "MinInclusive": lambda maker: _bound(maker, "minInclusive"),
    "MinExclusive": lambda maker: _bound(maker, "minExclusive"),
    "MaxInclusive": lambda maker: _bound(maker, "maxInclusive"),
    "MaxExclusive": lambda maker: _bound(maker, "maxExclusive"),
    "LanguageIn": _languages,
    "UniqueLang": _unique,
    "Equals": _equals,
    "Disjoint": _disjoint,
    "LessThan": lambda maker: _less(maker, "lessThan"),
    "LessThanOrEquals": lambda maker: _less(maker, "lessThanOrEquals"),
    "Not": _negate,
    "And": _all,
    "Or": _any,
    "Xone": _one,
    "Node": _node,
    "Property": _property,
    "QualifiedMinCount": lambda maker: _qualified(maker, "qualifiedMinCount"),
    "QualifiedMaxCount": lambda maker: _qualified(maker, "qualifiedMaxCount"),
    "Closed": _closed,
    "SPARQL": _sparql,
}


def make_pair(seed: int) -> Pair:
    """Return the pair of a seed; those of thirty consecutive seeds are about all components."""
    names = list(MAKERS)
    return PairMaker(seed).make(names[seed % len(names)])
