"""``terril publish``, ``releases`` and ``rollback``: what is served, and how it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table

from terril.cli.comparison import counted, tell_as_json, tell_comparison
from terril.cli.options import help_text, town_option
from terril.cli.progress import publishing_progress, reading_progress
from terril.cli.terminal import _, err, language, out, report_errors
from terril.model.errors import NotConforming
from terril.release.changes.history import History
from terril.representations.reports import render_table
from terril.town.town import Town, open_town

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    help=help_text(
        _("Check the data and freeze it into a release."),
        _(
            "If the check finds a mistake, nothing is published and what is served stays. "
            "Otherwise the release is built beside the old ones and then switched to at once; a "
            "running server follows by itself. The same data gives the same release: then there "
            "is nothing to do."
        ),
    )
)
@town_option
def publish(town: Path) -> None:
    """Publish the town."""
    with report_errors():
        opened = open_town(town)
        with reading_progress() as progress:
            report = opened.check(progress)
        if report.findings:
            err().print(render_table(report.findings, language(), report.summary))
        if report.violations:
            raise NotConforming(report.violations, len(report.violations))
        with publishing_progress() as show:
            done = opened.publish(report, show)
    numbers = done.release.manifest
    sentence = _(
        "Release {release}: {things} things, {triples} statements.",
        release=done.release.id,
        things=numbers.things,
        triples=numbers.triples,
    )
    if not done.switched:
        sentence += " " + _("It is current already: nothing to do.")
    elif not done.built:
        sentence += " " + _("It was built before; it is current again.")
    if done.loaded:
        sentence += " " + _(
            "The store at {address} has it, whole.", address=opened.config.store.query
        )
    err().print(sentence, soft_wrap=True)
    told = _tell_change(opened)
    if told and done.switched:
        err().print(told, soft_wrap=True)


@click.command(
    help=help_text(
        _("List the releases that are kept, newest first, and which one is served."),
        _("Or tell what sets the second of two releases apart from the first, thing by thing."),
        examples=(
            ("terril releases", ""),
            ("terril releases --compare 1f0a 9c4e", _("the beginnings of ids are enough")),
            ("terril releases --compare 1f0a 9c4e --statements", ""),
            ("terril releases --compare 1f0a 9c4e --format json", _("for programs")),
        ),
    )
)
@town_option
@click.option("--compare", nargs=2, metavar="A B", help=_("Two releases to compare."))
@click.option("--statements", is_flag=True, help=_("Tell each statement, not only each thing."))
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help=_("How to tell the comparison."),
)
def releases(town: Path, compare: tuple[str, str] | None, *, statements: bool, form: str) -> None:
    """List the releases, or compare two."""
    with report_errors():
        kept = open_town(town).releases
        if compare:
            before, after = (kept.named(one) for one in compare)
            tell = tell_as_json if form == "json" else tell_comparison
            tell(before, after, statements=statements)
            return
        current = kept.current().id
        table = Table(box=None, pad_edge=False)
        for heading in ("", _("release"), _("built (UTC)"), _("things"), _("statements")):
            table.add_column(heading)
        for one in kept.all():
            table.add_row(
                "→" if one.id == current else "",
                one.id,
                f"{one.created:%Y-%m-%d %H:%M:%S}",
                str(one.manifest.things),
                str(one.manifest.triples),
            )
        out().print(table)


@click.command(
    help=_(
        "Serve an earlier release again: the one before the current one, or the one named. "
        "Nothing is deleted; a running server follows by itself."
    )
)
@click.argument("release", required=False)
@town_option
def rollback(town: Path, release: str | None) -> None:
    """Go back to an earlier release."""
    with report_errors(), publishing_progress() as show:
        opened = open_town(town)
        target = opened.releases.rollback(release, show, opened.loader)
    err().print(_("Release {release} is current.", release=target.id))
    if told := _tell_change(opened):
        err().print(told, soft_wrap=True)


def _tell_change(town: Town) -> str:
    """What the last switch has changed; empty for the first, which changed everything.

    Telling it now keeps it even if releases are deleted later.
    """
    with report_errors():
        told = History(town.releases).changes()
    return counted(told[-1].counts) if len(told) > 1 else ""
