"""The catalogue against SHACL shapes: the doctor's own, and any that the operator has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, parse

from terril.doctor.crawl.statements import prefixed
from terril.doctor.findings import Rule, Texts, hint, mistake, warning
from terril.intake.shacl.validation import validate_quads
from terril.model.errors import ModelError
from terril.model.findings import Severity
from terril.model.languages import gettext_noop
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.findings import Finding
    from terril.intake.shacl.results import ValidationResult

DCAT_AP = mistake(
    "dcat-ap",
    gettext_noop("DCAT-AP 3.0.1: {said}"),
    gettext_noop("It is about {prop}, where it says “{value}”."),
)
LEFT = warning(
    "shapes-left",
    gettext_noop("The catalogue has {count} statements; the shapes were not run on so many."),
    gettext_noop("Run them on a part of it, or with another tool."),
)
TOLD = hint(
    "dcat-ap-told", gettext_noop("What {count} more results say is told above in plainer words.")
)
BREAKS = mistake(
    "shape",
    gettext_noop("{said}"),
    gettext_noop("{file} asks so of {prop}, where it says “{value}”."),
)
ADVISES = warning(
    "shape-warning",
    gettext_noop("{said}"),
    gettext_noop("{file} asks so of {prop}, where it says “{value}”."),
)
REMARKS = hint("shape-remark", gettext_noop("{said}"))
BY_SEVERITY = {
    Severity.VIOLATION: BREAKS,
    Severity.WARNING: ADVISES,
    Severity.INFO: REMARKS,
}
WITHOUT_VALUE = {
    DCAT_AP.remedy: gettext_noop("It is about {prop}."),
    BREAKS.remedy: gettext_noop("{file} asks so of {prop}."),
}
NOTHING = "–"
OWN = Path(__file__).with_name("dcat-ap.ttl")


def check(crawl: Crawl) -> Iterator[Finding]:
    """The results of our own shapes, then those of each file that was given."""
    if (count := len(crawl.data.quads)) > crawl.limits.statements:
        yield LEFT.at(crawl.url, count=count)
        return
    own = list(parse(path=OWN))
    results = validate_quads(crawl.data.quads, own, OWN)
    yield from _sorted(_finding(one, DCAT_AP, OWN.name) for one in results)
    for path in crawl.shapes:
        results = validate_quads(crawl.data.quads, read_shapes(path), path)
        yield from _sorted(_finding(one, BY_SEVERITY[one.severity], path.name) for one in results)


def read_shapes(path: Path) -> list[Quad]:
    """The shapes of a file; those of properties without a path, which SHACL demands, left out.

    Two such stand in the official file of DCAT-AP 3.0.1 (SEMICeu/DCAT-AP#448).

    Raises:
        ModelError: it cannot be read.
    """
    try:
        quads = list(parse(path=path))
    except (OSError, SyntaxError, ValueError) as error:
        raise ModelError(path, getattr(error, "lineno", 0) or 0, str(error)) from error
    with_path = {quad.subject for quad in quads if quad.predicate.value == f"{SH}path"}
    shapes = {quad.object for quad in quads if quad.predicate.value == f"{SH}property"}
    broken = {one for one in shapes if isinstance(one, NamedNode | BlankNode)} - with_path
    return [quad for quad in quads if not {quad.subject, quad.object} & broken]


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    """In an order that is the same each time: validators have none."""
    return sorted(findings, key=lambda one: (one.prop, one.place, str(one.fields)))


def _finding(result: ValidationResult, rule: Rule, file: str) -> Finding:
    prop = prefixed(str(result.path)) if result.path is not None else NOTHING
    value = str(result.value)[:100] if result.value is not None else NOTHING
    component = str(result.component).rpartition("#")[2].removesuffix("ConstraintComponent")
    messages = result.messages or {"": f"{prop}: {component} ({prefixed(result.named)})"}
    if result.value is None:
        rule = replace(rule, remedy=WITHOUT_VALUE.get(rule.remedy, rule.remedy))
    said = Texts({tag.partition("-")[0]: text for tag, text in messages.items()})
    focus = str(result.focus)
    place = focus if ":" in focus else f"_:{focus}"
    return rule.at(place, prop, said=said, prop=prop, value=value, file=file)
