"""Write constraints that hold for the values of a pair, or break them, as it wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.intake.shacl.compiled.random_pairs import PairMaker

DATATYPES = ("integer", "decimal", "double", "date", "dateTime", "gYear", "boolean", "string")
KINDS = {"iri": "IRI", "blank": "BlankNode"}
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
