"""Find the vocabulary that is meant by a namespace with a slip in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

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
        elif OSA.distance(namespace, known, score_cutoff=1) <= 1:
            yield namespace, iri.removeprefix(namespace), known


def _normalize(iri: str) -> str:
    return WEB.sub("", iri, count=1)
