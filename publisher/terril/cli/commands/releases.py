"""``terril releases``: list the kept releases, compare two of them, or verify all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import compose_help, town_option
from terril.cli.terminal import _, get_console

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from terril.release import Releases


@click.command(
    cls=Command,
    help=compose_help(
        _("List the releases that are kept, newest first, and which one is served."),
        _("Or tell what sets the second of two releases apart from the first, thing by thing."),
        examples=(
            ("terril releases", ""),
            ("terril releases --compare 1f0a 9c4e", _("the beginnings of ids are enough")),
            ("terril releases --compare 1f0a 9c4e --statements", ""),
            ("terril releases --compare 1f0a 9c4e --format json", _("for programs")),
            ("terril releases --verify", _("after a copy or a restored backup")),
        ),
    ),
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
@click.option(
    "--verify", is_flag=True, help=_("Compare every file of every release with its checksum.")
)
def releases(
    town: Path, compare: tuple[str, str] | None, *, statements: bool, form: str, verify: bool
) -> None:
    """List the releases, compare two, or verify all."""
    if verify and compare:
        raise click.UsageError(_("Use --verify or --compare, not both."))
    from terril.town.town import open_folder

    kept = open_folder(town).releases
    if verify:
        from terril.cli.verification import verify_releases

        verify_releases(kept)
    elif compare:
        from terril.cli.comparison import print_comparison, print_comparison_as_json

        before, after = (kept.find(one) for one in compare)
        show = print_comparison_as_json if form == "json" else print_comparison
        show(before, after, statements=statements)
    else:
        get_console().print(_table(kept))


def _table(kept: Releases) -> Table:
    from rich.table import Table

    current = kept.get_current().id
    table = Table(box=None, pad_edge=False)
    for heading in ("", _("release"), _("built (UTC)"), _("things"), _("statements")):
        table.add_column(heading)
    for one in kept.list_all():
        table.add_row(
            "→" if one.id == current else "",
            one.id,
            f"{one.created:%Y-%m-%d %H:%M:%S}",
            str(one.manifest.things),
            str(one.manifest.triples),
        )
    return table
