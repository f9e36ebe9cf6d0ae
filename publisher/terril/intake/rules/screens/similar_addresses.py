"""Find the things whose addresses are, or look like, those of others."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from terril.intake.rules.things.addresses import EXTENSIONS, normalize_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_IRI = re.compile(r"[\s<>\x00]")


class AddressScreen:
    """A screen for addresses; most of them are spelled in the only way that there is.

    Args:
        base: of the addresses of the town.
    """

    def __init__(self, base: str) -> None:
        self._start = f"<{base}"
        regular = base if normalize_spelling(base) == base else r"(?!)"
        self._unmistakable = re.compile(rf"<{re.escape(regular)}[a-z0-9/_#?=&,;:@+~-]*>")

    def format_spellings(self, subjects: Iterable[str]) -> Iterator[str]:
        """Yield a line to sort for each spelling that a thing may be confused with.

        The line has the spelling as an IRI, then the thing.
        """
        fits = self._unmistakable.fullmatch
        for subject in subjects:
            if fits(subject) or not subject.startswith(self._start):
                continue
            iri = subject[1:-1]
            if (spelling := normalize_spelling(iri)) != iri:
                # What is no IRI may be confused with other such spellings only.
                yield f"<{NO_IRI.sub(chr(1), spelling)}> {subject}\n"
            stem, _, extension = iri.rpartition(".")
            if extension in EXTENSIONS:
                yield f"<{stem}> {subject}\n"


def find_similar(lines: Iterable[str], subjects: Iterable[str]) -> Iterator[str]:
    """Yield the things with one spelling.

    Args:
        lines: sorted, of :meth:`AddressScreen.format_spellings`.
        subjects: N-Triples texts of all things, sorted.
    """
    others = iter(subjects)
    other = next(others, None)
    for start, group in groupby(lines, lambda line: line[: line.index(" ") + 1]):
        things = [line[len(start) : -1] for line in group]
        while other is not None and f"{other} " < start:
            other = next(others, None)
        if other is not None and f"{other} " == start:
            things.append(other)
        if len(set(things)) > 1:
            yield from things
