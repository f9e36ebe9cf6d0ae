"""Answer requests from a remote store, in the formats and with the errors of the local engine.

Only SELECT and ASK are sent. Graphs are made here, from solutions: what DESCRIBE gives is left
to each engine by SPARQL, and an engine that cuts the triples of CONSTRUCT need not report it.
"""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, cast

from terril.model.formats import Format
from terril.store.remote.leak_guard import LeakGuard
from terril.store.remote.replicas import Replicas
from terril.store.remote.session import Session
from terril.store.sparql import CountedOutput, QueryForm, find_format
from terril.store.workers import guard_output, write_graph

if TYPE_CHECKING:
    from terril.store.remote.release_graphs import RemoteRelease
    from terril.store.workers import Request

PIECE = 64 * 1024


class RemoteEngine:
    """An engine for one release in a remote store.

    Args:
        release: which, and where.
        most: bytes of results that are taken from the store.
    """

    def __init__(self, release: RemoteRelease, most: int) -> None:
        self._graphs = release.graphs
        self._replicas = Replicas(release, most, os.getpid())

    def write_answer(self, request: Request, output: IO[bytes]) -> int | None:
        """Write the answer and return the number of triples or solutions; ``None`` for a boolean.

        Raises:
            TooManyRowsError: there are more of them than the request allows.
            SyntaxError: the query is no SPARQL.
            RuntimeError: it calls a function that SPARQL does not have.
            NoAnswerError: a word about graphs is glued, the store gives no whole answer, or the
                format has no way to write it.
        """
        session = Session(self._graphs, self._replicas, request)
        rewriter = session.rewriter
        form = find_format(request.media_type)
        if isinstance(form, Format):
            return write_graph(session.build_triples(), form, request, output)
        guarded = io.BufferedWriter(LeakGuard(output, self._graphs.inner_start), PIECE)
        if rewriter.parts.form is QueryForm.ASK:
            session.fetch_boolean(rewriter.rewrite()).serialize(guarded, format=form.syntax)
            guarded.flush()
            return None
        rows = CountedOutput(guard_output(cast("IO[bytes]", guarded), form), form, request.rows)
        session.write_rows(cast("IO[bytes]", rows), form.syntax)
        guarded.flush()
        return rows.count
