"""An examination as JSON, in a shape that programs may rely on.

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
from typing import TYPE_CHECKING

from terril.doctor.findings import Portal, counted
from terril.model.findings import Severity
from terril.model.languages import gettext

if TYPE_CHECKING:
    from terril.doctor.examination import Examination, Section
    from terril.doctor.findings import Finding
    from terril.doctor.reports.field_coverage import Row

Told = dict[str, object]


def write_json(examination: Examination, language: str) -> str:
    """The examination as one JSON object."""
    counts = counted(examination.findings)
    document: Told = {
        "url": examination.url,
        "fine": not counts[Severity.VIOLATION],
        "language": language,
        "looked_at": {
            name: getattr(examination, name)
            for name in ("pages", "datasets", "distributions", "requests")
        },
        "counts": {one.value.lower(): count for one, count in counts.items()},
        "subjects": [_section(one, language) for one in examination.sections],
        "fields": [_field(one) for one in examination.coverage],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _section(section: Section, language: str) -> Told:
    return {
        "subject": section.subject.name.lower(),
        "title": gettext(section.subject.value, language),
        "looked": section.looked,
        "findings": [_finding(one, language) for one in section.findings],
    }


def _finding(finding: Finding, language: str) -> Told:
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity.value.lower(),
        "portals": [one.value for one in finding.rule.portals],
        "place": finding.place,
        "property": finding.prop or None,
        "wrong": finding.wrong(language),
        "remedy": finding.remedy(language) or None,
        "messages": finding.in_all_languages(),
    }


def _field(row: Row) -> Told:
    return {
        "of": row.of,
        "property": row.prop,
        "filled": row.filled,
        "total": row.total,
        "portals": {one.value: _cell(row, one) for one in Portal},
    }


def _cell(row: Row, portal: Portal) -> Told | None:
    if portal not in row.dropped:
        return None
    dropped = row.dropped[portal]
    return {"arrives": row.filled - dropped, "dropped": dropped, "why": list(row.why[portal])}
