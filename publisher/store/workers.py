"""Queries answered by processes that can be killed; the only way a query reaches the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from publisher.store.answers import Answer
from publisher.store.limits import QueryLimits
from publisher.store.query_text import QueryText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Answer", "PoolStatistics", "Query", "QueryLimits", "QueryWorkers", "ask_once"]


@dataclass(frozen=True, slots=True)
class Query:
    """A question for the workers.

    Attributes:
        text: examined text.
        media_type: of a row of ``result_formats.formats_for(graph=text.graph)``.
        default_graphs: IRIs of the protocol's ``default-graph-uri``. With these or
            ``named_graphs``, the query's own FROM is set aside (SPARQL 1.1 Protocol, 2.1.4).
        named_graphs: IRIs of the protocol's ``named-graph-uri``.
    """

    text: QueryText
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolStatistics:
    """A pool at one moment.

    Attributes:
        running: queries that a worker has.
        waiting: queries that wait for a worker.
        answered: queries with an answer since the start.
        failed: queries that were stopped or got an error from their worker.
        restarts: workers that were replaced.
    """

    running: int
    waiting: int
    answered: int
    failed: int
    restarts: int


class QueryWorkers:
    """A pool of workers on one store, used from many threads.

    Args:
        store: folder of the store, opened read-only.
        limits: what a query may use.
        prefixes: namespaces that a query need not declare.
        spares: processes kept ready beyond ``limits.workers``.
    """

    def __init__(
        self, store: Path, limits: QueryLimits, prefixes: Mapping[str, str], *, spares: int = 1
    ) -> None:
        raise NotImplementedError

    def ask(self, query: Query) -> Answer:
        """The whole answer to a query. Waits for a free worker, then for the answer.

        Raises:
            QueryQueueFull: too many are waiting, or none became free in ``limits.seconds``.
            QuerySyntax: the engine cannot read the query.
            QueryTimeout: it took more than ``limits.seconds`` and was stopped.
            QueryMemory: it needed more than ``limits.megabytes`` and was stopped.
            QueryTooDeep: the engine's stack overflowed.
            AnswerTooLarge: its answer passed ``limits.answer_megabytes``.
            AnswerUnwritable: its graph cannot be written in the format asked for.
            QueryFailed: the worker stopped for another reason.
        """
        raise NotImplementedError

    def statistics(self) -> PoolStatistics:
        """The pool at this moment."""
        raise NotImplementedError

    def close(self) -> None:
        """Let running queries end, then end the processes.

        A query that comes later still is answered, by a process started for it alone: a
        request that began before a release switch keeps its release.
        """
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ask_once(
    store: Path, limits: QueryLimits, prefixes: Mapping[str, str], query: Query
) -> Answer:
    """The answer to one query, by a worker that lives for it alone; raises as ``ask``."""
    raise NotImplementedError
