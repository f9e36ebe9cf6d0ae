"""Long work shows how far it is, how fast, and how long it may still take; short work nothing."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.cli.progress import CLEAR_LINE, ProgressDisplay
from terril.cli.rate import ESTIMATE_SECONDS, WINDOW_SECONDS, Meter, describe_duration
from terril.model.execution.progress import Step, Unit
from terril.model.languages import load_catalogue

SPACE = "\N{NARROW NO-BREAK SPACE}"


def measure(rate: float, seconds: int, total: int, unit: Unit = Unit.STATEMENTS) -> Meter:
    """Return a meter of work at a rate, since time 0."""
    meter = Meter("work", unit, 0.0)
    for second in range(1, seconds + 1):
        meter.update(int(rate * second), total, float(second))
    return meter


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "120,000 of 1,000,000 statements, 12,000 statements/s, about 2 min left"),
        (
            "fr",
            f"120{SPACE}000 sur 1{SPACE}000{SPACE}000 énoncés, 12{SPACE}000 énoncés/s, "
            "encore 2 min environ",
        ),
    ],
)
def test_amount_rate_and_remaining_time_are_shown(language: str, words: str) -> None:
    assert measure(12_000, 10, 1_000_000).describe(10.0, language) == words


def test_one_is_singular_and_bytes_are_megabytes() -> None:
    one_a_second = "1 of 1 file, 1 file/s"
    assert measure(1, 1, 1, Unit.FILES).describe(1.0, "en") == one_a_second
    slow = measure(0.5, 4, 4, Unit.FILES).describe(4.0, "en")
    assert slow == "2 of 4 files, 30 files/min, about 4 s left"
    read = measure(5e6, 4, 10**8, Unit.BYTES).describe(4.0, "fr")
    assert read == "20 sur 100 Mo, 5 Mo/s, encore 16 s environ"


def test_an_unknown_total_has_no_end() -> None:
    assert measure(10, 5, 0).describe(5.0, "en") == "50 statements, 10 statements/s"
    assert Meter("work", Unit.ROWS, 0.0).describe(9.0, "en") == ""


def test_the_rate_follows_what_happens_of_late() -> None:
    meter = measure(1000, 10, 10**6)
    for second in range(11, 11 + 2 * int(WINDOW_SECONDS)):
        meter.update(10_000 + (second - 10), 10**6, float(second))
    assert meter.measure_rate(10.0 + 2 * WINDOW_SECONDS) == pytest.approx(1, rel=0.1)


@given(
    st.lists(st.tuples(st.floats(0, 5), st.integers(0, 10**6)), max_size=50),
    st.integers(0, 10**8),
)
def test_an_estimate_is_never_negative_and_comes_late_enough(
    steps: list[tuple[float, int]], total: int
) -> None:
    meter, now, done = Meter("work", Unit.THINGS, 0.0), 0.0, 0
    for seconds, more in steps:
        now, done = now + seconds, done + more
        meter.update(done, total, now)
        left = meter.estimate_seconds(now)
        assert left is None or left >= 0
        assert left is None or now >= ESTIMATE_SECONDS
        assert 0 <= meter.share <= 1
        assert meter.describe(now, "fr") or not (done or total)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 s"),
        (1.2, "2 s"),
        (60, "60 s"),
        (61, "2 min"),
        (3541, "1 h 0 min"),
        (3900, "1 h 5 min"),
    ],
)
def test_a_duration_is_rounded_up(seconds: float, words: str) -> None:
    assert describe_duration(seconds, "en") == words


def test_every_step_has_a_unit_and_a_name_in_french() -> None:
    for step in Step:
        assert step.unit in Unit
        assert step.value in load_catalogue("fr")


def test_short_work_shows_nothing() -> None:
    stream = io.StringIO()
    with ProgressDisplay(stream, live=True) as display:
        display.report("work", 1, 2, Unit.FILES)
    assert stream.getvalue() == ""


def wait_for(stream: io.StringIO, words: str) -> None:
    while words not in stream.getvalue():
        time.sleep(0.02)


def test_a_terminal_shows_one_line_that_is_cleared_at_the_end() -> None:
    stream = io.StringIO()
    with ProgressDisplay(stream, live=True) as display:
        display.report("first", 1, 4, Unit.FILES)
        wait_for(stream, "first")
        display.report("second", 0, 0, Unit.FILES)
        wait_for(stream, "second")
    shown = stream.getvalue()
    assert "━" in shown
    assert "\n" not in shown
    assert shown.endswith(CLEAR_LINE)


def test_a_log_gets_lines() -> None:
    stream = io.StringIO()
    with ProgressDisplay(stream, live=False, pause=0.01) as display:
        display.report("work", 3, 4, Unit.FILES)
        wait_for(stream, "\n")
    lines = stream.getvalue().splitlines()
    assert lines
    assert all(line.startswith("work  3 ") for line in lines)
    assert CLEAR_LINE not in stream.getvalue()


def test_a_stream_that_was_closed_does_not_end_the_work() -> None:
    stream = io.StringIO()
    with ProgressDisplay(stream, live=False, pause=0.01) as display:
        display.report("work", 3, 4, Unit.FILES)
        wait_for(stream, "\n")
        stream.close()
        time.sleep(0.1)
        display.report("work", 4, 4, Unit.FILES)
