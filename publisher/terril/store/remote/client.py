"""Send one query to a remote endpoint over HTTP, for a whole answer or an error."""

from __future__ import annotations

import json
import math
import re
import tempfile
from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError

from SPARQLWrapper import BASIC, DIGEST, JSON, POST, SELECT, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from terril.store.remote.dialects import (
    DIALECTS,
    is_out_of_time,
    read_row_limit,
    restore_booleans,
)
from terril.store.remote.remote_store import read_credentials
from terril.store.workers import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.store.remote.remote_store import RemoteStore

AGENT = "terril"
IN_MEMORY = 2**20
PIECE = 64 * 1024
RESULTS_TYPE = re.compile(r"application/(sparql-results\+)?json")
# Words with which engines report that they gave up: Virtuoso, Fuseki, QLever, Oxigraph.
_LATE_WORDS = re.compile(r"S1T00|tim(?:ed|e)[ -]?out|cancelled|deadline", re.IGNORECASE)
_BUSY = frozenset({429, 502, 503, 504})


def query_store(store: RemoteStore, text: str, seconds: float, most: int) -> IO[bytes]:
    """Return the JSON results of a SELECT or ASK, at position 0; the caller closes them.

    Args:
        store: to query.
        text: without updates and SERVICE.
        seconds: after which the engine is to give up, and we do.
        most: bytes that are taken.

    Raises:
        NoAnswerError: there is no answer, or only a part of one.
    """
    try:
        response = _build_wrapper(store, text, seconds).query().response
        with response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            _check(headers)
            return _spool(response, headers, most, store.engine)
    except NoAnswerError:
        raise
    except (SPARQLWrapperException, OSError, HTTPException) as error:
        _close(error)
        raise NoAnswerError(_describe_failure(error)) from error


def _build_wrapper(store: RemoteStore, text: str, seconds: float) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(store.query, returnFormat=JSON, agent=AGENT)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setTimeout(math.ceil(seconds))
    for name, value in DIALECTS[store.engine].time_limit(seconds).items():
        wrapper.addParameter(name, value)
    login, known = DIALECTS[store.engine].login, read_credentials()
    if known and login != "bearer":
        wrapper.setCredentials(*known)
        wrapper.setHTTPAuth(DIGEST if login == "digest" else BASIC)
    wrapper.setQuery(text)
    # It guesses the form from the text; whatever it guesses, this is never sent as an update.
    wrapper.queryType = SELECT
    return wrapper


def _check(headers: Mapping[str, str]) -> None:
    if is_out_of_time(headers):
        raise NoAnswerError(Failure(Cause.TIME))
    if rows := read_row_limit(headers):
        raise NoAnswerError(Failure(Cause.CUT, found=str(rows)))
    if not RESULTS_TYPE.match(headers.get("content-type", "")):
        media_type = headers.get("content-type", "nothing")
        raise NoAnswerError(Failure(Cause.ENGINE, f"the store answered with {media_type}"))


def _spool(response: IO[bytes], headers: Mapping[str, str], most: int, engine: str) -> IO[bytes]:
    content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the caller closes it
    size = 0
    while piece := response.read(PIECE):
        size += len(piece)
        if size > most:
            content.close()
            raise NoAnswerError(Failure(Cause.LARGE))
        content.write(piece)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) != size:
        content.close()
        raise NoAnswerError(Failure(Cause.UNREACHABLE, "the store broke its answer off"))
    content.seek(0)
    dialect = DIALECTS[engine]
    return (
        _rewrite_booleans(content, dialect.most_rows) if dialect.booleans_as_numbers else content
    )


def _rewrite_booleans(content: IO[bytes], most_rows: int) -> IO[bytes]:
    """Return results with booleans as RDF writes them, for an engine that writes a row a line."""
    changed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the caller closes it
    with content:
        for number, line in enumerate(content):
            if number > most_rows:
                changed.close()
                raise NoAnswerError(Failure(Cause.CUT, found=str(most_rows)))
            changed.write(restore_booleans(line))
    changed.seek(0)
    return changed


def _close(error: Exception) -> None:
    """Close the connection that an error of HTTP, or one made of it, still holds."""
    for one in (error, error.__context__):
        if isinstance(one, HTTPError):
            one.close()


def _describe_failure(error: Exception) -> Failure:
    """Return the failure that an error of the connection or of the engine amounts to."""
    detail = f"{type(error).__name__}: {error}"[:2000]
    reason = getattr(error, "reason", None)
    if isinstance(error, TimeoutError) or isinstance(reason, TimeoutError):
        return Failure(Cause.TIME)
    # An engine that cannot read a query repeats it, with whatever words it has.
    if not isinstance(error, QueryBadFormed) and _LATE_WORDS.search(detail):
        return Failure(Cause.TIME)
    if isinstance(error, HTTPError):
        return Failure(Cause.UNREACHABLE if error.code in _BUSY else Cause.ENGINE, detail)
    if isinstance(error, URLError | OSError | HTTPException):
        return Failure(Cause.UNREACHABLE, detail)
    return Failure(Cause.ENGINE, detail)


def read_boolean(content: IO[bytes]) -> bool:
    """Return the answer to ASK, also if it is written as a row or as none (Virtuoso 7.2)."""
    try:
        found = json.load(content)
        if "boolean" in found:
            return bool(found["boolean"])
        return bool(found["results"]["bindings"])
    except (ValueError, KeyError, TypeError) as error:
        raise NoAnswerError(Failure(Cause.ENGINE, f"no boolean: {error}")) from error
