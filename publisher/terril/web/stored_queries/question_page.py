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
from terril.store.sparql import BINDINGS_FORMATS, RESULTS_JSON, Query, examine
from terril.store.stored_queries import strip_header
from terril.web.http.audience import read_audience
from terril.web.http.citation import citation
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.http.problems import problem_of
from terril.web.sparql.protocol import Asked
from terril.web.stored_queries.query_forms import example_of, examples_by_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.pages import Audience
    from terril.store.stored_queries import StoredQuery
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


def list_page(served: ServedRelease, extension: str | None) -> Response:
    """All stored queries: a page, or what ``/def/queries`` says of them."""

    def page(audience: Audience, frame: PageFrame) -> str:
        return served.pages.write(
            "stored_queries/questions.html",
            audience,
            groups=examples_by_dataset(served, audience),
            **frame.values(),
        )

    triples = served.definitions["queries"].triples
    return answer(Document("query", lambda: list(triples), page), served, extension)


def question_page(
    served: ServedRelease, stored: StoredQuery, values: Mapping[str, str]
) -> Response:
    """A stored query with its form, filled as it was sent, and its answer."""
    audience = read_audience()
    given = {name: value for name, value in values.items() if value}
    outcome = _outcome(served, stored, given, audience)
    parameters = urlencode(given)
    body = served.pages.write(
        "stored_queries/question.html",
        audience,
        example=example_of(stored, served, audience),
        given=given,
        outcome=outcome,
        choices=_choices(served, stored, audience),
        proposals=_proposals(served, stored, audience),
        parameters=parameters,
        address=f"{served.addresses.base}query/{stored.name}",
        citation=citation(served, Asked(outcome.text)) if outcome.table else None,
        files=_files(stored, given),
        languages=tuple(
            (tag, f"{stored.name}?{urlencode({**given, 'lang': tag})}") for tag in available()
        ),
    )
    response = Response(body, outcome.status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.vary.update(("Accept", "Accept-Language"))
    return response


def _outcome(
    served: ServedRelease, stored: StoredQuery, given: Mapping[str, str], audience: Audience
) -> Outcome:
    try:
        text = stored.bind(given)
    except MissingParameter as error:
        # Nobody has asked anything yet: the form alone says what is wanted.
        return Outcome(detail=error.message(audience.language) if given else "")
    except ParameterError as error:
        wrong = error.name if isinstance(error, BadParameter | UnknownParameter) else ""
        return Outcome(detail=error.message(audience.language), wrong=wrong, status=400)
    try:
        return Outcome(_ask(served, text, audience), strip_header(text))
    except QueryError as error:
        problem = problem_of(error, audience.language)
        return Outcome(None, strip_header(text), problem.detail, status=problem.status)


def _ask(served: ServedRelease, text: str, audience: Audience) -> AnswerTable:
    limits = served.limits
    examined = examine(text, depth=limits.depth, text_bytes=limits.text_bytes)
    with served.asking.execute(Query(examined, RESULTS_JSON.media_type, (), ())) as found:
        return answer_table(served.pages, b"".join(found.chunks()), audience)


def _choices(
    served: ServedRelease, stored: StoredQuery, audience: Audience
) -> Mapping[str, list[tuple[str, str]]]:
    """For each thing that may be left out, what it can be: IRI and name.

    A parameter is always among what its query shows, so the answer for all values names them.
    """
    names = [one.name for one in stored.parameters if one.optional and one.type == "IRI"]
    if not names or any(not one.optional and not one.default for one in stored.parameters):
        return {}
    try:
        table = _ask(served, stored.bind({}), audience)
    except QueryError:
        return {}
    return {name: [(cell.iri, cell.text) for cell in table.choices(name)] for name in names}


def _proposals(
    served: ServedRelease, stored: StoredQuery, audience: Audience
) -> list[tuple[str, str]]:
    """IRI and name of things for a question that needs one, whichever that may be.

    Those with a row in a table; none where they are too many to look through.
    """
    if not any(one.type == "IRI" and not one.optional for one in stored.parameters):
        return []
    kinds = {kind for one in served.datasets if one.name != WHOLE for kind in one.kinds}
    things = [iri for kind in kinds for iri in served.kinds.get(kind, ())]
    if len(things) > PROPOSED:
        return []
    ordered = served.sorted_by_label(things, audience)
    return [(iri, served.pages.label(iri, audience).value) for iri in ordered]


def _files(stored: StoredQuery, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answer as a file: the name of each format and its address."""
    rows = [("JSON", "json"), *((row.name, row.extension) for row in BINDINGS_FORMATS)]
    named = {"srj": "SPARQL JSON", "srx": "SPARQL XML"}
    return [
        (named.get(form, name), f"{stored.name}?{urlencode({**given, 'format': form})}")
        for name, form in rows
    ]
