"""What the doctor says: rules with a code, and what they found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.model.findings import Severity
from terril.model.languages import available, gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Portal(Enum):
    """Who harvests; the values are what people choose them with."""

    CKAN = "ckan"
    UDATA = "udata"
    EUROPA = "europa"


class Subject(Enum):
    """What a group of checks is about; the values are headings."""

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


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong.

    Attributes:
        code: its name, which stays.
        wrong: what is wrong, a sentence with ``{fields}``.
        remedy: what to change, a sentence with ``{fields}``.
        severity: a mistake loses something, a warning may, a hint tells something.
        portals: who loses it; empty if all may.
    """

    code: str
    wrong: str
    remedy: str = ""
    severity: Severity = Severity.VIOLATION
    portals: tuple[Portal, ...] = ()

    def at(self, place: str, prop: str = "", /, **fields: object) -> Finding:
        """The finding that it is so at a place, an IRI or an address."""
        return Finding(self, place, prop, fields)


def hint(code: str, wrong: str, remedy: str = "") -> Rule:
    """A rule that only tells something."""
    return Rule(code, wrong, remedy, Severity.INFO)


def warning(code: str, wrong: str, remedy: str, *portals: Portal) -> Rule:
    """A rule about what may lose something."""
    return Rule(code, wrong, remedy, Severity.WARNING, portals)


def mistake(code: str, wrong: str, remedy: str, *portals: Portal) -> Rule:
    """A rule about what loses something."""
    return Rule(code, wrong, remedy, Severity.VIOLATION, portals)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to change.

    Attributes:
        rule: what is wrong.
        place: IRI or address of what it is about.
        prop: the property as a prefixed name, ``""`` if it is about no single one.
        fields: values of the sentences' fields.
    """

    rule: Rule
    place: str
    prop: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    def wrong(self, language: str) -> str:
        """What is wrong."""
        return _told(self.rule.wrong, language, self.fields)

    def remedy(self, language: str) -> str:
        """What to change; ``""`` for a mere hint."""
        return _told(self.rule.remedy, language, self.fields) if self.rule.remedy else ""

    def in_all_languages(self) -> dict[str, str]:
        """Both sentences, for each language tag."""
        return {tag: f"{self.wrong(tag)} {self.remedy(tag)}".strip() for tag in available()}


@dataclass(frozen=True, slots=True)
class Texts:
    """A field of a sentence that differs from language to language, such as a shape's words."""

    by_language: Mapping[str, str]


def _told(sentence: str, language: str, fields: Mapping[str, object]) -> str:
    told = {
        name: _in(value, language) if isinstance(value, Texts | FetchFailure) else value
        for name, value in fields.items()
    }
    return gettext(sentence, language, **told)


def _in(texts: Texts | FetchFailure, language: str) -> str:
    if isinstance(texts, FetchFailure):
        return gettext(texts.value, language)
    own = texts.by_language
    return own.get(language) or own.get("en") or next(iter(own.values()), "")


def counted(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings are how grave."""
    told = list(findings)
    return {one: sum(f.rule.severity is one for f in told) for one in Severity}
