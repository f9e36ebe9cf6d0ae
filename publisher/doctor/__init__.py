"""Plays the harvesters against a site and says what is to be changed.

It knows HTTP and RDF, and nothing of the town: the site may be another's, and run elsewhere.
"""

from publisher.doctor.checks import rules
from publisher.doctor.examination import Examination, Wishes, examine
from publisher.doctor.findings import Finding, Portal, Rule, Subject
from publisher.doctor.json_report import write_json
from publisher.doctor.limits import Limits
from publisher.doctor.table import render

__all__ = [
    "Examination",
    "Finding",
    "Limits",
    "Portal",
    "Rule",
    "Subject",
    "Wishes",
    "examine",
    "render",
    "rules",
    "write_json",
]
