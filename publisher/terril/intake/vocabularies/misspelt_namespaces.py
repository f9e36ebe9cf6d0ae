"""Find the vocabulary that is meant by a namespace with a slip in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.intake.vocabularies import get_namespace, load_vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterator

WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
SEPARATORS = "/#"


def find_meant_term(iri: str) -> tuple[str, str]:
    """Return the namespace as it is written and the term that is meant; two ``""`` if none is.

    A namespace is misspelt if another scheme, ``www.``, capital letters or another end make it
    differ from a known one, or one letter does, and if the vocabulary has a term of that name.
    """
    for written, name, known in _split_in_all_ways(iri):
        meant = known + name
        if name and meant != iri and meant in load_vocabularies()[known]:
            return written, meant
    return "", ""


def _split_in_all_ways(iri: str) -> Iterator[tuple[str, str, str]]:
    """Return namespace, local name and the known namespace that may be meant."""
    short, namespace = _normalize(iri), get_namespace(iri)
    for known in load_vocabularies():
        stem = _normalize(known).rstrip(SEPARATORS)
        if short.lower().startswith(stem.lower()):
            name = short[len(stem) :].lstrip(SEPARATORS)
            yield iri.removesuffix(name), name, known
        elif differ_by_one_slip(namespace, known):
            yield namespace, iri.removeprefix(namespace), known


def differ_by_one_slip(one: str, other: str) -> bool:
    """Return whether a letter more, less or other, or two swapped, make two texts differ at most.

    That is an optimal string alignment distance of 0 or 1.
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = _count_equal(one, other)
    one, other = one[start:], other[start:]
    end = _count_equal(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _count_equal(one: str, other: str) -> int:
    """Return the number of letters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _normalize(iri: str) -> str:
    return WEB.sub("", iri, count=1)
