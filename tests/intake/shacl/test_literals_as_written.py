"""Shapes are evaluated on literals as they are written, not on their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from terril.intake.shacl.validation import Validation
from terril.model.findings import Finding, Severity

Check = Callable[..., Validation]


def filter_hints(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings but for the hints that a literal is respelt in answers to queries."""
    return [one for one in findings if one.severity is not Severity.INFO]


CONTENT = """p:a a s:Place ;
  s:count "5"^^xsd:nonNegativeInteger ; s:price "1.50"^^xsd:decimal ; s:code "007"^^xsd:integer ;
  s:end "2024-12-31T24:00:00"^^xsd:dateTime ; s:open "1"^^xsd:boolean ; s:size "1E2"^^xsd:double ;
  s:small "5"^^xsd:byte ."""


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:path s:count ; sh:datatype xsd:nonNegativeInteger",
        'sh:path s:count ; sh:hasValue "5"^^xsd:nonNegativeInteger',
        'sh:path s:price ; sh:in ( "1.50"^^xsd:decimal )',
        'sh:path s:price ; sh:pattern "^[0-9]+[.][0-9]{2}$"',
        'sh:path s:code ; sh:pattern "^0"',
        'sh:path s:code ; sh:hasValue "007"^^xsd:integer',
        'sh:path s:end ; sh:pattern "T24:00:00$"',
        'sh:path s:open ; sh:in ( "1"^^xsd:boolean )',
        "sh:path s:small ; sh:datatype xsd:byte",
        'sh:path s:size ; sh:minLength 3 ; sh:maxLength 3 ; sh:pattern "E2"',
        """sh:path s:code ; sh:sparql [ sh:select
           'SELECT $this ?value { $this $PATH ?value FILTER(STR(?value) != "007") }' ]""",
    ],
)
def test_what_is_right_as_written_is_right(check: Check, constraint: str) -> None:
    shapes = f"t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property [ {constraint} ] ."
    assert not filter_hints(check({"source/a.ttl": CONTENT}, shapes).findings)


@pytest.mark.parametrize(
    ("constraint", "value"),
    [
        ("sh:path s:count ; sh:datatype xsd:integer", "5"),
        ('sh:path s:price ; sh:pattern "^1[.]5$"', "1.50"),
        ("sh:path s:code ; sh:in ( 7 )", "007"),
        ("sh:path s:code ; sh:maxLength 1", "007"),
        ("sh:path s:end ; sh:pattern '^2025'", "2024-12-31T24:00:00"),
    ],
)
def test_what_is_wrong_as_written_is_reported_as_written(
    check: Check, constraint: str, value: str
) -> None:
    shapes = f"t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property [ {constraint} ] ."
    (finding,) = filter_hints(check({"source/a.ttl": CONTENT}, shapes).findings)
    assert finding.value == value


def test_values_are_compared_as_numbers_where_shacl_compares_values(check: Check) -> None:
    shapes = """t:P a sh:NodeShape ; sh:targetClass s:Place ;
      sh:property [ sh:path s:code ; sh:minInclusive 7.0 ; sh:maxInclusive 7 ] ."""
    assert not filter_hints(check({"source/a.ttl": CONTENT}, shapes).findings)


@pytest.mark.parametrize(
    ("datatype", "early", "late"),
    [
        ("dateTime", "2024-12-31T23:59:59", "2024-12-31T24:00:00"),
        ("dateTime", "2024-12-31T24:00:00", "2025-01-01T00:00:01"),
        ("dateTime", "-0044-03-15T12:00:00Z", "2025-01-01T00:00:01Z"),
        ("date", "-0044-03-15", "0001-01-02"),
        ("date", "2024-12-31", "12024-01-01"),
        ("gYear", "-0044", "2025"),
        ("gYearMonth", "-0044-03", "2025-01"),
    ],
)
def test_dates_that_python_does_not_have_are_values(
    check: Check, datatype: str, early: str, late: str
) -> None:
    content = f'p:a a s:Place ; s:x "{early}"^^xsd:{datatype} ; s:y "{late}"^^xsd:{datatype} .'
    shapes = f"""t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property
      [ sh:path s:x ; sh:datatype xsd:{datatype} ; sh:lessThan s:y ] ,
      [ sh:path s:y ; sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:{datatype} ] ) ] ."""
    found = filter_hints(check({"source/a.ttl": content}, shapes).findings)
    assert not [one for one in found if one.rule != "unknown-term"]
