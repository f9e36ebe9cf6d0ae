"""The limits of queries as they are told to people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import translations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.web.opened import ServedRelease


@dataclass(frozen=True, slots=True)
class QueryLimit:
    """One limit.

    Attributes:
        name: a word for programs, such as ``seconds``.
        value: the number, in the unit that the sentence names.
        sentence: what it means, in each language of the interface.
    """

    name: str
    value: float
    sentence: Mapping[str, str]


def query_limits(served: ServedRelease) -> tuple[QueryLimit, ...]:
    """Every limit that a query or a client can meet, in the order in which they matter."""
    limits, rate = served.limits, served.queries_per_minute
    told = [
        QueryLimit(
            "seconds",
            limits.seconds,
            translations("A query may take {value:g} s.", value=limits.seconds),
        ),
        QueryLimit(
            "megabytes",
            limits.megabytes,
            translations("A query may use {value} MB of memory.", value=limits.megabytes),
        ),
        QueryLimit(
            "rows",
            limits.rows,
            translations(
                "An answer has at most {value} rows; one with more is refused, not cut.",
                value=limits.rows,
            ),
        ),
        QueryLimit(
            "answer-megabytes",
            limits.answer_megabytes,
            translations(
                "An answer has at most {value} MB; a larger one is refused, not cut.",
                value=limits.answer_megabytes,
            ),
        ),
        QueryLimit(
            "workers",
            limits.workers,
            translations("At most {value} queries run at once.", value=limits.workers),
        ),
        QueryLimit(
            "queue",
            limits.queue,
            translations("At most {value} queries wait for their turn.", value=limits.queue),
        ),
        QueryLimit(
            "text-bytes",
            limits.text_bytes,
            translations(
                "The text of a query has at most {value} bytes.", value=limits.text_bytes
            ),
        ),
        QueryLimit(
            "depth",
            limits.depth,
            translations("Brackets nest at most {value} deep.", value=limits.depth),
        ),
    ]
    if quick := limits.quick_seconds:
        sentence = translations(
            "While others take long, a query of less than {value:g} s goes by them.", value=quick
        )
        told.append(QueryLimit("quick-seconds", quick, sentence))
    if rate:
        sentence = translations("A client may ask {value} queries in a minute.", value=rate)
        told.append(QueryLimit("queries-per-minute", rate, sentence))
    return tuple(told)
