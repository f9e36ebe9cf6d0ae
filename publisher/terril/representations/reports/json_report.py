"""Findings as JSON, in a shape that programs may rely on.

::

    {"conforms": false, "language": "fr",
     "checked": {"files": 3, "statements": 120},
     "counts": {"violation": 1, "warning": 0, "info": 0},
     "findings": [{
        "severity": "violation", "rule": "…", "component": "…",
        "file": "data/source/a.ttl", "line": 12, "column": 3, "text": "…",
        "thing": {"iri": "…", "label": "…"}, "property": {"iri": "…", "label": "…"},
        "value": "…", "message": "…", "messages": {"en": "…", "fr": "…"}}]}

``conforms`` is true if nothing keeps a release from being made. What is unknown is ``null``.
New keys may come; none goes or changes its meaning without a note in the changelog.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from terril.model.findings import Severity, filter_violations
from terril.representations.reports.summary import (
    count,
    message,
    property_of,
    thing,
    wanted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.findings import Finding
    from terril.representations.reports.summary import Summary

Row = dict[str, object]


def write_json(
    findings: Sequence[Finding], language: str, checked: Summary, *, infos: bool = False
) -> str:
    """The findings as one JSON object, counts of all and labels in the reader's language."""
    document: Row = {
        "conforms": not filter_violations(findings),
        "language": language,
        "checked": {"files": checked.files, "statements": checked.statements},
        "counts": {one.value.lower(): count(findings, one) for one in Severity},
        "findings": [_row(one, language) for one in wanted(findings, infos=infos)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding, language: str) -> Row:
    place = finding.place
    return {
        "severity": finding.severity.value.lower(),
        "rule": finding.rule,
        "component": finding.component or None,
        "file": place.path.as_posix() if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "text": (place.text or None) if place else None,
        "thing": _named(finding.thing, thing(finding, language)),
        "property": _named(finding.path, property_of(finding, language)),
        "value": finding.value or None,
        "message": message(finding, language),
        "messages": dict(sorted(finding.message.items())),
    }


def _named(iri: str, label: str) -> Row | None:
    return {"iri": iri or None, "label": label} if iri or label else None
