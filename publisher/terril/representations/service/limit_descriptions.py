"""Describe the limits of queries for people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import translate_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.store.sparql import QueryLimits


@dataclass(frozen=True, slots=True)
class LimitDescription:
    """A limit.

    Attributes:
        name: name for programs, such as ``seconds``.
        value: number in the unit that the sentence names.
        sentence: explanation by language of the interface.
    """

    name: str
    value: float
    sentence: Mapping[str, str]


def describe_limits(limits: QueryLimits, queries_per_minute: int) -> tuple[LimitDescription, ...]:
    """Return every limit that a query or a client can meet, the most important first.

    Args:
        limits: limits of a query.
        queries_per_minute: limit of a client; 0 for none.
    """
    described = [
        LimitDescription(
            "seconds",
            limits.seconds,
            translate_all("A query may take {value:g} s.", value=limits.seconds),
        ),
        LimitDescription(
            "megabytes",
            limits.megabytes,
            translate_all("A query may use {value} MB of memory.", value=limits.megabytes),
        ),
        LimitDescription(
            "rows",
            limits.rows,
            translate_all(
                "An answer has at most {value} rows; one with more is refused, not cut.",
                value=limits.rows,
            ),
        ),
        LimitDescription(
            "answer-megabytes",
            limits.answer_megabytes,
            translate_all(
                "An answer has at most {value} MB; a larger one is refused, not cut.",
                value=limits.answer_megabytes,
            ),
        ),
        LimitDescription(
            "workers",
            limits.workers,
            translate_all("At most {value} queries run at once.", value=limits.workers),
        ),
        LimitDescription(
            "queue",
            limits.queue,
            translate_all("At most {value} queries wait for their turn.", value=limits.queue),
        ),
        LimitDescription(
            "text-bytes",
            limits.text_bytes,
            translate_all(
                "The text of a query has at most {value} bytes.", value=limits.text_bytes
            ),
        ),
        LimitDescription(
            "depth",
            limits.depth,
            translate_all("Brackets nest at most {value} deep.", value=limits.depth),
        ),
    ]
    if quick := limits.quick_seconds:
        sentence = translate_all(
            "While others take long, a query of less than {value:g} s goes by them.", value=quick
        )
        described.append(LimitDescription("quick-seconds", quick, sentence))
    if queries_per_minute:
        sentence = translate_all(
            "A client may ask {value} queries in a minute.", value=queries_per_minute
        )
        described.append(LimitDescription("queries-per-minute", queries_per_minute, sentence))
    return tuple(described)
