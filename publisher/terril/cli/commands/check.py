"""``terril check``: validate the data against the shapes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import LanguageChoice, compose_help, town_option
from terril.cli.progress import show_progress
from terril.cli.terminal import (
    DATA_BREAKS_A_SHAPE,
    DONE,
    _,
    get_console,
    get_error_console,
    get_language,
    print_in_green,
    print_text,
)
from terril.representations.reports import REPORTS
from terril.representations.reports.summary import describe_totals, select_shown

if TYPE_CHECKING:
    from terril.town.check_report import CheckReport


@click.command(
    cls=Command,
    help=compose_help(
        _("Check the town's data against the shapes."),
        _(
            "Every mistake is told with its file and line, and with what to do. Nothing is "
            "changed. Exit code 0: the data is right (there may be warnings). 1: there are "
            "mistakes. 2: the check could not run, such as for a mistake in the town's own shapes."
        ),
        examples=(
            ("terril check", ""),
            ("terril check --town ../my-town --lang fr", ""),
            ("terril check --shapes", _("how many things each shape applies to")),
            ("terril check --format github", _("annotations for a pull request")),
            ("terril check --format turtle -o report.ttl", _("the W3C validation report")),
        ),
    ),
)
@town_option
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(REPORTS)),
    default="table",
    show_default=True,
    help=_("How to tell it."),
)
@click.option("--infos", is_flag=True, help=_("Tell hints too, not only mistakes and warnings."))
@click.option(
    "--shapes",
    is_flag=True,
    help=_("Tell as well how many things each shape applies to."),
)
@click.option(
    "--lang",
    type=LanguageChoice(),
    default=get_language,
    help=_("Language of the sentences."),
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Write to a file.")
)
def check(  # noqa: PLR0913  # an option each
    town: Path, form: str, *, infos: bool, shapes: bool, lang: str, output: Path | None
) -> None:
    """Check the town's data."""
    from terril.town.town import open_folder

    if shapes and (form != "table" or output):
        raise click.UsageError(_("--shapes cannot be combined with --format or --output."))
    with show_progress() as progress:
        report = open_folder(town).check(progress)
    if shapes:
        _print_shapes(report, lang)
    if form == "table" and output is None:
        _print_table(report, lang, infos=infos)
    else:
        _write(report.render(form, lang, infos=infos), output)
    sys.exit(DONE if report.conforms else DATA_BREAKS_A_SHAPE)


def _print_shapes(report: CheckReport, language: str) -> None:
    from terril.representations.reports import render_shapes

    get_console().print(render_shapes(report.shapes, language))
    get_console().print()


def _print_table(report: CheckReport, language: str, *, infos: bool) -> None:
    if not select_shown(report.findings, infos=infos):
        print_in_green(describe_totals(report.findings, language, report.summary))
        return
    from terril.representations.reports import render_table

    get_console().print(render_table(report.findings, language, report.summary, infos=infos))


def _write(text: str, output: Path | None) -> None:
    if output is None:
        print_text(text)
        return
    output.write_text(text, encoding="utf-8")
    get_error_console().print(_("Written to {path}.", path=output))
