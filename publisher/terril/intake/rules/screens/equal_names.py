"""Find the things that may have the name, and a class, of another of their kind."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from terril.intake.rules.things.repetition import DISTINCTIONS
from terril.model.spool.term_text import get_language, get_text
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RDF_TYPE = str(TYPE)
PROPERTIES = frozenset((RDF_TYPE, *map(str, DISTINCTIONS)))
"""The properties that distinguish things of one name, their types included."""


def hash_name(kind: str, name: str) -> int:
    """Return a checksum that equal names of things of a kind have in common.

    Args:
        kind: of the thing.
        name: N-Triples text of a literal, and whatever follows it in a line.
    """
    return crc32(_normalize(kind, name).encode())


def format_name(kind: str, subject: str, values: Mapping[str, Iterable[str]], name: str) -> str:
    """Return a line to sort: the name of a thing, the thing, and what tells it apart.

    No term has a tab or a line end in its N-Triples text.

    Args:
        kind: of the thing.
        subject: its N-Triples text.
        values: objects by predicate.
        name: a literal.
    """
    properties = [f"{one} {value}" for one in values.keys() & PROPERTIES for value in values[one]]
    return "\t".join((_normalize(kind, name), subject, *properties)) + "\n"


def _normalize(kind: str, name: str) -> str:
    tag = get_language(name[name.rindex('"') :].partition(" ")[0])
    return f"{kind} {tag} {' '.join(get_text(name).split()).casefold()}"


def find_repeated_hashes(hashes: Sequence[int]) -> set[int]:
    """Return the checksums that are there twice."""
    ordered = sorted(hashes)
    return {one for one, other in pairwise(ordered) if one == other}


def find_equal_names(lines: Iterable[str]) -> Iterator[str]:
    """Yield the things that may be twins of others, given sorted lines of names."""
    for _, group in groupby(lines, lambda line: line[: line.index("\t")]):
        yield from _find_twins(list(group), RDF_TYPE, frozenset())


def _find_twins(lines: Sequence[str], predicate: str, tried: frozenset[str]) -> Iterator[str]:
    """Yield the things that share a value of each property that all of them have.

    Args:
        lines: of things of one name.
        predicate: a property; things that do not have it are no twins.
        tried: the properties whose values these things share already.
    """
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        for value in dict.fromkeys(_list_properties(line)):
            if value.startswith(f"{predicate} "):
                shared[value].append(line)
    for bucket in shared.values():
        things = {line.split("\t", 2)[1].rstrip("\n") for line in bucket}
        if len(things) == 1:
            continue
        if following := _find_common(bucket) - tried - {predicate}:
            yield from _find_twins(bucket, min(following), tried | {predicate})
        else:
            yield from things


def _list_properties(line: str) -> list[str]:
    return line[:-1].split("\t")[2:]


def _find_common(lines: Iterable[str]) -> frozenset[str]:
    """Return the properties that all things have."""
    having = ({one[: one.index(" ")] for one in _list_properties(line)} for line in lines)
    return frozenset(set.intersection(*having))
