"""``terril new``: write the first files of a town."""

from __future__ import annotations

from pathlib import Path

import click

from terril.cli import Command
from terril.cli.options import compose_help
from terril.cli.terminal import _, get_error_console, get_language


@click.command(
    cls=Command,
    help=compose_help(
        _("Begin a town: a commented town.toml, a theme, an organization and a place."),
        _("What it writes is correct and can be published at once."),
        examples=(
            (
                'terril new my-town --name "Saint-Ville" --base https://data.saint-ville.example',
                "",
            ),
            ("cd my-town && terril publish && terril serve", ""),
        ),
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", required=True, help=_("The town's name."))
@click.option(
    "--base", required=True, help=_("The address under which its data will live, for ever.")
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    default=(get_language(),),
    help=_("Language of the data, preferred first; may be given several times."),
)
def new(folder: Path, name: str, base: str, languages: tuple[str, ...]) -> None:
    """Write the first files of a town."""
    from terril.cli.new_town.scaffold import write_new_town

    written = write_new_town(folder, name, base, languages)
    console = get_error_console()
    for path in written:
        console.print(f"  {path}")
    get_error_console().print(
        _("Next: cd {folder} && terril publish && terril serve", folder=folder)
    )
