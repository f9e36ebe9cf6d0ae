"""Write findings as workflow commands, which GitHub shows beside the lines of a change.

Source: docs.github.com, “Workflow commands for GitHub Actions”; the escapes are those of
its toolkit (actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.findings import Severity
from terril.representations.reports.summary import format_subject, get_message, select_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.findings import Finding
    from terril.representations.reports.summary import Summary

COMMANDS = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write_github(
    findings: Sequence[Finding],
    language: str,
    summary: Summary,  # noqa: ARG001  a writer like the others
    *,
    infos: bool = False,
) -> str:
    """Return a command for each finding, one a line."""
    return "".join(
        f"{_format_command(one, language)}\n" for one in select_shown(findings, infos=infos)
    )


def _format_command(finding: Finding, language: str) -> str:
    place = finding.place
    properties = {
        "file": place.path.as_posix() if place else "",
        "line": str(place.line) if place and place.line else "",
        "col": str(place.column) if place and place.column else "",
        "title": format_subject(finding, language),
    }
    given = ",".join(
        f"{key}={text.translate(IN_PROPERTY)}" for key, text in properties.items() if text
    )
    words = f"{COMMANDS[finding.severity]} {given}".strip()
    return f"::{words}::{get_message(finding, language).translate(IN_MESSAGE)}"
