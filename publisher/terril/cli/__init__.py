"""The command line of Terril: one group, ``main``, with a module for each command."""

from __future__ import annotations

import click

from terril.cli.lazy_group import LazyGroup
from terril.cli.options import compose_help
from terril.cli.terminal import _
from terril.model.version import __version__


@click.group(
    cls=LazyGroup,
    help=compose_help(
        _("Publish a town's linked open data."),
        _("A town is a folder with a town.toml and a data/ folder. The usual day:"),
        examples=(
            ("terril check", _("what is wrong, with file, line and remedy")),
            ("terril publish", _("freeze what is right into a release")),
            ("terril serve", _("serve the current release")),
            ("terril doctor URL", _("what a portal would not get of it")),
            ("terril new DIR", _("begin a town of your own")),
        ),
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 99},
)
@click.version_option(__version__, prog_name="terril")
def main() -> None:
    """Run ``terril``."""
