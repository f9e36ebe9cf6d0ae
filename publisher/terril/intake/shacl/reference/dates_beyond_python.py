"""Dates and times of XML Schema that Python cannot represent, as literals of rdflib.

Python has the years 1 to 9999 and no hour 24, and rdflib takes every other date for ill-typed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from rdflib import XSD, Literal

MIDNIGHT = re.compile(r"24(:00:00(?:\.0+)?)")
ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
INSTANTS = (XSD.dateTime, XSD.dateTimeStamp)
DAYS = (XSD.date, XSD.gYear, XSD.gYearMonth)
A_DAY = timedelta(days=1)


class DateBeyondPython(Literal):
    """A literal that is a value of its datatype, although Python has no such value."""

    __slots__ = ()

    @property
    def ill_typed(self) -> bool:
        """False, since the text is in the lexical space of the datatype."""
        return False

    @property
    def value(self) -> date | time | None:
        """The instant that 24:00:00 is, else the nearest value of Python; ``None`` for others."""
        text = str(self)
        found = Literal(MIDNIGHT.sub(r"00\1", text), datatype=self.datatype).value
        if isinstance(found, datetime) and found.date() < date.max:
            return found + A_DAY
        if self.datatype == XSD.time:
            return found if isinstance(found, time) else None
        nearest = date.min if text.startswith(("-", "0000")) else date.max
        if self.datatype in INSTANTS:
            return datetime.combine(nearest, time.min, UTC if ZONE.search(text) else None)
        return nearest if self.datatype in DAYS else None
