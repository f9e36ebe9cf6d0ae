"""Write findings as JSON, in a stable format for programs.

::

    {"conforms": false, "language": "fr",
     "checked": {"files": 3, "statements": 120},
     "counts": {"violation": 1, "warning": 0, "info": 0},
     "findings": [{
        "severity": "violation", "rule": "…", "component": "…",
        "file": "data/source/a.ttl", "line": 12, "column": 3, "text": "…",
        "thing": {"iri": "…", "label": "…"}, "property": {"iri": "…", "label": "…"},
        "value": "…", "message": "…", "messages": {"en": "…", "fr": "…"}}]}

``conforms`` is true if no finding prevents a release. Unknown values are ``null``.
Keys may be added; none is removed or changes its meaning without a note in the changelog.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from terril.model.findings import Severity, filter_violations
from terril.representations.reports.summary import (
    count_severity,
    get_message,
    get_property_label,
    get_thing_label,
    select_shown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.findings import Finding
    from terril.representations.reports.summary import Summary

JsonObject = dict[str, object]


def write_json(
    findings: Sequence[Finding], language: str, summary: Summary, *, infos: bool = False
) -> str:
    """Return the findings as one JSON object, with counts of all and labels in a language."""
    document: JsonObject = {
        "conforms": not filter_violations(findings),
        "language": language,
        "checked": {"files": summary.files, "statements": summary.statements},
        "counts": {one.value.lower(): count_severity(findings, one) for one in Severity},
        "findings": [_build_finding(one, language) for one in select_shown(findings, infos=infos)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _build_finding(finding: Finding, language: str) -> JsonObject:
    place = finding.place
    return {
        "severity": finding.severity.value.lower(),
        "rule": finding.rule,
        "component": finding.component or None,
        "file": place.path.as_posix() if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "text": (place.text or None) if place else None,
        "thing": _build_reference(finding.thing, get_thing_label(finding, language)),
        "property": _build_reference(finding.path, get_property_label(finding, language)),
        "value": finding.value or None,
        "message": get_message(finding, language),
        "messages": dict(sorted(finding.message.items())),
    }


def _build_reference(iri: str, label: str) -> JsonObject | None:
    return {"iri": iri or None, "label": label} if iri or label else None
