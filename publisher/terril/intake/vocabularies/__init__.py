"""The terms of known vocabularies, from a list made of published packages (see ``README.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST = Path(__file__).with_name("terms.txt")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a vocabulary.

    Attributes:
        kinds: a letter for each: ``c`` class, ``p`` property, ``v`` any other term.
        parents: IRIs of its superclasses in the same vocabulary.
    """

    kinds: str
    parents: tuple[str, ...] = ()


@cache
def load_vocabularies() -> Mapping[str, Mapping[str, Term]]:
    """Return the terms of each vocabulary: by namespace, then by IRI."""
    sections = LIST.read_text(encoding="utf-8").strip().split("\n\n")
    return dict(_read_section(*section.splitlines()) for section in sections)


def _read_section(namespace: str, *lines: str) -> tuple[str, dict[str, Term]]:
    rows = (line.split() for line in lines)
    return namespace, {
        namespace + name: Term(kinds, tuple(namespace + parent for parent in parents))
        for name, kinds, *parents in rows
    }


@cache
def find_superclasses(iri: str) -> frozenset[str]:
    """Return the superclasses of a class in its vocabulary, direct and indirect."""
    term = load_vocabularies().get(get_namespace(iri), {}).get(iri)
    direct = term.parents if term else ()
    return frozenset(direct).union(*map(find_superclasses, direct))


def get_namespace(iri: str) -> str:
    """Return the part of an IRI up to the last “/” or “#”."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
