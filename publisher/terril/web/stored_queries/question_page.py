"""Write the pages of stored queries: their list, and each with its form and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
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
from terril.model.languages import list_languages
from terril.model.vocabulary import MODEL_LICENCE
from terril.representations.pages.answer_table import AnswerTable, build_answer_table
from terril.representations.pages.query_forms import (
    build_example,
    group_examples,
    list_examples,
)
from terril.store.datasets import WHOLE
from terril.store.sparql import BINDINGS_FORMATS, RESULTS_JSON, Query, examine
from terril.store.stored_queries import strip_header
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import describe_query_error
from terril.web.sparql.citation import cite_answer
from terril.web.sparql.protocol import QueryRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from terril.representations.pages import Audience
    from terril.store.datasets import Dataset
    from terril.store.stored_queries import StoredQuery
    from terril.town.served_release import ServedRelease

PROPOSED = 1000
"""Maximum number of things that a field proposes: about 100 bytes of the page each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a question, or the reason why there is none.

    Attributes:
        table: the answer; ``None`` without one.
        text: the query with its parameters bound.
        detail: the reason, in the language of the page.
        wrong: name of the parameter that is at fault.
        status: of HTTP.
    """

    table: AnswerTable | None = None
    text: str = ""
    detail: str = ""
    wrong: str = ""
    status: int = 200


def list_page(served: ServedRelease, extension: str | None = None) -> Response:
    """Return all stored queries: as a page, or as ``/def/queries`` describes them."""

    def page(audience: Audience, frame: PageFrame) -> str:
        examples = list_examples(served.stored_queries, served.pages, audience)
        return served.pages.write(
            "stored_queries/questions.html",
            audience,
            groups=group_examples(examples, served.datasets),
            **frame.values(),
        )

    triples = served.model_documents["queries"].triples
    document = Document("query", lambda: list(triples), page, licence=MODEL_LICENCE)
    return answer(document, served, extension)


def question_page(
    served: ServedRelease, stored: StoredQuery, values: Mapping[str, str]
) -> Response:
    """Return a stored query with its form, filled with the values, and its answer."""
    audience = read_audience()
    pages, limits = served.pages, served.limits

    def find_answer(text: str) -> AnswerTable:
        examined = examine(text, depth=limits.depth, text_bytes=limits.text_bytes)
        query = Query(examined, RESULTS_JSON.media_type, (), ())
        with served.answer_cache.execute(query) as found:
            return build_answer_table(pages, b"".join(found.chunks()), audience)

    given = {name: value for name, value in values.items() if value}
    outcome = _find_outcome(stored, given, audience.language, find_answer)
    proposed = _find_proposals(stored, served.datasets, served.kinds)
    parameters = urlencode(given)
    cited = (
        cite_answer(QueryRequest(outcome.text), served.config, served.release)
        if outcome.table
        else None
    )
    body = pages.write(
        "stored_queries/question.html",
        audience,
        example=build_example(stored, pages, audience),
        given=given,
        outcome=outcome,
        choices=_find_choices(stored, find_answer),
        proposals=[
            (iri, pages.label(iri, audience).value)
            for iri in pages.sort_by_label(proposed, audience)
        ],
        parameters=parameters,
        address=f"{served.addresses.base}query/{stored.name}",
        citation=cited,
        files=_list_files(stored, given),
        languages=tuple(
            (tag, f"{stored.name}?{urlencode({**given, 'lang': tag})}") for tag in list_languages()
        ),
    )
    response = Response(body, outcome.status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.vary.update(("Accept", "Accept-Language"))
    return response


def _find_outcome(
    stored: StoredQuery,
    given: Mapping[str, str],
    language: str,
    find_answer: Callable[[str], AnswerTable],
) -> Outcome:
    try:
        text = stored.bind(given)
    except MissingParameter as error:
        # The form was not sent yet: it shows by itself what is required.
        return Outcome(detail=error.message(language) if given else "")
    except ParameterError as error:
        wrong = error.name if isinstance(error, BadParameter | UnknownParameter) else ""
        return Outcome(detail=error.message(language), wrong=wrong, status=400)
    try:
        return Outcome(find_answer(text), strip_header(text))
    except QueryError as error:
        problem = describe_query_error(error, language)
        return Outcome(None, strip_header(text), problem.detail, status=problem.status)


def _find_choices(
    stored: StoredQuery, find_answer: Callable[[str], AnswerTable]
) -> Mapping[str, list[tuple[str, str]]]:
    """Return the possible values of each optional thing: IRI and name.

    A stored query shows its parameters, so the answer without any of them names all values.
    """
    names = [one.name for one in stored.parameters if one.optional and one.type == "IRI"]
    if not names or any(not one.optional and not one.default for one in stored.parameters):
        return {}
    try:
        table = find_answer(stored.bind({}))
    except QueryError:
        return {}
    return {name: [(cell.iri, cell.text) for cell in table.choices(name)] for name in names}


def _find_proposals(
    stored: StoredQuery,
    datasets: Iterable[Dataset],
    things_by_kind: Mapping[str, Sequence[str]],
) -> list[str]:
    """Return the IRIs of the things that a required parameter of any kind may name.

    These are the things with a row in a table; none if they are too many to choose from.
    """
    if not any(one.type == "IRI" and not one.optional for one in stored.parameters):
        return []
    kinds = {kind for one in datasets if one.name != WHOLE for kind in one.kinds}
    things = [things_by_kind[kind] for kind in kinds if kind in things_by_kind]
    few = sum(map(len, things)) <= PROPOSED
    return list(chain.from_iterable(things)) if few else []


def _list_files(stored: StoredQuery, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the name and the address of each format of the answer."""
    rows = [("JSON", "json"), *((row.name, row.extension) for row in BINDINGS_FORMATS)]
    full_names = {"srj": "SPARQL JSON", "srx": "SPARQL XML"}
    return [
        (full_names.get(form, name), f"{stored.name}?{urlencode({**given, 'format': form})}")
        for name, form in rows
    ]
