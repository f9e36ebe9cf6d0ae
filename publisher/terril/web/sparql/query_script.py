"""Build the configuration of the query page's script, with the sentences that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext_noop, load_catalogue
from terril.model.vocabulary import LABELS, PREFIXES, TERRIL
from terril.store.sparql import BINDINGS_FORMATS, GRAPH_FORMATS, AnswerFormat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Audience, Pages

SENTENCES: Mapping[str, str] = {
    "answer": gettext_noop("Answer"),
    "any": gettext_noop("any"),
    "asking": gettext_noop("Asking…"),
    "bars": gettext_noop("bars"),
    "broken": gettext_noop("This page could not show the answer."),
    "chart": gettext_noop("Chart"),
    "chartOf": gettext_noop("Chart: {values} by {names}, {count} values; the table has them all."),
    "cite": gettext_noop("How to cite this answer"),
    "class": gettext_noop("class"),
    "copied": gettext_noop("Copied."),
    "copy": gettext_noop("Copy"),
    "count": gettext_noop("number of rows"),
    "download": gettext_noop("The whole answer as a file:"),
    "editor": gettext_noop("Query"),
    "empty": gettext_noop("No row: nothing in the data fits this query."),
    "false": gettext_noop("No."),
    "file": gettext_noop("answer"),
    "first": gettext_noop("The first {count} of {total} are shown."),
    "found": gettext_noop("Found: {count}"),
    "graph": gettext_noop("Graph"),
    "graphHelp": gettext_noop(
        "Each circle is a thing and leads to its page; texts are in the table."
    ),
    "kind": gettext_noop("Shown as"),
    "line": gettext_noop("line"),
    "map": gettext_noop("Map"),
    "mapHelp": gettext_noop("{count} places. Choose one to see what the answer says about it."),
    "mistake": gettext_noop("The query has a mistake in this line. Here could stand: {expected}"),
    "more": gettext_noop("Show {count} more"),
    "named": gettext_noop("Names instead of addresses"),
    "names": gettext_noop("Names from"),
    "noAnswer": gettext_noop("This query got no answer"),
    "onePlace": gettext_noop("One place. Choose it to see what the answer says about it."),
    "own": gettext_noop("The address of this question, without SPARQL:"),
    "place": gettext_noop("place"),
    "program": gettext_noop("Program:"),
    "property": gettext_noop("property"),
    "retry": gettext_noop("Try again in {seconds} s."),
    "row": gettext_noop("1 row."),
    "rows": gettext_noop("{count} rows."),
    "search": gettext_noop("Search the examples"),
    "shown": gettext_noop("{count} of {total} rows are shown."),
    "snippets": gettext_noop("Ask this from a program"),
    "statement": gettext_noop("1 statement."),
    "statements": gettext_noop("{count} statements."),
    "stop": gettext_noop("Stop"),
    "stopped": gettext_noop("Stopped."),
    "subject": gettext_noop("thing"),
    "table": gettext_noop("Table"),
    "took": gettext_noop("Answered in {seconds} s from release {release}."),
    "tooLarge": gettext_noop(
        "It is larger than {megabytes} MB, too much for a page. Take it as a file."
    ),
    "true": gettext_noop("Yes."),
    "unknownPrefix": gettext_noop("The query uses a prefix that it does not declare."),
    "unreachable": gettext_noop(
        "The endpoint cannot be reached. Check the network, then ask again."
    ),
    "value": gettext_noop("value"),
    "values": gettext_noop("Numbers from"),
    "views": gettext_noop("Ways to look at the answer"),
    "zoomIn": gettext_noop("Closer"),
    "zoomOut": gettext_noop("Farther"),
}


def build_script_config(
    pages: Pages, audience: Audience, base: str, text_bytes: int
) -> dict[str, object]:
    """Return the content of the page's JSON block, as ``browser/src/page.ts`` defines it.

    Args:
        pages: of the release.
        audience: of the page.
        base: IRI of the site, which ends in a slash.
        text_bytes: length limit of a query.
    """
    translated = load_catalogue(audience.language)
    return {
        "language": audience.language,
        "languages": pages.get_languages(audience),
        "root": audience.root,
        "places": [(f"{base}id/", "doc/"), (base, ""), (TERRIL, "def/")],
        "prefixes": PREFIXES,
        "labels": [label.value for label in LABELS],
        "formats": {
            "rows": _list_formats(BINDINGS_FORMATS),
            "graph": _list_formats(GRAPH_FORMATS),
        },
        "release": pages.town.release,
        "textBytes": text_bytes,
        "sentences": {key: translated.get(text, text) for key, text in SENTENCES.items()},
    }


def _list_formats(rows: Sequence[AnswerFormat]) -> list[dict[str, str]]:
    return [{"name": row.name, "extension": row.extension} for row in rows]
