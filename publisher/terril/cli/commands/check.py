"""``terril check``: validate the data against the shapes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from terril.cli import Command
from terril.cli.options import LanguageChoice, compose_help, town_option
from terril.cli.progress import show_progress
from terril.cli.terminal import (
    CANNOT_RUN,
    DATA_BREAKS_A_SHAPE,
    DONE,
    _,
    flush_output,
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


WATCHED = ("town.toml", "data", "shapes", "queries")
"""The files and folders of a town that a check reads."""


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
            ("terril check --watch", _("once more after each change, until Ctrl-C")),
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
@click.option("--watch", is_flag=True, help=_("Check again whenever a file of the town changes."))
def check(  # noqa: PLR0913  # an option each
    town: Path,
    form: str,
    *,
    infos: bool,
    shapes: bool,
    lang: str,
    output: Path | None,
    watch: bool,
) -> None:
    """Check the town's data."""
    from terril.town.town import open_folder

    if shapes and (form != "table" or output):
        raise click.UsageError(_("--shapes cannot be combined with --format or --output."))
    if watch and (form != "table" or output):
        raise click.UsageError(_("--watch cannot be combined with --format or --output."))
    if watch:
        _watch(town, lang, infos=infos, shapes=shapes)
    with show_progress() as progress:
        report = open_folder(town).check(progress)
    if form == "table" and output is None:
        _print_report(report, lang, infos=infos, shapes=shapes)
    else:
        _write(report.render(form, lang, infos=infos), output)
    sys.exit(_get_exit_code(report))


def _watch(town: Path, language: str, *, infos: bool, shapes: bool) -> NoReturn:
    """Check the town again after each change, until a signal ends the command while it waits.

    Raises:
        SystemExit: with the exit code of the last check.
    """
    from terril.model.execution.file_watch import FileWatch
    from terril.model.execution.interruption import Interruption

    watched = FileWatch([town / name for name in WATCHED])
    while True:
        code = _check_once(town, language, infos=infos, shapes=shapes)
        try:
            print_text(_("Waiting for a file to change. Ctrl-C ends this."))
            flush_output()
            watched.wait()
        except Interruption:
            sys.exit(code)
        print_text(time.strftime("\n%H:%M:%S"))


def _check_once(town: Path, language: str, *, infos: bool, shapes: bool) -> int:
    """Print the result of a check or the reason why there is none, and return the exit code."""
    from terril.model.errors import TerrilError
    from terril.town.town import open_folder

    try:
        with show_progress() as progress:
            report = open_folder(town).check(progress)
    except TerrilError as error:
        print_text(error.message(language))
        return CANNOT_RUN
    _print_report(report, language, infos=infos, shapes=shapes)
    return _get_exit_code(report)


def _get_exit_code(report: CheckReport) -> int:
    return DONE if report.conforms else DATA_BREAKS_A_SHAPE


def _print_report(report: CheckReport, language: str, *, infos: bool, shapes: bool) -> None:
    if shapes:
        _print_shapes(report, language)
    _print_table(report, language, infos=infos)


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
