"""The limits of queries as they are told to people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import say_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.web.opened import OpenRelease


@dataclass(frozen=True, slots=True)
class ToldLimit:
    """One limit.

    Attributes:
        name: a word for programs, such as ``seconds``.
        value: the number, in the unit that the sentence names.
        sentence: what it means, in each language of the interface.
    """

    name: str
    value: float
    sentence: Mapping[str, str]


def told_limits(opened: OpenRelease) -> tuple[ToldLimit, ...]:
    """Every limit that a query or a client can meet, in the order in which they matter."""
    limits, rate = opened.limits, opened.queries_per_minute
    told = [
        ToldLimit(
            "seconds",
            limits.seconds,
            say_all("A query may take {value:g} s.", value=limits.seconds),
        ),
        ToldLimit(
            "megabytes",
            limits.megabytes,
            say_all("A query may use {value} MB of memory.", value=limits.megabytes),
        ),
        ToldLimit(
            "rows",
            limits.rows,
            say_all(
                "An answer has at most {value} rows; one with more is refused, not cut.",
                value=limits.rows,
            ),
        ),
        ToldLimit(
            "answer-megabytes",
            limits.answer_megabytes,
            say_all(
                "An answer has at most {value} MB; a larger one is refused, not cut.",
                value=limits.answer_megabytes,
            ),
        ),
        ToldLimit(
            "workers",
            limits.workers,
            say_all("At most {value} queries run at once.", value=limits.workers),
        ),
        ToldLimit(
            "queue",
            limits.queue,
            say_all("At most {value} queries wait for their turn.", value=limits.queue),
        ),
        ToldLimit(
            "text-bytes",
            limits.text_bytes,
            say_all("The text of a query has at most {value} bytes.", value=limits.text_bytes),
        ),
        ToldLimit(
            "depth",
            limits.depth,
            say_all("Brackets nest at most {value} deep.", value=limits.depth),
        ),
    ]
    if quick := limits.quick_seconds:
        sentence = say_all(
            "While others take long, a query of less than {value:g} s goes by them.", value=quick
        )
        told.append(ToldLimit("quick-seconds", quick, sentence))
    if rate:
        sentence = say_all("A client may ask {value} queries in a minute.", value=rate)
        told.append(ToldLimit("queries-per-minute", rate, sentence))
    return tuple(told)
