"""``terril publish``: check the data and freeze it into a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import compose_help, town_option
from terril.cli.progress import show_progress
from terril.cli.terminal import _, get_error_console, get_language, warn_of_skipped_replicas

if TYPE_CHECKING:
    from pathlib import Path

    from terril.release import Published


@click.command(
    cls=Command,
    help=compose_help(
        _("Check the data and freeze it into a release."),
        _(
            "If the check finds a mistake, nothing is published and what is served stays. "
            "Otherwise the release is built beside the old ones and then switched to at once; a "
            "running server follows by itself. The same data gives the same release: then there "
            "is nothing to do."
        ),
    ),
)
@town_option
def publish(town: Path) -> None:
    """Publish the town."""
    from terril.cli.comparison import describe_last_switch
    from terril.model.errors import NotConforming
    from terril.representations.reports import render_table
    from terril.town.town import open_folder

    opened = open_folder(town)
    with show_progress() as progress:
        report = opened.check(progress)
    if report.findings:
        get_error_console().print(render_table(report.findings, get_language(), report.summary))
    if report.violations:
        raise NotConforming(report.violations, len(report.violations))
    with show_progress() as show:
        published = opened.publish(report, show)
    get_error_console().print(_describe(published), soft_wrap=True)
    warn_of_skipped_replicas(published.skipped)
    change = describe_last_switch(opened.releases)
    if change and published.switched:
        get_error_console().print(change, soft_wrap=True)


def _describe(published: Published) -> str:
    manifest = published.release.manifest
    sentence = _(
        "Release {release}: {things} things, {triples} statements.",
        release=published.release.id,
        things=manifest.things,
        triples=manifest.triples,
    )
    if not published.switched:
        sentence += " " + _("It is current already: nothing to do.")
    elif not published.built:
        sentence += " " + _("It was built before; it is current again.")
    if published.loaded:
        first, *others = published.replicas
        sentence += " " + (
            _("The stores at {addresses} have it, whole.", addresses=", ".join((first, *others)))
            if others
            else _("The store at {address} has it, whole.", address=first)
        )
    return sentence
