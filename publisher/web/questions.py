"""Stored queries: ``/query/{name}?parameter=…`` answers people who know no SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from publisher.languages import say
from publisher.web.citing import OURS
from publisher.web.problems import Problem
from publisher.web.protocol import Asked
from publisher.web.readers import reader_of_request
from publisher.web.sparql import answer_to

if TYPE_CHECKING:
    from publisher.web.opened import OpenRelease


def question(opened: OpenRelease, name: str) -> Response:
    """The answer to a stored query, its parameters bound as terms.

    Raises:
        Problem: a parameter is given twice.
    """
    stored = opened.questions.get(name)
    if stored is None:
        raise NotFound
    values = {}
    for key in request.args:
        given = request.args.getlist(key)
        if len(given) > 1:
            language = reader_of_request().language
            raise Problem(400, say("Give “{name}” once, not several.", language, name=key[:40]))
        values[key] = given[0]
    form = values.get("format", "")
    text = stored.bind({key: value for key, value in values.items() if key not in OURS})
    return answer_to(opened, Asked(text, form=form))
