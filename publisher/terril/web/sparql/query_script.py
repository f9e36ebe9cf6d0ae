"""What the query page tells its script: the reader, the endpoint, and every sentence it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import catalogue, mark
from terril.model.vocabulary import LABELS, PREFIXES, TERRIL
from terril.store.sparql.result_formats import BINDINGS_FORMATS, GRAPH_FORMATS, AnswerFormat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Reader
    from terril.web.opened import OpenRelease

SENTENCES: Mapping[str, str] = {
    "answer": mark("Answer"),
    "any": mark("any"),
    "asking": mark("Asking…"),
    "bars": mark("bars"),
    "broken": mark("This page could not show the answer."),
    "chart": mark("Chart"),
    "chartOf": mark("Chart: {values} by {names}, {count} values; the table has them all."),
    "cite": mark("How to cite this answer"),
    "class": mark("class"),
    "copied": mark("Copied."),
    "copy": mark("Copy"),
    "count": mark("number of rows"),
    "download": mark("The whole answer as a file:"),
    "editor": mark("Query"),
    "empty": mark("No row: nothing in the data fits this query."),
    "false": mark("No."),
    "file": mark("answer"),
    "first": mark("The first {count} of {total} are shown."),
    "found": mark("Found: {count}"),
    "graph": mark("Graph"),
    "graphHelp": mark("Each circle is a thing and leads to its page; texts are in the table."),
    "kind": mark("Shown as"),
    "line": mark("line"),
    "map": mark("Map"),
    "mapHelp": mark("{count} places. Choose one to see what the answer says about it."),
    "mistake": mark("The query has a mistake in this line. Here could stand: {expected}"),
    "more": mark("Show {count} more"),
    "named": mark("Names instead of addresses"),
    "names": mark("Names from"),
    "noAnswer": mark("This query got no answer"),
    "onePlace": mark("One place. Choose it to see what the answer says about it."),
    "own": mark("The address of this question, without SPARQL:"),
    "place": mark("place"),
    "program": mark("Program:"),
    "property": mark("property"),
    "retry": mark("Try again in {seconds} s."),
    "row": mark("1 row."),
    "rows": mark("{count} rows."),
    "search": mark("Search the examples"),
    "shown": mark("{count} of {total} rows are shown."),
    "snippets": mark("Ask this from a program"),
    "statement": mark("1 statement."),
    "statements": mark("{count} statements."),
    "stop": mark("Stop"),
    "stopped": mark("Stopped."),
    "subject": mark("thing"),
    "table": mark("Table"),
    "took": mark("Answered in {seconds} s from release {release}."),
    "tooLarge": mark("It is larger than {megabytes} MB, too much for a page. Take it as a file."),
    "true": mark("Yes."),
    "unknownPrefix": mark("The query uses a prefix that it does not declare."),
    "unreachable": mark("The endpoint cannot be reached. Check the network, then ask again."),
    "value": mark("value"),
    "values": mark("Numbers from"),
    "views": mark("Ways to look at the answer"),
    "zoomIn": mark("Closer"),
    "zoomOut": mark("Farther"),
}


def told_to_script(opened: OpenRelease, reader: Reader) -> dict[str, object]:
    """The content of the page's JSON block; ``browser/src/page.ts`` says what each field means."""
    translated = catalogue(reader.language)
    return {
        "language": reader.language,
        "languages": opened.pages.taste(reader),
        "root": reader.root,
        "places": [
            (f"{opened.addresses.base}id/", "doc/"),
            (opened.addresses.base, ""),
            (TERRIL, "def/"),
        ],
        "prefixes": PREFIXES,
        "labels": [label.value for label in LABELS],
        "formats": {"rows": _names(BINDINGS_FORMATS), "graph": _names(GRAPH_FORMATS)},
        "release": opened.release.id,
        "textBytes": opened.limits.text_bytes,
        "sentences": {key: translated.get(text, text) for key, text in SENTENCES.items()},
    }


def _names(rows: Sequence[AnswerFormat]) -> list[dict[str, str]]:
    return [{"name": row.name, "extension": row.extension} for row in rows]
