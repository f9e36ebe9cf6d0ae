"""Examine a site: fetch its catalogue, run the checks and collect their findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from terril.doctor.checks import MODULES
from terril.doctor.checks.catalogue.dcat_shapes import DCAT_AP, REPEATED
from terril.doctor.crawl.crawler import crawl, ignore_progress
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.findings import Portal, Subject
from terril.doctor.limits import CrawlLimits
from terril.doctor.reports.field_coverage import FieldCoverage, measure_coverage
from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from terril.doctor.crawl.crawler import Crawl, Progress
    from terril.doctor.findings import Finding


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """The result of the checks of one subject.

    Attributes:
        subject: of the checks.
        checked: ``True`` if the checks could be run.
        findings: gravest first.
    """

    subject: Subject
    checked: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """The result of examining a site.

    Attributes:
        url: URL of its catalogue.
        pages, datasets, distributions, requests: numbers of those that were examined.
        results: one for each subject.
        coverage: the fields that each portal gets.
    """

    url: str
    pages: int
    datasets: int
    distributions: int
    requests: int
    results: tuple[SubjectResult, ...]
    coverage: tuple[FieldCoverage, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all subjects."""
        return tuple(finding for result in self.results for finding in result.findings)


@dataclass(frozen=True, slots=True)
class ExaminationOptions:
    """Scope of an examination.

    Attributes:
        limits: of the requests.
        portals: report only what concerns these; empty for all.
        subjects: run only the checks of these.
        shapes: files with further SHACL shapes to validate against.
    """

    limits: CrawlLimits = field(default_factory=CrawlLimits)
    portals: Collection[Portal] = ()
    subjects: Collection[Subject] = frozenset(Subject)
    shapes: tuple[Path, ...] = ()


DEFAULT_OPTIONS = ExaminationOptions()


def examine(
    url: str,
    options: ExaminationOptions = DEFAULT_OPTIONS,
    progress: Callable[[Subject], Progress] = lambda _: ignore_progress,
) -> Examination:
    """Examine a site.

    Args:
        url: URL of its home or of its catalogue.
        options: scope of the examination.
        progress: called with each subject, returns the progress callback of its checks.

    Raises:
        SiteSilent: there is no response.
        NoCatalogue: there is no catalogue.
        ModelError: a file with shapes is broken.
    """
    progress(Subject.TRANSPORT)
    fetched = replace(
        crawl(url, options.limits), shapes=options.shapes, portals=frozenset(options.portals)
    )
    results = []
    for subject in [one for one in Subject if one in options.subjects]:
        checked = fetched.readable or _can_check_unreadable(fetched, subject)
        found: list[Finding] = []
        if checked:
            found = _run_checks(replace(fetched, progress=progress(subject)), subject)
        relevant = [one for one in found if _concerns(one, options.portals)]
        results.append(SubjectResult(subject, checked, _sort_distinct(relevant)))
    distinct = _drop_repeated(results)
    findings = [finding for result in distinct for finding in result.findings]
    return Examination(
        fetched.url,
        len(fetched.pages),
        len(fetched.datasets),
        len(fetched.distributions),
        fetched.client.request_count,
        distinct,
        measure_coverage(fetched, findings, options.portals),
    )


def _can_check_unreadable(fetched: Crawl, subject: Subject) -> bool:
    """Return whether a subject can be checked although there is no catalogue to read."""
    failure = fetched.pages[0].response.failure
    incomplete = failure in (FetchFailure.CERTIFICATE, FetchFailure.TOO_LARGE)
    return subject is Subject.TRANSPORT or (subject is Subject.FORMAT and not incomplete)


def _run_checks(fetched: Crawl, subject: Subject) -> list[Finding]:
    modules = [module for one, module in MODULES if one is subject]
    return [finding for module in modules for finding in module.check(fetched)]


def _concerns(finding: Finding, portals: Collection[Portal]) -> bool:
    affected = finding.rule.portals
    return not portals or not affected or bool(set(portals) & set(affected))


def _sort_distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Drop duplicates, and sort the gravest first."""
    order = list(Severity)
    distinct = {(one.rule.code, one.place, one.prop, str(one.fields)): one for one in findings}
    return tuple(sorted(distinct.values(), key=lambda one: order.index(one.rule.severity)))


def _drop_repeated(results: Sequence[SubjectResult]) -> tuple[SubjectResult, ...]:
    """Drop results of shapes on fields that a check reports in plainer words."""
    known = {
        (finding.place, finding.prop)
        for result in results
        if result.subject is not Subject.SHAPES
        for finding in result.findings
        if finding.prop
    }
    return tuple(
        _drop_known(result, known) if result.subject is Subject.SHAPES else result
        for result in results
    )


def _drop_known(result: SubjectResult, known: Collection[tuple[str, str]]) -> SubjectResult:
    kept = [
        one
        for one in result.findings
        if one.rule.code != DCAT_AP.code or (one.place, one.prop) not in known
    ]
    if count := len(result.findings) - len(kept):
        kept.append(REPEATED.at("dcat-ap.ttl", count=count))
    return replace(result, findings=tuple(kept))
