"""Write the SHACL validation report of the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.findings import Finding
    from terril.representations.reports.summary import Summary


def write_turtle(
    findings: Sequence[Finding],  # noqa: ARG001  a writer like the others
    language: str,  # noqa: ARG001
    summary: Summary,
    *,
    infos: bool = False,  # noqa: ARG001
) -> str:
    """Return the whole report in every language, whatever the arguments: it is for machines."""
    return summary.report.decode("utf-8")
