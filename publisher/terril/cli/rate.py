"""Measure the rate of a step and estimate when it ends, in the words of a language."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from terril.model.execution.progress import Unit
from terril.model.languages import format_number, gettext, gettext_noop, ngettext, ngettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOW_SECONDS = 15.0
"""The rate is that of this time, so that it follows a step whose pieces differ."""
SAMPLE_SECONDS = 0.2
ESTIMATE_SECONDS = 2.0
"""Before that, an end would be a guess."""
MINUTE, HOUR = 60, 3600
MEGABYTE = 10**6

_UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.FILES: ngettext_noop("{count} file", "{count} files"),
    Unit.LINKS: ngettext_noop("{count} link", "{count} links"),
    Unit.ROWS: ngettext_noop("{count} row", "{count} rows"),
    Unit.STATEMENTS: ngettext_noop("{count} statement", "{count} statements"),
    Unit.THINGS: ngettext_noop("{count} thing", "{count} things"),
}
MEGABYTES = gettext_noop("{count} MB")
OF = gettext_noop("{done} of {total}")
PER_SECOND = gettext_noop("{amount}/s")
PER_MINUTE = gettext_noop("{amount}/min")
LEFT = gettext_noop("about {duration} left")
SECONDS = gettext_noop("{count} s")
MINUTES = gettext_noop("{count} min")
HOURS = gettext_noop("{hours} h {minutes} min")


class Meter:
    """A meter of one step; times are of the monotonic clock.

    Attributes:
        label: name of the step, in the language of the reader.
        began: when it began.
        done: units that are done.
        total: all of them; 0 if not known.
    """

    def __init__(self, label: str, unit: Unit, began: float) -> None:
        self.label = label
        self.began = began
        self.done = self.total = 0
        self._unit = unit
        self._samples: deque[tuple[float, int]] = deque([(began, 0)])

    @property
    def share(self) -> float:
        """The part that is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def update(self, done: int, total: int, now: float) -> None:
        """Take in how much is done."""
        self.done, self.total = done, total
        if now - self._samples[-1][0] >= SAMPLE_SECONDS:
            self._samples.append((now, done))
            # One sample from before the window stays, to measure from.
            while len(self._samples) > 2 and self._samples[1][0] < now - WINDOW_SECONDS:
                self._samples.popleft()

    def measure_rate(self, now: float) -> float:
        """Return the units of a second, of late; 0 if nothing was done."""
        began, done = self._samples[0]
        return (self.done - done) / (now - began) if now - began >= SAMPLE_SECONDS else 0.0

    def estimate_seconds(self, now: float) -> float | None:
        """Return the seconds that are left; ``None`` if that cannot be known yet."""
        rate = self.measure_rate(now)
        known = self.total and rate > 0 and now - self.began >= ESTIMATE_SECONDS
        return max(0.0, self.total - self.done) / rate if known else None

    def describe(self, now: float, language: str) -> str:
        """Return how much is done, the rate and the time left; ``""`` if nothing is counted."""
        if not (self.total or self.done):
            return ""
        parts = [self._describe_amount(language), self._describe_rate(now, language)]
        left = self.estimate_seconds(now)
        if left is not None and self.done < self.total:
            duration = describe_duration(left, language)
            parts.append(gettext(LEFT, language, duration=duration))
        return ", ".join(part for part in parts if part)

    def _describe_amount(self, language: str) -> str:
        if not self.total:
            return format_amount(self.done, self._unit, language)
        scale = MEGABYTE if self._unit is Unit.BYTES else 1
        done = format_number(self.done // scale, language)
        total = format_amount(self.total, self._unit, language)
        return gettext(OF, language, done=done, total=total)

    def _describe_rate(self, now: float, language: str) -> str:
        rate = self.measure_rate(now)
        least = MEGABYTE if self._unit is Unit.BYTES else 1
        sentence, count = (PER_SECOND, rate) if rate >= least else (PER_MINUTE, rate * MINUTE)
        if count < least:
            return ""
        amount = format_amount(round(count), self._unit, language)
        return gettext(sentence, language, amount=amount)


def format_amount(count: int, unit: Unit, language: str) -> str:
    """Return a number of units, as “1 statement” or “12,000 statements”."""
    if unit is Unit.BYTES:
        return gettext(MEGABYTES, language, count=format_number(count // MEGABYTE, language))
    return ngettext(*_UNITS[unit], count, language)


def describe_duration(seconds: float, language: str) -> str:
    """Return a time in its two largest units at most, rounded up: “40 s”, “2 min”, “1 h 5 min”."""
    if seconds <= MINUTE:
        return gettext(SECONDS, language, count=max(1, math.ceil(seconds)))
    minutes = math.ceil(seconds / MINUTE)
    if minutes < MINUTE:
        return gettext(MINUTES, language, count=minutes)
    return gettext(HOURS, language, hours=minutes // MINUTE, minutes=minutes % MINUTE)
