"""Find the things that may have the name, and a class, of another of their kind."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from terril.intake.rules.things.repetition import DISTINCTIONS
from terril.model.spool.term_text import get_language, get_text
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RDF_TYPE = str(TYPE)
PROPERTIES = frozenset((RDF_TYPE, *map(str, DISTINCTIONS)))
"""What tells things of one name apart."""


def format_names(kind: str, subject: str, values: Mapping[str, Iterable[str]], name: str) -> str:
    """Return a line to sort: the name of a thing, the thing, and what tells it apart.

    No term has a tab or a line end in its N-Triples text.

    Args:
        kind: of the thing.
        subject: its N-Triples text.
        values: objects by predicate.
        name: a literal.
    """
    text = " ".join(get_text(name).split()).casefold()
    told = [f"{one} {value}" for one in values.keys() & PROPERTIES for value in values[one]]
    return "\t".join((f"{kind} {get_language(name)} {text}", subject, *told)) + "\n"


def find_equal_names(lines: Iterable[str]) -> Iterator[str]:
    """Yield the things that may be twins of others, given sorted lines of names."""
    for _, group in groupby(lines, lambda line: line[: line.index("\t")]):
        things = list(group)
        if len(things) > 1:
            yield from _find_twins(things, RDF_TYPE, frozenset())


def _find_twins(lines: Sequence[str], predicate: str, tried: frozenset[str]) -> Iterator[str]:
    """Yield the things that share a value of each property that all of them have.

    Args:
        lines: of things of one name.
        predicate: a property; things that do not have it are no twins.
        tried: the properties whose values these things share already.
    """
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        for told in dict.fromkeys(_list_told(line)):
            if told.startswith(f"{predicate} "):
                shared[told].append(line)
    for bucket in shared.values():
        if len(bucket) == 1:
            continue
        following = _find_common(bucket) - tried - {predicate}
        if following:
            yield from _find_twins(bucket, min(following), tried | {predicate})
        else:
            yield from (line.split("\t", 2)[1] for line in bucket)


def _list_told(line: str) -> list[str]:
    return line[:-1].split("\t")[2:]


def _find_common(lines: Iterable[str]) -> frozenset[str]:
    """Return the properties that all things have."""
    having = ({told[: told.index(" ")] for told in _list_told(line)} for line in lines)
    return frozenset(set.intersection(*having))
