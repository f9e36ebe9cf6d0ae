"""Pages of stored queries: what can be asked, a form to ask it with, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response

from terril.model.errors import (
    BadParameter,
    MissingParameter,
    ParameterError,
    QueryError,
    UnknownParameter,
)
from terril.model.languages import available
from terril.representations.pages.answer_table import AnswerTable, answer_table
from terril.store.datasets import WHOLE
from terril.store.sparql.query_text import examine
from terril.store.sparql.result_formats import BINDINGS_FORMATS, RESULTS_JSON
from terril.store.workers.pool import Query
from terril.web.http.audience import read_audience
from terril.web.http.citation import citation
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.http.problems import problem_of
from terril.web.sparql.protocol import Asked
from terril.web.stored_queries.query_forms import example_of, examples_by_dataset, without_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.pages import Audience
    from terril.store.stored_queries.stored_query import StoredQuery
    from terril.web.opened import ServedRelease

PROPOSED = 1000
"""Things that a field proposes at most: about 100 bytes of the page each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: an answer, or why there is none."""

    table: AnswerTable | None = None
    text: str = ""
    detail: str = ""
    wrong: str = ""
    status: int = 200


def list_page(opened: ServedRelease, extension: str | None) -> Response:
    """All stored queries: a page, or what ``/def/queries`` says of them."""

    def page(reader: Audience, frame: PageFrame) -> str:
        return opened.pages.write(
            "stored_queries/questions.html",
            reader,
            groups=examples_by_dataset(opened, reader),
            **frame.values(),
        )

    triples = opened.definitions["queries"].triples
    return answer(Document("query", lambda: list(triples), page), opened, extension)


def question_page(opened: ServedRelease, stored: StoredQuery, values: Mapping[str, str]) -> Response:
    """A stored query with its form, filled as it was sent, and its answer."""
    reader = read_audience()
    given = {name: value for name, value in values.items() if value}
    outcome = _outcome(opened, stored, given, reader)
    parameters = urlencode(given)
    body = opened.pages.write(
        "stored_queries/question.html",
        reader,
        example=example_of(stored, opened, reader),
        given=given,
        outcome=outcome,
        choices=_choices(opened, stored, reader),
        proposals=_proposals(opened, stored, reader),
        parameters=parameters,
        address=f"{opened.addresses.base}query/{stored.name}",
        citation=citation(opened, Asked(outcome.text)) if outcome.table else None,
        files=_files(stored, given),
        languages=tuple(
            (tag, f"{stored.name}?{urlencode({**given, 'lang': tag})}") for tag in available()
        ),
    )
    response = Response(body, outcome.status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = reader.language
    response.vary.update(("Accept", "Accept-Language"))
    return response


def _outcome(
    opened: ServedRelease, stored: StoredQuery, given: Mapping[str, str], reader: Audience
) -> Outcome:
    try:
        text = stored.bind(given)
    except MissingParameter as error:
        # Nobody has asked anything yet: the form alone says what is wanted.
        return Outcome(detail=error.tell(reader.language) if given else "")
    except ParameterError as error:
        wrong = error.name if isinstance(error, BadParameter | UnknownParameter) else ""
        return Outcome(detail=error.tell(reader.language), wrong=wrong, status=400)
    try:
        return Outcome(_ask(opened, text, reader), without_header(text))
    except QueryError as error:
        problem = problem_of(error, reader.language)
        return Outcome(None, without_header(text), problem.detail, status=problem.status)


def _ask(opened: ServedRelease, text: str, reader: Audience) -> AnswerTable:
    limits = opened.limits
    examined = examine(text, depth=limits.depth, text_bytes=limits.text_bytes)
    with opened.asking.ask(Query(examined, RESULTS_JSON.media_type, (), ())) as found:
        return answer_table(opened.pages, b"".join(found.chunks()), reader)


def _choices(
    opened: ServedRelease, stored: StoredQuery, reader: Audience
) -> Mapping[str, list[tuple[str, str]]]:
    """For each thing that may be left out, what it can be: IRI and name.

    A parameter is always among what its query shows, so the answer for all values names them.
    """
    names = [one.name for one in stored.parameters if one.optional and one.type == "IRI"]
    if not names or any(not one.optional and not one.default for one in stored.parameters):
        return {}
    try:
        table = _ask(opened, stored.bind({}), reader)
    except QueryError:
        return {}
    return {name: [(cell.iri, cell.text) for cell in table.choices(name)] for name in names}


def _proposals(opened: ServedRelease, stored: StoredQuery, reader: Audience) -> list[tuple[str, str]]:
    """IRI and name of things for a question that needs one, whichever that may be.

    Those with a row in a table; none where they are too many to look through.
    """
    if not any(one.type == "IRI" and not one.optional for one in stored.parameters):
        return []
    kinds = {kind for one in opened.datasets if one.name != WHOLE for kind in one.kinds}
    things = [iri for kind in kinds for iri in opened.kinds.get(kind, ())]
    if len(things) > PROPOSED:
        return []
    ordered = opened.sorted_by_label(things, reader)
    return [(iri, opened.pages.label(iri, reader).value) for iri in ordered]


def _files(stored: StoredQuery, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answer as a file: the name of each format and its address."""
    rows = [("JSON", "json"), *((row.name, row.extension) for row in BINDINGS_FORMATS)]
    named = {"srj": "SPARQL JSON", "srx": "SPARQL XML"}
    return [
        (named.get(form, name), f"{stored.name}?{urlencode({**given, 'format': form})}")
        for name, form in rows
    ]
