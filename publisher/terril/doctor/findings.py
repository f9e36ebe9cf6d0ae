"""Rules of the doctor, each with a code, and the findings that break them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.model.findings import Severity
from terril.model.languages import SOURCE_LANGUAGE, choose_text, gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Portal(Enum):
    """A kind of harvesting portal; the values are those of ``--portal``."""

    CKAN = "ckan"
    UDATA = "udata"
    EUROPA = "europa"


class Subject(Enum):
    """The subject of a group of checks; the values are headings."""

    TRANSPORT = gettext_noop("Transport")
    FORMAT = gettext_noop("Format")
    PAGING = gettext_noop("Paging")
    CATALOGUE = gettext_noop("The catalogue")
    DATASETS = gettext_noop("Datasets")
    FILES = gettext_noop("Distributions and services")
    SHAPES = gettext_noop("DCAT-AP")
    LINKS = gettext_noop("Links and files")
    NEGOTIATION = gettext_noop("Content negotiation")
    ENDPOINT = gettext_noop("SPARQL endpoint")
    CORS = gettext_noop("Use from other sites (CORS)")
    PROXY = gettext_noop("Proxy and https")
    CRAWLING = gettext_noop("Robots, sitemap and feeds")


SEVERITY_LABELS = {
    Severity.VIOLATION: gettext_noop("mistake"),
    Severity.WARNING: gettext_noop("warning"),
    Severity.INFO: gettext_noop("info"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a site may break.

    Attributes:
        code: stable identifier of the rule.
        problem: sentence about what is wrong, with ``{fields}``.
        remedy: sentence about what to change, with ``{fields}``.
        severity: a violation loses something in a portal, a warning may, an info only informs.
        portals: portals that lose something; empty if all may.
    """

    code: str
    problem: str
    remedy: str = ""
    severity: Severity = Severity.VIOLATION
    portals: tuple[Portal, ...] = ()

    def at(self, place: str, prop: str = "", /, **fields: object) -> Finding:
        """Return the finding that a place, an IRI or a URL, breaks the rule."""
        return Finding(self, place, prop, fields)


def info(code: str, problem: str, remedy: str = "") -> Rule:
    """Define a rule that only informs."""
    return Rule(code, problem, remedy, Severity.INFO)


def warning(code: str, problem: str, remedy: str, *portals: Portal) -> Rule:
    """Define a rule whose breach may lose something."""
    return Rule(code, problem, remedy, Severity.WARNING, portals)


def error(code: str, problem: str, remedy: str, *portals: Portal) -> Rule:
    """Define a rule whose breach loses something."""
    return Rule(code, problem, remedy, Severity.VIOLATION, portals)


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule.

    Attributes:
        rule: the broken rule.
        place: IRI or URL that breaks it.
        prop: the property as a prefixed name, ``""`` if it is about no single one.
        fields: values of the fields of the rule's sentences.
    """

    rule: Rule
    place: str
    prop: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    def problem(self, language: str) -> str:
        """Return what is wrong, in a language."""
        return _format(self.rule.problem, language, self.fields)

    def remedy(self, language: str) -> str:
        """Return what to change, in a language; ``""`` if there is nothing to change."""
        return _format(self.rule.remedy, language, self.fields) if self.rule.remedy else ""

    def message(self, language: str) -> str:
        """Return problem and remedy, in a language."""
        return f"{self.problem(language)} {self.remedy(language)}".strip()


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A field of a sentence that depends on the language, such as the message of a shape."""

    by_language: Mapping[str, str]


def _format(sentence: str, language: str, fields: Mapping[str, object]) -> str:
    values = {
        name: _localize(value, language)
        if isinstance(value, LocalizedText | FetchFailure)
        else value
        for name, value in fields.items()
    }
    return gettext(sentence, language, **values)


def _localize(value: LocalizedText | FetchFailure, language: str) -> str:
    if isinstance(value, FetchFailure):
        return gettext(value.value, language)
    texts = value.by_language
    found = choose_text(texts, (language, SOURCE_LANGUAGE))
    return found[0] if found else ""


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return the number of findings of each severity."""
    severities = [finding.rule.severity for finding in findings]
    return {severity: severities.count(severity) for severity in Severity}
