"""The result of checking a town, for people, programs and notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, overload

from terril.model.findings import Finding, filter_violations
from terril.model.languages import SOURCE_LANGUAGE
from terril.representations.reports import REPORTS, Summary
from terril.representations.reports.summary import format_subject, get_message

if TYPE_CHECKING:
    from terril.intake.shacl.validation import Validation
    from terril.model.findings import ShapeTarget
    from terril.town.town_files import TownFiles


@dataclass(frozen=True, eq=False)
class CheckReport(Sequence[Finding]):
    """The findings of one check, ordered by file and line; a sequence of them.

    Attributes:
        files: the files that were checked.
        validation: what was found in them.
    """

    files: TownFiles
    validation: Validation

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, hints included."""
        return self.validation.findings

    @property
    def turtle(self) -> bytes:
        """The W3C validation report, as UTF-8."""
        return self.validation.report

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[index]

    def __len__(self) -> int:
        return len(self.findings)

    @cached_property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that keep a release from being made."""
        return filter_violations(self.findings)

    @property
    def conforms(self) -> bool:
        """``True`` if the town can be published."""
        return not self.violations

    @cached_property
    def shapes(self) -> tuple[ShapeTarget, ...]:
        """The shapes with a target, with the number of things that each applies to."""
        return self.validation.targets.list()

    @cached_property
    def summary(self) -> Summary:
        """The numbers of files and statements, without the report."""
        files = self.files.sources.files
        statements = sum(len(file.quads) for file in files)
        return Summary(len(files), statements)

    def render(self, form: str, language: str = SOURCE_LANGUAGE, *, infos: bool = False) -> str:
        """Write the findings as text.

        Args:
            form: name of a report format: ``table``, ``json``, ``github``, ``junit``, ``turtle``.
            language: tag of the language of the messages.
            infos: include hints.

        Raises:
            KeyError: there is no such format.
        """
        write = REPORTS[form]
        # Writing the report of W3C takes longer than the check of a small town.
        report = self.turtle if form == "turtle" else b""
        summary = replace(self.summary, report=report)
        return write(self.findings, language, summary, infos=infos)

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        row = Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>")
        rows = Markup().join(row.format(*_cells(one)) for one in self.findings)
        head = "<tr><th>severity</th><th>place</th><th>what</th><th>message</th></tr>"
        counted = Markup("<p>{} violations, {} findings in all</p>").format(
            len(self.violations), len(self.findings)
        )
        return f"{counted}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _cells(finding: Finding) -> tuple[str, str, str, str]:
    place = finding.place
    line = f":{place.line}" if place and place.line else ""
    return (
        finding.severity.value,
        f"{place.path.as_posix()}{line}" if place else "",
        format_subject(finding, SOURCE_LANGUAGE),
        get_message(finding, SOURCE_LANGUAGE),
    )
