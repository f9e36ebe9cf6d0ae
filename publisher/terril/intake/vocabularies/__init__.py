"""The terms of known vocabularies, from a list made of published packages (see ``README.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = Path(__file__).with_name("terms.txt")


class Term(NamedTuple):
    """A term of a vocabulary.

    Attributes:
        kinds: a letter for each: ``c`` class, ``p`` property, ``v`` any other term.
        parents: IRIs of its superclasses in the same vocabulary.
    """

    kinds: str
    parents: tuple[str, ...] = ()


class Vocabularies(Mapping[str, Mapping[str, Term]]):
    """The terms of each vocabulary: by namespace, then by IRI; each is read when it is needed.

    Args:
        text: of the list.
    """

    def __init__(self, text: str) -> None:
        sections = (section.partition("\n") for section in text.strip().split("\n\n"))
        self._sections = {namespace: lines for namespace, _, lines in sections}
        self._read = lru_cache(None)(self._read_section)

    def __getitem__(self, namespace: str) -> Mapping[str, Term]:
        return self._read(namespace)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)

    def _read_section(self, namespace: str) -> dict[str, Term]:
        rows = (line.split() for line in self._sections[namespace].split("\n"))
        return {
            namespace + name: Term(kinds, tuple(namespace + parent for parent in parents))
            for name, kinds, *parents in rows
        }


@cache
def load_vocabularies() -> Vocabularies:
    """Return the terms of the known vocabularies."""
    return Vocabularies(LIST.read_text(encoding="utf-8"))


@cache
def find_superclasses(iri: str) -> frozenset[str]:
    """Return the superclasses of a class in its vocabulary, direct and indirect."""
    term = load_vocabularies().get(get_namespace(iri), {}).get(iri)
    direct = term.parents if term else ()
    return frozenset(direct).union(*map(find_superclasses, direct))


def get_namespace(iri: str) -> str:
    """Return the part of an IRI up to the last “/” or “#”."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
