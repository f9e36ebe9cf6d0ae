"""The process that answers queries on one store, one at a time, until its input is closed.

Started as ``python -m publisher.store.worker STORE MEGABYTES`` by ``worker_process``, and so
often that it imports only what it needs.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from publisher.model.formats import Format
from publisher.store.frames import LARGEST_DATA, Kind, pack, pack_fields, receive, send, unpack_fields
from publisher.store.result_formats import answer_format
from publisher.store.sandbox import (
    Network,
    exhaust_descriptors,
    limit_memory,
    limit_processor_time,
    memory_in_use,
)
from publisher.store.seccomp import forbid_system_calls
from publisher.store.syntax_errors import NOT_AN_ADDRESS, Mistake, find_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

UNKNOWN_FUNCTION = "The function {word} is not known here. Use the functions of SPARQL 1.1."
_CUSTOM_FUNCTION = re.compile(r"custom function (<[^>]*>) is not")

# An element's name in XML cannot begin with a digit: the end of the IRI must hold a name.
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.\-]*\Z")


class _Unwritable(Exception):
    """A predicate that RDF/XML cannot write."""


class _Frames:
    """Where the engine writes: gathered to large frames, sent at once."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) >= LARGEST_DATA:
            send(self._descriptor, pack(Kind.DATA, bytes(self._waiting[:LARGEST_DATA])))
            del self._waiting[:LARGEST_DATA]
        return len(data)

    def flush(self) -> None:
        """Nothing: the engine asks for it more often than it helps."""

    def end(self) -> None:
        if self._waiting:
            send(self._descriptor, pack(Kind.DATA, bytes(self._waiting)))


def main(arguments: list[str]) -> None:
    """Answer queries from standard input until it is closed."""
    answers = _keep_standard_output()
    folder, megabytes = arguments
    limit_memory(int(megabytes))
    network = Network.FILTERED if forbid_system_calls() else Network.EXHAUSTED
    store = Store.read_only(folder)
    if network is Network.EXHAUSTED:
        exhaust_descriptors()
    send(answers, pack_fields(Kind.READY, network=network))
    while (request := receive(0)) is not None:
        _answer(store, unpack_fields(request[1]), answers)


def _keep_standard_output() -> int:
    """A descriptor of our own for answers; whatever else prints goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _answer(store: Store, query: Mapping[str, object], answers: int) -> None:
    limit_processor_time(float(str(query["seconds"])))
    frames = _Frames(answers)
    try:
        rows = _write(store, query, frames)
    except SyntaxError as error:
        failure = _syntax(str(query["text"]), str(error))
    except RuntimeError as error:
        failure = _runtime(str(error))
    except _Unwritable as error:
        failure = {"error": "unwritable", "iri": str(error)}
    except MemoryError:
        failure = {"error": "memory"}
    except (OSError, ValueError) as error:
        failure = {"error": "failed", "reason": str(error)}
    else:
        frames.end()
        send(answers, pack_fields(Kind.END, rows=rows, memory=memory_in_use()))
        return
    send(answers, pack_fields(Kind.ERROR, **failure))


def _write(store: Store, query: Mapping[str, object], frames: _Frames) -> int | None:
    """The number of triples written; ``None`` for solutions, which the engine does not count."""
    results = _evaluate(store, query)
    form = answer_format(str(query["media_type"]))
    if isinstance(results, QueryTriples):
        if not isinstance(form, Format):
            raise ValueError(form.media_type)
        return _write_graph(results, form.syntax, query["prefixes"], frames)
    ...
