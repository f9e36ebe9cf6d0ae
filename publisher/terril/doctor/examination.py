"""One examination of a site: fetch, check, and put together what is to be told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from terril.doctor.checks import MODULES
from terril.doctor.checks.catalogue.dcat_shapes import DCAT_AP, TOLD
from terril.doctor.crawl.crawler import crawl, ignore_progress
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.findings import Portal, Subject
from terril.doctor.limits import CrawlLimits
from terril.doctor.reports.field_coverage import Row, coverage
from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from terril.doctor.crawl.crawler import Crawl, Progress
    from terril.doctor.findings import Finding

ALWAYS = (Subject.TRANSPORT, Subject.FORMAT)


@dataclass(frozen=True, slots=True)
class Section:
    """What came of the checks of one subject.

    Attributes:
        subject: what they are about.
        looked: whether it could be looked at.
        findings: gravest first.
    """

    subject: Subject
    looked: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """What is to be told of a site.

    Attributes:
        url: address of its catalogue.
        pages, datasets, distributions, requests: how much was looked at.
        sections: one for each subject.
        coverage: which portal gets which field.
    """

    url: str
    pages: int
    datasets: int
    distributions: int
    requests: int
    sections: tuple[Section, ...]
    coverage: tuple[Row, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return tuple(finding for one in self.sections for finding in one.findings)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be looked at.

    Attributes:
        limits: of the visit.
        portals: only what concerns these; empty for all.
        subjects: only these.
        shapes: files with SHACL shapes that are to be checked as well.
    """

    limits: CrawlLimits = field(default_factory=CrawlLimits)
    portals: Collection[Portal] = ()
    subjects: Collection[Subject] = frozenset(Subject)
    shapes: tuple[Path, ...] = ()


EVERYTHING = Wishes()


def examine(
    url: str,
    wishes: Wishes = EVERYTHING,
    show: Callable[[Subject], Progress] = lambda _: ignore_progress,
) -> Examination:
    """What is to be changed at a site.

    Args:
        url: of its home or of its catalogue.
        wishes: what is to be looked at.
        show: given a subject, what shows how far its checks are.

    Raises:
        SiteSilent: there is no answer.
        NoCatalogue: there is no catalogue.
        ModelError: a file with shapes is broken.
    """
    show(Subject.TRANSPORT)
    fetched = replace(crawl(url, wishes.limits), shapes=wishes.shapes)
    sections = []
    for subject in [one for one in Subject if one in wishes.subjects]:
        looked = fetched.readable or (subject in ALWAYS and _whole(fetched, subject))
        found = _look(replace(fetched, progress=show(subject)), subject) if looked else []
        wanted = [one for one in found if _concerns(one, wishes.portals)]
        sections.append(Section(subject, looked, _ordered(wanted)))
    told = _once(sections)
    every = [finding for one in told for finding in one.findings]
    return Examination(
        fetched.url,
        len(fetched.pages),
        len(fetched.datasets),
        len(fetched.distributions),
        fetched.client.request_count,
        told,
        coverage(fetched, every, wishes.portals),
    )


def _whole(fetched: Crawl, subject: Subject) -> bool:
    failure = fetched.pages[0].response.failure
    return subject is Subject.TRANSPORT or failure not in (
        FetchFailure.CERTIFICATE,
        FetchFailure.TOO_LARGE,
    )


def _look(fetched: Crawl, subject: Subject) -> list[Finding]:
    modules = [module for one, module in MODULES if one is subject]
    return [finding for module in modules for finding in module.check(fetched)]


def _concerns(finding: Finding, portals: Collection[Portal]) -> bool:
    theirs = finding.rule.portals
    return not portals or not theirs or bool(set(portals) & set(theirs))


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each of them once, gravest first."""
    order = list(Severity)
    several = {(one.rule.code, one.place, one.prop, str(one.fields)): one for one in findings}
    return tuple(sorted(several.values(), key=lambda one: order.index(one.rule.severity)))


def _once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Without what a shape says of a field that a check has told about in plainer words."""
    known = {
        (one.place, one.prop)
        for section in sections
        if section.subject is not Subject.SHAPES
        for one in section.findings
        if one.prop
    }
    return tuple(
        _without(section, known) if section.subject is Subject.SHAPES else section
        for section in sections
    )


def _without(section: Section, known: Collection[tuple[str, str]]) -> Section:
    kept = [
        one
        for one in section.findings
        if one.rule.code != DCAT_AP.code or (one.place, one.prop) not in known
    ]
    if count := len(section.findings) - len(kept):
        kept.append(TOLD.at("dcat-ap.ttl", count=count))
    return replace(section, findings=tuple(kept))
