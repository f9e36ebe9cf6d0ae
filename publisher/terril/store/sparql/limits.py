"""Define the limits of a query, and of how many may run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The limits of one pool of query workers.

    Attributes:
        seconds: wall-clock time of one query, and the longest wait for a free worker.
        megabytes: memory that one query may use, in MB of 2**20 bytes.
        workers: queries that run at once.
        queue: queries that may wait for a worker.
        answer_megabytes: size of one answer, in MB of 2**20 bytes.
        rows: solutions or triples of one answer.
        depth: nesting of brackets in a query.
        text_bytes: length of a query's text in UTF-8.
        quick_seconds: how long a query is tried while all workers are busy; one that needs
            more waits for a worker and starts again. 0 turns this off.
    """

    seconds: float = 10.0
    megabytes: int = 1024
    workers: int = 2
    queue: int = 32
    answer_megabytes: int = 256
    rows: int = 1_000_000
    depth: int = 100
    text_bytes: int = 100_000
    quick_seconds: float = 0.0
