"""``terril rollback``: make an earlier release current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import town_option
from terril.cli.progress import show_progress
from terril.cli.terminal import _, get_error_console, warn_of_skipped_replicas

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=Command,
    help=_(
        "Serve an earlier release again: the one before the current one, or the one named. "
        "Nothing is deleted; a running server follows by itself."
    ),
)
@click.argument("release", required=False)
@town_option
def rollback(town: Path, release: str | None) -> None:
    """Go back to an earlier release."""
    from terril.cli.comparison import describe_last_switch
    from terril.town.town import open_folder

    with show_progress() as show:
        opened = open_folder(town)
        loader = opened.loader
        current = opened.releases.rollback(release, show, loader)
    warn_of_skipped_replicas(loader.skipped if loader else ())
    get_error_console().print(_("Release {release} is current.", release=current.id))
    if change := describe_last_switch(opened.releases):
        get_error_console().print(change, soft_wrap=True)
