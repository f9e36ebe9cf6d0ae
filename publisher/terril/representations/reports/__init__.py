"""Write reports of findings in several formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from terril.model.execution.lazy_exports import export_lazily
from terril.representations.reports.github import write_github
from terril.representations.reports.json_report import write_json
from terril.representations.reports.junit import write_junit
from terril.representations.reports.summary import Summary, describe_totals
from terril.representations.reports.turtle_report import write_turtle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.model.findings import Finding
    from terril.representations.reports.findings_table import render_table
    from terril.representations.reports.shapes_table import render_shapes

__all__ = ["REPORTS", "Summary", "Writer", "describe_totals", "render_shapes", "render_table"]

# Tables need rich, which takes longer to import than a check that finds nothing.
__getattr__ = export_lazily(
    __name__, {"findings_table": ("render_table",), "shapes_table": ("render_shapes",)}
)


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


def write_table(
    findings: Sequence[Finding], language: str, summary: Summary, *, infos: bool = False
) -> str:
    """Return the findings as a table in plain text."""
    from terril.representations.reports import findings_table

    return findings_table.write_table(findings, language, summary, infos=infos)


REPORTS: Mapping[str, Writer] = {
    "table": write_table,
    "json": write_json,
    "github": write_github,
    "junit": write_junit,
    "turtle": write_turtle,
}
"""Writers by the name of the format at the command line."""
