"""Write findings as JUnit XML, which most build servers read: a file is a suite.

Source: the schema of Jenkins' xUnit plugin (junit-10.xsd), whose elements and attributes
are all that is used here.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from terril.model.findings import Severity
from terril.model.languages import gettext
from terril.model.xml_characters import replace_unwritable
from terril.representations.reports.summary import (
    CHECKED,
    count_severity,
    format_subject,
    get_message,
    get_rule_name,
    select_shown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.findings import Finding
from terril.representations.reports.summary import Summary

NAME = "terril check"


def write_junit(
    findings: Sequence[Finding], language: str, summary: Summary, *, infos: bool = False
) -> str:
    """Return a suite for each file with findings; only violations are failures.

    Without findings there is one passed test, since many tools take a report without tests
    for a broken one.
    """
    shown = select_shown(findings, infos=infos)
    root = ElementTree.Element("testsuites", name=NAME)
    for name, group in groupby(shown, key=_get_file_name):
        _add_suite(root, name, list(group), language)
    if not shown:
        suite = ElementTree.SubElement(root, "testsuite", name=NAME, tests="1", failures="0")
        text = gettext(CHECKED, language, files=summary.files, statements=summary.statements)
        ElementTree.SubElement(suite, "testcase", name=text, classname=NAME)
    root.set("tests", str(max(len(shown), 1)))
    root.set("failures", str(count_severity(shown, Severity.VIOLATION)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _serialize(root)


def _serialize(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _get_file_name(finding: Finding) -> str:
    return finding.place.path.as_posix() if finding.place else "-"


def _add_suite(root: ElementTree.Element, name: str, group: list[Finding], language: str) -> None:
    failures = str(count_severity(group, Severity.VIOLATION))
    suite = ElementTree.SubElement(
        root, "testsuite", name=replace_unwritable(name), tests=str(len(group)), failures=failures
    )
    for finding in group:
        _add_case(suite, name, finding, language)


def _add_case(suite: ElementTree.Element, name: str, finding: Finding, language: str) -> None:
    line = finding.place.line if finding.place else None
    where = f"{name}:{line}" if line else name
    title = " · ".join(part for part in (where, format_subject(finding, language)) if part)
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=replace_unwritable(f"{title} ({get_rule_name(finding)})"),
        classname=replace_unwritable(name),
    )
    text = replace_unwritable(get_message(finding, language))
    if finding.severity is Severity.VIOLATION:
        failure = ElementTree.SubElement(
            case, "failure", message=text, type=replace_unwritable(get_rule_name(finding))
        )
        failure.text = replace_unwritable(
            f"{where}\n{finding.place.text if finding.place else ''}"
        )
    else:
        ElementTree.SubElement(case, "system-out").text = text
