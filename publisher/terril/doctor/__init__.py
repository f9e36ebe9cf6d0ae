"""Examine a published site as harvesters do, and report what to change.

This package depends on HTTP and RDF only, not on a town: the site may belong to another publisher.
Other packages import these names, nothing from the modules inside.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from terril.doctor.findings import (
    SEVERITY_LABELS,
    Finding,
    Portal,
    Rule,
    Subject,
    count_by_severity,
)
from terril.doctor.limits import CrawlLimits

if TYPE_CHECKING:
    from terril.doctor.checks import collect_rules
    from terril.doctor.crawl.crawler import Progress
    from terril.doctor.examination import Examination, ExaminationOptions, examine
    from terril.doctor.reports.examination_table import render_table
    from terril.doctor.reports.json_examination import render_json

__all__ = [
    "SEVERITY_LABELS",
    "CrawlLimits",
    "Examination",
    "ExaminationOptions",
    "Finding",
    "Portal",
    "Progress",
    "Rule",
    "Subject",
    "collect_rules",
    "count_by_severity",
    "examine",
    "render_json",
    "render_table",
]

_LAZY = {
    "Examination": "examination",
    "ExaminationOptions": "examination",
    "Progress": "crawl.crawler",
    "collect_rules": "checks",
    "examine": "examination",
    "render_json": "reports.json_examination",
    "render_table": "reports.examination_table",
}
"""Modules of the names that need HTTP, SHACL or rich, which take a second to import."""


def __getattr__(name: str) -> object:
    """Import a name at its first use (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
