"""``terril query``: run a SPARQL query with the limits of the endpoint."""

from __future__ import annotations

import json
import sys
from typing import IO, TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import compose_help, town_option
from terril.cli.terminal import _, get_console
from terril.model.vocabulary import PREFIXES, shorten
from terril.store.sparql import list_formats

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from terril.store.sparql import Answer, QueryText

TABLE = "table"
FORMATS = (
    TABLE,
    *dict.fromkeys(row.extension for graph in (False, True) for row in list_formats(graph=graph)),
)


@click.command(
    cls=Command,
    help=compose_help(
        _("Ask the current release a SPARQL question."),
        _("The prefixes of the model are known. The limits are those of the endpoint."),
        examples=(
            ("terril query 'SELECT ?name { ?o a org:Organization ; skos:prefLabel ?name }'", ""),
            ("terril query --file question.rq --format csv > answer.csv", ""),
            ("cat question.rq | terril query -", ""),
            (
                "terril query --model 'SELECT ?label { schema:Place rdfs:label ?label }'",
                _("the model’s own statements as well"),
            ),
        ),
    ),
)
@click.argument("text", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help=_("File with the query."))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=TABLE,
    show_default=True,
    help=_("How to write the answer; a table shows graphs as Turtle."),
)
@click.option("--release", default=None, help=_("Ask this release instead of the current one."))
@click.option(
    "--model",
    is_flag=True,
    help=_("Ask the model as well as the town’s statements; FROM in the question has no effect."),
)
@town_option
def query(  # noqa: PLR0913  # the options of the command
    *,
    town: Path,
    text: str | None,
    file: IO[str] | None,
    form: str,
    release: str | None,
    model: bool,
) -> None:
    """Run a query."""
    from terril.release.remote_copies import select_store
    from terril.store.graphs import ALL_GRAPHS
    from terril.store.sparql import Query, examine
    from terril.store.workers import execute_once
    from terril.town.settings import make_query_limits, make_replicas
    from terril.town.town import open_folder

    source = _read_source(text, file)
    opened = open_folder(town)
    config, kept = opened.config, opened.releases
    limits = make_query_limits(config.limits)
    target = kept.get(release) if release else kept.get_current()
    examined = examine(source, depth=limits.depth, text_bytes=limits.text_bytes)
    endpoint = f"{config.base}sparql"
    graphs = (f"{endpoint}{ALL_GRAPHS}",) if model else ()
    prepared = Query(examined, _media_type(examined, form), graphs)
    store = select_store(target, make_replicas(config.store))
    with execute_once(store, limits, PREFIXES, prepared, endpoint) as answer:
        _print(answer, as_table=form == TABLE and not examined.graph)


def _read_source(text: str | None, file: IO[str] | None) -> str:
    if file is not None:
        return file.read()
    if text == "-":
        return sys.stdin.read()
    if text is None:
        raise click.UsageError(
            _("Write a query, name a file with --file, or - to read from a pipe.")
        )
    return text


def _media_type(query: QueryText, form: str) -> str:
    rows = list_formats(graph=query.graph)
    if form == TABLE:
        return rows[0].media_type
    found = [row.media_type for row in rows if row.extension == form]
    if not found:
        fitting = ", ".join(row.extension for row in rows)
        raise click.UsageError(_("This query can be answered as: {formats}", formats=fitting))
    return found[0]


def _print(answer: Answer, *, as_table: bool) -> None:
    if as_table:
        get_console().print(_table(b"".join(answer.chunks())), soft_wrap=not sys.stdout.isatty())
        return
    for chunk in answer.chunks():
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def _table(body: bytes) -> Table | str:
    from rich.table import Table

    content = json.loads(body)
    if "boolean" in content:
        return _("yes") if content["boolean"] else _("no")
    columns = content["head"]["vars"]
    rows = content["results"]["bindings"]
    table = Table(box=None, pad_edge=False, caption=_("{count} rows", count=len(rows)))
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    return table


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]
