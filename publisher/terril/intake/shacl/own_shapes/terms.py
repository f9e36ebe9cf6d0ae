"""The terms of SHACL: what their values are, and which have no effect on the check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from rdflib.namespace import SH


class Kind(Enum):
    """The kinds of values that SHACL properties take."""

    ANY = auto()
    IRI = auto()
    NODE = auto()
    BOOLEAN = auto()
    COUNT = auto()
    NUMBER = auto()
    STRING = auto()
    TEXT = auto()
    LITERAL = auto()
    IRI_OR_LITERAL = auto()
    NODE_KIND = auto()
    DATATYPE = auto()
    PATTERN = auto()
    FLAGS = auto()
    NODE_LIST = auto()
    IRI_LIST = auto()
    STRING_LIST = auto()
    ANY_LIST = auto()


@dataclass(frozen=True, slots=True)
class Property:
    """A property of SHACL.

    Attributes:
        kind: of its values.
        once: a node may have one value only.
        needs_path: it is for property shapes only.
        needs: names of properties, one of which it needs beside it to have an effect.
    """

    kind: Kind
    once: bool = False
    needs_path: bool = False
    needs: tuple[str, ...] = ()


QUALIFIED_COUNTS = ("qualifiedMinCount", "qualifiedMaxCount")

# SHACL, sections 2 to 6 and appendix C; SHACL Advanced Features, sections 3 to 6.
PROPERTIES: dict[str, Property] = {
    "path": Property(Kind.NODE, once=True),
    "targetClass": Property(Kind.IRI),
    "targetNode": Property(Kind.IRI_OR_LITERAL),
    "targetSubjectsOf": Property(Kind.IRI),
    "targetObjectsOf": Property(Kind.IRI),
    "target": Property(Kind.NODE),
    "severity": Property(Kind.IRI, once=True),
    "message": Property(Kind.TEXT),
    "deactivated": Property(Kind.BOOLEAN, once=True),
    "name": Property(Kind.TEXT),
    "description": Property(Kind.TEXT),
    "order": Property(Kind.NUMBER, once=True),
    "group": Property(Kind.NODE, once=True),
    "defaultValue": Property(Kind.ANY, once=True),
    "class": Property(Kind.IRI),
    "datatype": Property(Kind.DATATYPE, once=True),
    "nodeKind": Property(Kind.NODE_KIND, once=True),
    "minCount": Property(Kind.COUNT, once=True, needs_path=True),
    "maxCount": Property(Kind.COUNT, once=True, needs_path=True),
    "minExclusive": Property(Kind.LITERAL, once=True),
    "minInclusive": Property(Kind.LITERAL, once=True),
    "maxExclusive": Property(Kind.LITERAL, once=True),
    "maxInclusive": Property(Kind.LITERAL, once=True),
    "minLength": Property(Kind.COUNT, once=True),
    "maxLength": Property(Kind.COUNT, once=True),
    "pattern": Property(Kind.PATTERN, once=True),
    "flags": Property(Kind.FLAGS, once=True, needs=("pattern",)),
    "languageIn": Property(Kind.STRING_LIST, once=True),
    "uniqueLang": Property(Kind.BOOLEAN, once=True, needs_path=True),
    "equals": Property(Kind.IRI),
    "disjoint": Property(Kind.IRI),
    "lessThan": Property(Kind.IRI, needs_path=True),
    "lessThanOrEquals": Property(Kind.IRI, needs_path=True),
    "not": Property(Kind.NODE),
    "and": Property(Kind.NODE_LIST),
    "or": Property(Kind.NODE_LIST),
    "xone": Property(Kind.NODE_LIST),
    "node": Property(Kind.NODE),
    "property": Property(Kind.NODE),
    "qualifiedValueShape": Property(Kind.NODE, once=True, needs_path=True, needs=QUALIFIED_COUNTS),
    "qualifiedMinCount": Property(
        Kind.COUNT, once=True, needs_path=True, needs=("qualifiedValueShape",)
    ),
    "qualifiedMaxCount": Property(
        Kind.COUNT, once=True, needs_path=True, needs=("qualifiedValueShape",)
    ),
    "qualifiedValueShapesDisjoint": Property(
        Kind.BOOLEAN, once=True, needs_path=True, needs=("qualifiedValueShape",)
    ),
    "closed": Property(Kind.BOOLEAN, once=True),
    "ignoredProperties": Property(Kind.IRI_LIST, once=True, needs=("closed",)),
    "hasValue": Property(Kind.ANY),
    "in": Property(Kind.ANY_LIST, once=True),
    "sparql": Property(Kind.NODE),
    "select": Property(Kind.STRING, once=True),
    "ask": Property(Kind.STRING, once=True),
    "prefixes": Property(Kind.NODE),
    "declare": Property(Kind.NODE),
    "prefix": Property(Kind.STRING, once=True),
    "namespace": Property(Kind.LITERAL, once=True),
    "parameter": Property(Kind.NODE),
    "optional": Property(Kind.BOOLEAN, once=True),
    "validator": Property(Kind.NODE),
    "nodeValidator": Property(Kind.NODE),
    "propertyValidator": Property(Kind.NODE),
    "labelTemplate": Property(Kind.TEXT),
    "returnType": Property(Kind.IRI, once=True),
    "filterShape": Property(Kind.NODE, once=True, needs=("nodes",)),
    "inversePath": Property(Kind.NODE, once=True),
    "alternativePath": Property(Kind.NODE, once=True),
    "zeroOrMorePath": Property(Kind.NODE, once=True),
    "oneOrMorePath": Property(Kind.NODE, once=True),
    "zeroOrOnePath": Property(Kind.NODE, once=True),
}
KNOWN = frozenset(
    {*(str(term).removeprefix(str(SH)) for term in dir(SH)), "and", "class", "in", "not", "or"}
)
"""The names of all terms of SHACL, its advanced features and its JavaScript extensions."""

NODE_KINDS = (
    "BlankNode",
    "IRI",
    "Literal",
    "BlankNodeOrIRI",
    "BlankNodeOrLiteral",
    "IRIOrLiteral",
)
# XML Schema 1.1 Part 2, section 3.
INTEGERS = """
    integer nonNegativeInteger positiveInteger long int short byte unsignedLong unsignedInt
    unsignedShort unsignedByte
"""
OTHER_DATATYPES = """
    anyURI base64Binary boolean date dateTime dateTimeStamp dayTimeDuration decimal double
    duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary language Name NCName
    negativeInteger NMTOKEN nonPositiveInteger normalizedString QName string time token
    yearMonthDuration
"""
DATATYPES = frozenset((INTEGERS + OTHER_DATATYPES).split())
# XPath functions, section 5.6.2.
FLAGS = frozenset("imsxq")

SCRIPTS = frozenset(name for name in KNOWN if name.startswith(("js", "JS")))
RULES = frozenset(("rule", "condition", "construct", "Rule", "SPARQLRule", "TripleRule"))
ANNOTATIONS = frozenset(name for name in KNOWN if "nnotation" in name)
GRAPH_LINKS = frozenset(("shapesGraph", "suggestedShapesGraph"))
# SHACL 1.2 Core, working draft; the engine does not evaluate them.
NEWER = frozenset(
    (
        "memberShape",
        "minListLength",
        "maxListLength",
        "uniqueMembers",
        "nodeByExpression",
        "reificationRequired",
        "reifierShape",
        "rootClass",
        "singleLine",
        "someValue",
        "subsetOf",
        "targetWhere",
        "uniqueValuesFor",
        "values",
        "ShapeClass",
    )
)
