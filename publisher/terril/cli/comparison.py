"""What two releases say differently, told at the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from terril.cli.terminal import _, language, out
from terril.model.languages import choose_text, gettext_noop
from terril.model.vocabulary import shorten
from terril.release.changes.change_files import Counts
from terril.release.changes.comparison import ChangeKind, Difference, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

    from terril.release import Release

SIGNS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "+",
    ChangeKind.CHANGED: "~",
    ChangeKind.REMOVED: "-",
}
STYLES: Mapping[str, str] = {"+": "green", "~": "yellow", "-": "red"}
WORDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: gettext_noop("new"),
    ChangeKind.CHANGED: gettext_noop("changed"),
    ChangeKind.REMOVED: gettext_noop("removed"),
}


def counted(counts: Counts) -> str:
    """How much changed, in a sentence."""
    return _(
        "Things: {added} new, {changed} changed, {removed} removed. "
        "Statements: {more} added, {less} removed.",
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
        more=counts.statements_added,
        less=counts.statements_removed,
    )


def tell_comparison(before: Release, after: Release, *, statements: bool) -> None:
    """Print how much changed, then every thing that did, as a table."""
    found = list(compare(before, after))
    table = Table(box=None, pad_edge=False, show_header=False)
    for one in found:
        for row in _rows(one, statements=statements):
            table.add_row(*row)
    out().print(counted(Counts.of(found, after.manifest.base)), soft_wrap=True)
    if found:
        out().print(table)


def tell_as_json(before: Release, after: Release, *, statements: bool) -> None:
    """Print the same for a program; statements as N-Triples."""
    found = list(compare(before, after))
    counts = Counts.of(found, after.manifest.base)
    things = [_json(one, statements=statements) for one in found if one.kind in WORDS]
    told = {
        "before": before.id,
        "after": after.id,
        "counts": counts.model_dump(exclude={"layout", "base", "body"}),
        "things": things,
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _rows(one: Difference, *, statements: bool) -> Iterator[tuple[Text, Text, Text]]:
    if one.kind not in WORDS:
        return
    sign = SIGNS[one.kind]
    name = choose_text(one.names, (language(),))
    told = Text(name[0] if name else shorten(one.subject))
    what = Text(f"{sign} {_(WORDS[one.kind])}", style=STYLES[sign])
    yield what, told, Text(one.subject, style="dim")
    if statements:
        yield from (_statement("-", triple) for triple in one.removed)
        yield from (_statement("+", triple) for triple in one.added)


def _statement(sign: str, triple: Triple) -> tuple[Text, Text, Text]:
    value = getattr(triple.object, "value", "")
    style = STYLES[sign]
    return Text(f"  {sign}", style=style), Text(shorten(triple.predicate.value)), Text(value)


def _json(one: Difference, *, statements: bool) -> dict[str, object]:
    told: dict[str, object] = {"iri": one.subject, "what": one.kind, "name": one.names}
    if statements:
        told["added"] = [f"{triple} ." for triple in one.added]
        told["removed"] = [f"{triple} ." for triple in one.removed]
    return told
