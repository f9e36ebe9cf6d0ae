"""Print what distinguishes two releases, as a table or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from terril.cli.progress import show_progress
from terril.cli.terminal import _, get_console, get_language, print_text
from terril.model.execution.progress import Step
from terril.model.languages import choose_text, gettext_noop
from terril.model.vocabulary import shorten
from terril.release.changes.change_files import Counts
from terril.release.changes.comparison import ChangeKind, Difference, compare
from terril.release.changes.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple
    from rich.text import Text

    from terril.release import Release, Releases

NOT_COUNTED = ("layout", "base", "body")
"""Fields of the numbers of a change that count neither things nor statements."""
SIGNS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "+",
    ChangeKind.CHANGED: "~",
    ChangeKind.REMOVED: "-",
}
STYLES: Mapping[str, str] = {"+": "green", "~": "yellow", "-": "red"}
LABELS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: gettext_noop("new"),
    ChangeKind.CHANGED: gettext_noop("changed"),
    ChangeKind.REMOVED: gettext_noop("removed"),
}


def describe_counts(counts: Counts) -> str:
    """Return how many things and statements changed, in a sentence."""
    return _(
        "Things: {added} new, {changed} changed, {removed} removed. "
        "Statements: {more} added, {less} removed.",
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
        more=counts.statements_added,
        less=counts.statements_removed,
    )


def describe_last_switch(releases: Releases) -> str:
    """Return what the last switch changed; empty for the first one, which changed everything.

    The history is computed now, so that it outlives releases that are deleted later.
    """
    with show_progress() as show:
        show(Step.COMPARE, 0, 0)
        changes = History(releases).list_changes()
    return describe_counts(changes[-1].counts) if len(changes) > 1 else ""


def print_comparison(before: Release, after: Release, *, statements: bool) -> None:
    """Print how much changed, then a table of the things that did."""
    from rich.table import Table

    differences = list(compare(before, after))
    table = Table(box=None, pad_edge=False, show_header=False)
    for difference in differences:
        for row in _rows(difference, statements=statements):
            table.add_row(*row)
    counts = Counts.of(differences, after.manifest.base)
    get_console().print(describe_counts(counts), soft_wrap=True)
    if differences:
        get_console().print(table)


def print_comparison_as_json(before: Release, after: Release, *, statements: bool) -> None:
    """Print the comparison as JSON; statements as N-Triples."""
    differences = list(compare(before, after))
    counts = Counts.of(differences, after.manifest.base)
    things = [_json(one, statements=statements) for one in differences if one.kind in LABELS]
    document = {
        "before": before.id,
        "after": after.id,
        "counts": {
            name: value for name, value in asdict(counts).items() if name not in NOT_COUNTED
        },
        "things": things,
    }
    print_text(json.dumps(document, ensure_ascii=False, indent=2))


def _rows(difference: Difference, *, statements: bool) -> Iterator[tuple[Text, Text, Text]]:
    from rich.text import Text

    if difference.kind not in LABELS:
        return
    sign = SIGNS[difference.kind]
    name = choose_text(difference.names, (get_language(),))
    label = Text(name[0] if name else shorten(difference.subject))
    change = Text(f"{sign} {_(LABELS[difference.kind])}", style=STYLES[sign])
    yield change, label, Text(difference.subject, style="dim")
    if statements:
        yield from (_statement("-", triple) for triple in difference.removed)
        yield from (_statement("+", triple) for triple in difference.added)


def _statement(sign: str, triple: Triple) -> tuple[Text, Text, Text]:
    from rich.text import Text

    value = getattr(triple.object, "value", "")
    style = STYLES[sign]
    return Text(f"  {sign}", style=style), Text(shorten(triple.predicate.value)), Text(value)


def _json(difference: Difference, *, statements: bool) -> dict[str, object]:
    members: dict[str, object] = {
        "iri": difference.subject,
        "what": difference.kind,
        "name": difference.names,
    }
    if statements:
        members["added"] = [f"{triple} ." for triple in difference.added]
        members["removed"] = [f"{triple} ." for triple in difference.removed]
    return members
