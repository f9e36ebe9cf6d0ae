"""Literals of every datatype of XML Schema, in canonical and other forms, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import INTEGER_DATATYPES, XSD

BASE = "https://data.town.example/"
DIGITS = r"[+-]?0{0,2}[0-9]{1,25}"
DECIMAL = r"[+-]?(0{0,2}[0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})"
ZONE = r"(Z|[+-]0[0-9]:[03]0|[+-]00:00)?"
DAY = r"-?([1-9][0-9]{0,2})?[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
HOUR = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,4})?|24:00:00(\.0)?)"
YEARS = r"[0-9]{1,4}"
FORMS = {
    **dict.fromkeys(sorted(INTEGER_DATATYPES), DIGITS),
    f"{XSD}decimal": DECIMAL,
    f"{XSD}double": rf"({DECIMAL}([eE][+-]?[0-9]{{1,3}})?|[+-]?INF|NaN)",
    f"{XSD}float": rf"({DECIMAL}([eE][+-]?[0-9]{{1,3}})?|[+-]?INF|NaN)",
    f"{XSD}boolean": "true|false|0|1",
    f"{XSD}date": f"{DAY}{ZONE}",
    f"{XSD}dateTime": f"{DAY}T{HOUR}{ZONE}",
    f"{XSD}dateTimeStamp": f"{DAY}T{HOUR}Z",
    f"{XSD}time": f"{HOUR}{ZONE}",
    f"{XSD}gYear": rf"-?[0-9]{{4,6}}{ZONE}",
    f"{XSD}gYearMonth": rf"[0-9]{{4}}-0[1-9]{ZONE}",
    f"{XSD}gMonth": rf"--0[1-9]{ZONE}",
    f"{XSD}gMonthDay": rf"--0[1-9]-[12][0-9]{ZONE}",
    f"{XSD}gDay": rf"---[12][0-9]{ZONE}",
    f"{XSD}duration": rf"-?P({YEARS}Y)?({YEARS}M)?{YEARS}DT{YEARS}H[0-9]{{1,3}}(\.[0-9]+)?S",
    f"{XSD}dayTimeDuration": rf"-?P{YEARS}D(T{YEARS}M)?",
    f"{XSD}yearMonthDuration": rf"-?P{YEARS}Y{YEARS}M",
    f"{XSD}hexBinary": "([0-9a-fA-F]{2})*",
    f"{XSD}base64Binary": "(YQ== ?)*",
    f"{XSD}anyURI": "https://town[.]example/[a-z]*",
    f"{XSD}language": "[a-zA-Z]{2}",
    f"{XSD}string": "[0-9a-z ]*",
    f"{XSD}normalizedString": "[0-9a-z ]*",
    f"{XSD}token": "[0-9a-z]*",
    "https://vocab.example/code": "[0-9]*",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON": r"\[[0-9]\.0\]",
    "http://www.opengis.net/ont/geosparql#wktLiteral": r"POINT\([0-9]\.[0-9]0 [0-9]\)",
}
"""Lexical forms by datatype (XML Schema 1.1, part 2, section 3)."""

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@st.composite
def literals(draw: st.DrawFn) -> Literal:
    """Draw a literal: in a form of its datatype, with spaces around it, or any text."""
    datatype = draw(st.sampled_from(list(FORMS)))
    form = st.from_regex(FORMS[datatype], fullmatch=True, alphabet=st.characters(codec="ascii"))
    text = draw(st.one_of(form, form, form, form.map(lambda one: f" {one} "), TEXTS))
    return Literal(text, datatype=NamedNode(datatype))


def node(name: str) -> NamedNode:
    """Return an IRI of the town."""
    return NamedNode(f"{BASE}id/{name}")


QUADS = st.lists(
    st.builds(
        Quad,
        st.sampled_from([node("place/a"), node("place/b")]),
        st.sampled_from([node("p"), node("q")]),
        # Few small numbers, so that values of one statement are often equal.
        st.one_of(
            literals(),
            literals(),
            st.builds(
                lambda text, name: Literal(text, datatype=NamedNode(f"{XSD}{name}")),
                st.sampled_from(["1", "01", "+1", "1.0"]),
                st.sampled_from(["integer", "int", "byte", "decimal"]),
            ),
            st.builds(Literal, TEXTS, language=st.sampled_from(["fr", "en-gb"])),
        ),
        st.sampled_from([node("graph/source"), node("graph/editorial")]),
    ),
    max_size=12,
)
"""Statements of two graphs about two things."""
