"""Plays the harvesters against a site and says what is to be changed.

It knows HTTP and RDF, and nothing of the town: the site may be another's, and run elsewhere.
"""

from terril.doctor.checks import rules
from terril.doctor.examination import Examination, Wishes, examine
from terril.doctor.findings import Finding, Portal, Rule, Subject
from terril.doctor.limits import CrawlLimits
from terril.doctor.reports.examination_table import render
from terril.doctor.reports.json_examination import write_json

__all__ = [
    "CrawlLimits",
    "Examination",
    "Finding",
    "Portal",
    "Rule",
    "Subject",
    "Wishes",
    "examine",
    "render",
    "rules",
    "write_json",
]
