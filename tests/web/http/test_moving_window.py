"""A client has at most so many queries in any sixty seconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terril.web.http.rate_limits import SECONDS, MovingWindow

REQUESTS = st.lists(
    st.tuples(st.sampled_from("ab"), st.floats(0, 40, allow_nan=False)), max_size=40
)


@given(limit=st.integers(1, 4), requests=REQUESTS)
def test_no_minute_has_more_than_the_limit_and_none_is_refused_without_need(
    limit: int, requests: list[tuple[str, float]]
) -> None:
    window = MovingWindow(limit)
    counted: dict[str, list[float]] = {"a": [], "b": []}
    now = 0.0
    for client, pause in requests:
        now += pause
        recent = [time for time in counted[client] if time > now - SECONDS]
        wait = window.count(client, now)
        if wait:
            assert len(recent) == limit
            assert wait == min(SECONDS, recent[0] + SECONDS - now)
            assert 0 < wait <= SECONDS
        else:
            assert len(recent) < limit
            counted[client].append(now)


def test_clients_of_whom_nothing_is_heard_for_a_minute_are_forgotten() -> None:
    window = MovingWindow(2)
    for number in range(1000):
        window.count(f"client-{number}", number)
    assert window.clients <= SECONDS
