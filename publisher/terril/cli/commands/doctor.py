"""``terril doctor``: check a running site as the harvesters of open-data portals do."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import LanguageChoice, compose_help
from terril.cli.progress import show_doctor_progress
from terril.cli.terminal import (
    DATA_BREAKS_A_SHAPE,
    DONE,
    _,
    get_console,
    get_language,
    print_text,
)
from terril.doctor import (
    CrawlLimits,
    ExaminationOptions,
    Portal,
    Subject,
    count_by_severity,
    examine,
    render_json,
    render_table,
)
from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMITS = CrawlLimits()


@click.command(
    cls=Command,
    help=compose_help(
        _("Look at a running site as open-data portals do, and say what to change."),
        _(
            "It reads the catalogue like CKAN, udata (data.gouv.fr) and data.europa.eu, page "
            "after page, follows its links, asks its endpoint, and tells each fault with its "
            "place and its remedy. It changes nothing. The site may be on this machine: what is "
            "said of the public address is then asked here."
        ),
        _(
            "Exit code 0: nothing is wrong (there may be warnings). 1: there are mistakes. "
            "2: there is no answer, or no catalogue."
        ),
        examples=(
            ("terril doctor http://127.0.0.1:8000/", _("before the site is public")),
            ("terril doctor https://data.example.org/catalogue.ttl", _("as a portal reads it")),
            ("terril doctor URL --portal udata", _("only what data.gouv.fr would lose")),
            ("terril doctor URL --only links --only proxy", ""),
            ("terril doctor URL --shapes dcat-ap-SHACL.ttl", _("the official shapes as well")),
            ("terril doctor URL --json > report.json", _("for programs")),
        ),
    ),
)
@click.argument("url")
@click.option(
    "--portal",
    "portals",
    multiple=True,
    type=click.Choice([one.value for one in Portal]),
    help=_("Only what concerns this portal; may be given more than once."),
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([one.name.lower() for one in Subject]),
    help=_("Only these checks; may be given more than once."),
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("A file with SHACL shapes to check as well; may be given more than once."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Tell it as JSON."))
@click.option(
    "--fields/--no-fields",
    default=True,
    show_default=True,
    help=_("Show which portal gets which field."),
)
@click.option(
    "--links",
    type=click.IntRange(min=0),
    default=LIMITS.links,
    show_default=True,
    help=_("How many links of the catalogue are followed at most."),
)
@click.option(
    "--requests",
    type=click.IntRange(min=1),
    default=LIMITS.requests,
    show_default=True,
    help=_("How many requests are made at most."),
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=LIMITS.seconds,
    show_default=True,
    help=_("How long one answer may take."),
)
@click.option(
    "--lang",
    type=LanguageChoice(),
    default=get_language,
    help=_("Language of the sentences."),
)
def doctor(  # noqa: PLR0913  # an option each
    *,
    url: str,
    portals: Sequence[str],
    only: Sequence[str],
    shapes: Sequence[Path],
    as_json: bool,
    fields: bool,
    links: int,
    requests: int,
    seconds: float,
    lang: str,
) -> None:
    """Check a site."""
    if not url.startswith(("http://", "https://")):
        raise click.UsageError(_("Write the whole address, with http:// or https://."))
    limits = replace(LIMITS, links=links, requests=requests, seconds=seconds)
    options = ExaminationOptions(
        limits,
        [one for one in Portal if one.value in portals],
        [one for one in Subject if not only or one.name.lower() in only],
        tuple(shapes),
    )
    with show_doctor_progress() as show:
        found = examine(url, options, show)
    if as_json:
        print_text(render_json(found, lang))
    else:
        get_console().print(render_table(found, lang, fields=fields))
    violations = count_by_severity(found.findings)[Severity.VIOLATION]
    sys.exit(DATA_BREAKS_A_SHAPE if violations else DONE)
