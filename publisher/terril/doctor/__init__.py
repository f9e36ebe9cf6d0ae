"""Examine a published site as harvesters do, and report what to change.

This package depends on HTTP and RDF only, not on a town: the site may belong to another publisher.
Other packages import these names, nothing from the modules inside.
"""

from __future__ import annotations

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
from terril.model.execution.lazy_exports import export_lazily

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

# Modules that need HTTP, SHACL or rich, which take a second to import.
__getattr__ = export_lazily(
    __name__,
    {
        "checks": ("collect_rules",),
        "crawl.crawler": ("Progress",),
        "examination": ("Examination", "ExaminationOptions", "examine"),
        "reports.examination_table": ("render_table",),
        "reports.json_examination": ("render_json",),
    },
)
