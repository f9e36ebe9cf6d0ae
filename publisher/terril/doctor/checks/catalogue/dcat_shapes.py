"""Validate the catalogue against SHACL shapes: the doctor's own, and those of the operator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, parse

from terril.doctor.crawl.statements import shorten_iri
from terril.doctor.findings import LocalizedText, Rule, error, info, warning
from terril.intake.shacl.validation import validate_quads
from terril.model.errors import ModelError
from terril.model.findings import Severity
from terril.model.languages import gettext_noop
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.findings import Finding
    from terril.intake.shacl.validation_report import ValidationResult

DCAT_AP = error(
    "dcat-ap",
    gettext_noop("DCAT-AP 3.0.1: {said}"),
    gettext_noop("It is about {prop}, where it says “{value}”."),
)
NOT_VALIDATED = warning(
    "shapes-left",
    gettext_noop("The catalogue has {count} statements; the shapes were not run on so many."),
    gettext_noop("Run them on a part of it, or with another tool."),
)
REPEATED = info(
    "dcat-ap-told", gettext_noop("What {count} more results say is told above in plainer words.")
)
SHAPE_VIOLATION = error(
    "shape",
    gettext_noop("{said}"),
    gettext_noop("{file} asks so of {prop}, where it says “{value}”."),
)
SHAPE_WARNING = warning(
    "shape-warning",
    gettext_noop("{said}"),
    gettext_noop("{file} asks so of {prop}, where it says “{value}”."),
)
SHAPE_INFO = info("shape-remark", gettext_noop("{said}"))
BY_SEVERITY = {
    Severity.VIOLATION: SHAPE_VIOLATION,
    Severity.WARNING: SHAPE_WARNING,
    Severity.INFO: SHAPE_INFO,
}
WITHOUT_VALUE = {
    DCAT_AP.remedy: gettext_noop("It is about {prop}."),
    SHAPE_VIOLATION.remedy: gettext_noop("{file} asks so of {prop}."),
}
NOTHING = "–"
OWN_SHAPES = Path(__file__).with_name("dcat-ap.ttl")


def check(crawl: Crawl) -> Iterator[Finding]:
    """Validate against the doctor's own shapes, then against each file of the operator."""
    if (count := len(crawl.data.quads)) > crawl.limits.statements:
        yield NOT_VALIDATED.at(crawl.url, count=count)
        return
    own = list(parse(path=OWN_SHAPES))
    results = validate_quads(crawl.data.quads, own, OWN_SHAPES)
    yield from _sort(_convert(one, DCAT_AP, OWN_SHAPES.name) for one in results)
    for path in crawl.shapes:
        results = validate_quads(crawl.data.quads, read_shapes(path), path)
        yield from _sort(_convert(one, BY_SEVERITY[one.severity], path.name) for one in results)


def read_shapes(path: Path) -> list[Quad]:
    """Read the shapes of a file, without property shapes that lack the mandatory path.

    Two of these stand in the official file of DCAT-AP 3.0.1 (SEMICeu/DCAT-AP#448).

    Raises:
        ModelError: the file cannot be read or parsed.
    """
    try:
        quads = list(parse(path=path))
    except (OSError, SyntaxError, ValueError) as failure:
        raise ModelError(path, getattr(failure, "lineno", 0) or 0, str(failure)) from failure
    with_path = {quad.subject for quad in quads if quad.predicate.value == f"{SH}path"}
    shapes = {quad.object for quad in quads if quad.predicate.value == f"{SH}property"}
    broken = {one for one in shapes if isinstance(one, NamedNode | BlankNode)} - with_path
    return [quad for quad in quads if not {quad.subject, quad.object} & broken]


def _sort(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings, since validators return results in no defined order."""
    return sorted(findings, key=lambda one: (one.prop, one.place, str(one.fields)))


def _convert(result: ValidationResult, rule: Rule, file: str) -> Finding:
    """Convert a validation result to a finding of a rule."""
    prop = shorten_iri(str(result.path)) if result.path is not None else NOTHING
    value = str(result.value)[:100] if result.value is not None else NOTHING
    component = str(result.component).rpartition("#")[2].removesuffix("ConstraintComponent")
    messages = result.messages or {"": f"{prop}: {component} ({shorten_iri(result.named)})"}
    if result.value is None:
        rule = replace(rule, remedy=WITHOUT_VALUE.get(rule.remedy, rule.remedy))
    message = LocalizedText({tag.partition("-")[0]: text for tag, text in messages.items()})
    focus = str(result.focus)
    place = focus if ":" in focus else f"_:{focus}"
    return rule.at(place, prop, said=message, prop=prop, value=value, file=file)
