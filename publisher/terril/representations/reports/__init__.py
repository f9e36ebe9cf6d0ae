"""Write reports of findings in several formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from terril.representations.reports.findings_table import render_table, write_table
from terril.representations.reports.github import write_github
from terril.representations.reports.json_report import write_json
from terril.representations.reports.junit import write_junit
from terril.representations.reports.shapes_table import render_shapes
from terril.representations.reports.summary import Summary
from terril.representations.reports.turtle_report import write_turtle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.model.findings import Finding

__all__ = ["REPORTS", "Summary", "Writer", "render_shapes", "render_table"]


class Writer(Protocol):
    """A function that writes findings as text."""

    def __call__(
        self,
        findings: Sequence[Finding],
        language: str,
        summary: Summary,
        *,
        infos: bool = False,
    ) -> str:
        """Return the findings in a language; those of severity info only with ``infos``."""


REPORTS: Mapping[str, Writer] = {
    "table": write_table,
    "json": write_json,
    "github": write_github,
    "junit": write_junit,
    "turtle": write_turtle,
}
"""Writers by the name of the format at the command line."""
