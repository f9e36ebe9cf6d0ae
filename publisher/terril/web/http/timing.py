"""What a query has cost, as browsers and programs can read it (W3C Server Timing)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import Flask, g

if TYPE_CHECKING:
    from terril.store.sparql import Answer


def install(app: Flask) -> None:
    """Note when each request began."""

    @app.before_request
    def _begin() -> None:
        g.began = time.monotonic()


def seconds_until_now() -> float:
    """Since the request began."""
    return time.monotonic() - float(g.get("began", time.monotonic()))


def server_timing(answer: Answer) -> str:
    """The value of the header, in milliseconds; ``rows`` where they are counted."""
    cost = [f"total;dur={seconds_until_now() * 1000:.1f}"]
    if answer.kept:
        cost.append("cache;desc=hit")
    else:
        cost.append(f"queue;dur={answer.waited * 1000:.1f}")
        cost.append(f"query;dur={answer.seconds * 1000:.1f}")
    if answer.rows is not None:
        cost.append(f'rows;desc="{answer.rows}"')
    return ", ".join(cost)
