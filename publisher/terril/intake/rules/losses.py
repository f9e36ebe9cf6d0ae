"""Report what a file holds and its statements do not: what a parser drops without a word."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from terril.intake.losses.loss import INDEX, LEFT_OUT, UNMAPPED, Loss
from terril.intake.losses.messages import MESSAGES
from terril.intake.rules.files import warn_of_emptiness
from terril.model.findings import Finding, Severity
from terril.model.formats import JSON_LD
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

NOTHING_EXPLAINED = gettext_noop(
    "This is JSON, but no key in it is explained by a context, so nothing in it is published. "
    "Add an “@context” that gives each key its address, or keep the file outside data/ "
    "(docs/files.md shows how)."
)
DID_YOU_MEAN = gettext_noop("Did you mean “{nearest}”?")
SEVERITIES = {INDEX: Severity.INFO}


def report_losses(
    source: Source, losses: Sequence[Loss], context: RuleContext
) -> Iterator[Finding]:
    """Return a finding for each place of a file that its parser drops."""
    reported = [loss for loss in losses if loss.rule != LEFT_OUT]
    if not source.quads and source.syntax == JSON_LD and not reported:
        yield warn_of_emptiness(source)
    if not source.quads and any(loss.rule == UNMAPPED for loss in reported):
        place = context.positions.get_lines(source).make_location(source.path, 1)
        yield Finding("nothing-explained", translate_all(NOTHING_EXPLAINED), place=place)
        reported = [loss for loss in reported if loss.rule != UNMAPPED]
    counts = Counter((loss.rule, loss.word) for loss in reported)
    for loss in _drop_repeated(reported):
        yield _build_finding(loss, counts[loss.rule, loss.word], source, context)


def _drop_repeated(losses: Iterable[Loss]) -> Iterator[Loss]:
    """Return the first loss of each unmapped key, and all other losses."""
    seen: set[str] = set()
    for loss in losses:
        if loss.rule != UNMAPPED or loss.word not in seen:
            yield loss
        if loss.rule == UNMAPPED:
            seen.add(loss.word)


def _build_finding(loss: Loss, count: int, source: Source, context: RuleContext) -> Finding:
    lines = context.positions.get_lines(source)
    place = lines.make_location(source.path, *lines.find_position(loss.start))
    message = translate_all(MESSAGES[loss.rule], word=loss.word, count=count)
    if near := get_close_matches(loss.word, loss.known, n=1, cutoff=0.7):
        hint = translate_all(DID_YOU_MEAN, nearest=near[0])
        message = {tag: f"{text} {hint[tag]}" for tag, text in message.items()}
    severity = SEVERITIES.get(loss.rule, Severity.VIOLATION)
    return Finding(loss.rule, message, severity, place, value=loss.word)
