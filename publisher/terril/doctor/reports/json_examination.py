"""Render an examination as JSON, in a shape that programs may rely on.

::

    {"url": "…", "fine": false, "language": "fr",
     "looked_at": {"pages": 1, "datasets": 6, "distributions": 78, "requests": 114},
     "counts": {"violation": 1, "warning": 0, "info": 1},
     "subjects": [{"subject": "transport", "title": "…", "looked": true, "findings": [{
        "code": "no-charset", "severity": "violation", "portals": ["udata"],
        "place": "…", "property": "dct:title", "wrong": "…", "remedy": "…",
        "messages": {"en": "…", "fr": "…"}}]}],
     "fields": [{"of": "dataset", "property": "dct:title", "filled": 6, "total": 6,
        "portals": {"ckan": {"arrives": 6, "dropped": 0, "why": []}, "udata": null}}]}

``fine`` is true if there is no mistake. A portal that does not read a field has ``null``.
New keys may come; none goes or changes its meaning without a note in the changelog.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from terril.doctor.findings import Portal, count_by_severity
from terril.model.findings import Severity
from terril.model.languages import gettext, list_languages

if TYPE_CHECKING:
    from terril.doctor.examination import Examination, SubjectResult
    from terril.doctor.findings import Finding
    from terril.doctor.reports.field_coverage import FieldCoverage

JsonObject: TypeAlias = dict[str, object]


def render_json(examination: Examination, language: str) -> str:
    """Return the examination as one JSON object."""
    counts = count_by_severity(examination.findings)
    document: JsonObject = {
        "url": examination.url,
        "fine": not counts[Severity.VIOLATION],
        "language": language,
        "looked_at": {
            name: getattr(examination, name)
            for name in ("pages", "datasets", "distributions", "requests")
        },
        "counts": {severity.value.lower(): count for severity, count in counts.items()},
        "subjects": [_convert_result(one, language) for one in examination.results],
        "fields": [_convert_coverage(one) for one in examination.coverage],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _convert_result(result: SubjectResult, language: str) -> JsonObject:
    return {
        "subject": result.subject.name.lower(),
        "title": gettext(result.subject.value, language),
        "looked": result.checked,
        "findings": [_convert_finding(one, language) for one in result.findings],
    }


def _convert_finding(finding: Finding, language: str) -> JsonObject:
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity.value.lower(),
        "portals": [portal.value for portal in finding.rule.portals],
        "place": finding.place,
        "property": finding.prop or None,
        "wrong": finding.problem(language),
        "remedy": finding.remedy(language) or None,
        "messages": {tag: finding.message(tag) for tag in list_languages()},
    }


def _convert_coverage(coverage: FieldCoverage) -> JsonObject:
    return {
        "of": coverage.kind,
        "property": coverage.prop,
        "filled": coverage.filled,
        "total": coverage.total,
        "portals": {portal.value: _convert_portal(coverage, portal) for portal in Portal},
    }


def _convert_portal(coverage: FieldCoverage, portal: Portal) -> JsonObject | None:
    if portal not in coverage.dropped:
        return None
    return {
        "arrives": coverage.count_arriving(portal),
        "dropped": coverage.dropped[portal],
        "why": list(coverage.codes[portal]),
    }
