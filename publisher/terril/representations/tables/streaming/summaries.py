"""Summarize each subject of a town for what links to it: its labels, and its place on earth.

A label is needed for each link of a table. Finding a subject in the spool for each would read
all its statements; a summary is a line in a file of a tenth of the size.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from terril.model.languages import choose_text
from terril.model.spool.sorted_lines import SortedLines, name_index, read_index
from terril.model.spool.spool import Spool
from terril.model.spool.term_text import get_language, get_text, is_iri, is_literal
from terril.model.spool.workers import map_in_processes
from terril.model.vocabulary import LABELS, SCHEMA, shorten_unnamed
from terril.representations.pages.coordinates import MAX_LATITUDE, MAX_LONGITUDE, parse_degrees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from terril.model.spool.segment import Segment

NAMES = tuple(str(label) for label in LABELS)
GEO, LATITUDE, LONGITUDE = (f"<{SCHEMA}{name}>" for name in ("geo", "latitude", "longitude"))
BLOCK = 4096
"""Bytes between two entries of the index of the file."""
CACHED = 20_000
READ = re.compile(
    rf"\n(<[^ \n]+) ({'|'.join(map(re.escape, (*NAMES, GEO, LATITUDE, LONGITUDE)))}) "
    r"([^\n]+) [^ \n]+ \.(?=\n)"
)
"""Statements of which summaries are made, each behind the end of another line."""


class Summary(NamedTuple):
    """The facts that a table shows of a thing that another one links to.

    Attributes:
        labels: in each language of the tables.
        points: N-Triples texts of the points that give its position.
        latitude: in degrees, if it is a point.
        longitude: in degrees, if it is a point.
    """

    labels: Sequence[str]
    points: Sequence[str] = ()
    latitude: float | None = None
    longitude: float | None = None


class Summaries:
    """The summaries of a town.

    Args:
        path: of the file that :func:`write_summaries` wrote.
        languages: number of the languages of the tables.
    """

    def __init__(self, path: Path, languages: int) -> None:
        self._lines = SortedLines(path)
        self._languages = languages
        self._starts, self._firsts = read_index(path)
        self._starts.append(self._lines.size)
        self.find = lru_cache(maxsize=CACHED)(self._find)

    def _find(self, term: str) -> Summary:
        """Return the summary of an IRI; one without labels is labelled by the IRI itself."""
        place = bisect_right(self._firsts, term)
        if place:
            block = self._lines.read(self._starts[place - 1], self._starts[place])
            key = f"\n{term} ".encode()
            start = 0 if block.startswith(key[1:]) else block.find(key) + 1
            if start or block.startswith(key[1:]):
                line = block[start + len(key) - 1 : block.index(b"\n", start)]
                labels, *rest = json.loads(line)
                return Summary(labels or self.shorten(term), *rest)
        return Summary(self.shorten(term))

    def shorten(self, term: str) -> Sequence[str]:
        """Return the label of an IRI that has none, in each language."""
        return (shorten_unnamed(term[1:-1]),) * self._languages


class Summarizer:
    """A function that returns the summaries of a segment as lines, for worker processes.

    Args:
        path: of the spool.
        languages: for each language of the tables, the languages in which to look for a label.
    """

    def __init__(self, path: Path, languages: Sequence[Sequence[str]]) -> None:
        self.path = path
        self.languages = languages

    @cached_property
    def _spool(self) -> Spool:
        return Spool(self.path)

    def __call__(self, number: int) -> bytes:
        """Return the lines of a segment, given its number."""
        segment = self._spool.read_segment(number)
        return "".join(self._summarize(segment)).encode()

    def _summarize(self, segment: Segment) -> Iterator[str]:
        found: dict[str, dict[str, dict[str, None]]] = {}
        for subject, predicate, value in READ.findall(f"\n{segment.text}"):
            found.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        for subject, values in found.items():
            labels = choose_labels(values, self.languages)
            parts: list[object] = [labels]
            points = [value for value in values.get(GEO, ()) if is_iri(value)]
            degrees = (
                _read_degrees(values.get(LATITUDE, ()), MAX_LATITUDE),
                _read_degrees(values.get(LONGITUDE, ()), MAX_LONGITUDE),
            )
            if points or degrees != (None, None):
                parts += [points, *degrees]
            yield f"{subject} {json.dumps(parts, ensure_ascii=False)}\n"


def choose_labels(
    values: Mapping[str, Iterable[str]], languages: Iterable[Sequence[str]]
) -> list[str] | None:
    """Return the label of a thing for each language; ``None`` if it has no label.

    Args:
        values: objects by predicate, both as N-Triples texts.
        languages: for each language, those in which to look for a label, preferred first.
    """
    for name in NAMES:
        texts: dict[str, str] = {}
        for value in values.get(name, ()):
            if is_literal(value):
                tag, text = get_language(value), get_text(value)
                # Two labels of one language: the same one is taken on every machine.
                texts[tag] = min(texts.get(tag, text), text)
        if texts:
            chosen = (choose_text(texts, one) for one in languages)
            return [one[0] for one in chosen if one]
    return None


def write_summaries(
    spool: Spool,
    path: Path,
    languages: Sequence[Sequence[str]],
    processes: int,
    report: Callable[[], None],
) -> None:
    """Write the summaries of all subjects, sorted, with an index beside them.

    Args:
        spool: every statement.
        path: of the file.
        languages: for each language of the tables, the languages in which to look for a label.
        processes: number of worker processes.
        report: called for each segment.
    """
    summarize = Summarizer(spool.path, languages)
    with path.open("wb") as file, name_index(path).open("wb") as index:
        position, last = 0, -BLOCK
        for lines in map_in_processes(summarize, range(len(spool)), processes):
            for line in lines.splitlines(keepends=True):
                if position - last >= BLOCK:
                    index.write(b"%d %b\n" % (position, line.partition(b" ")[0]))
                    last = position
                position += len(line)
            file.write(lines)
            report()


def _read_degrees(values: Iterable[str], most: float) -> float | None:
    texts = (get_text(value) if is_literal(value) else value for value in values)
    return parse_degrees(texts, most)
