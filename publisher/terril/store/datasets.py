"""Read the datasets that a release is published as, with the things and files of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, overload

from pyoxigraph import Literal, NamedNode

from terril.model.formats import RDF_XML, DumpFile, parse_dump_name
from terril.model.notebook import render_html_table
from terril.model.vocabulary import DCT, SCHEMA, SKOS, TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from terril.model.addresses import Addresses
    from terril.store.reader import StoreReader

WHOLE = "town"
SCHEME = NamedNode(f"{TERRIL}datasets")
KINDS = f"{TERRIL}kinds#"
FOLDER = "dumps/"


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of a release.

    Attributes:
        name: the beginning of its files' names: ``places``; ``town`` has everything.
        titles: a text for each language tag.
        descriptions: the same.
        kinds: of the things that have a row of their own; every kind there is for ``town``.
        parts: kinds of what comes along with those things, such as their addresses.
        things: IRIs of the things with a row of their own, sorted; perhaps read as needed.
        documents: IRIs of the documents of the model that it consists of, if it is one of these
            and has no things.
        licence: IRI; ``""`` for the town's.
        type: IRI of a type of datasets of the European table; ``""`` for none.
        files: its files in the release's folder ``dumps``, by name.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    things: Sequence[str]
    documents: tuple[str, ...] = ()
    licence: str = ""
    type: str = ""
    files: tuple[DumpFile, ...] = ()


class Datasets(tuple[Dataset, ...]):
    """The datasets of a release."""

    __slots__ = ()

    @property
    def have_xml(self) -> bool:
        """``True`` if each of them has a file in RDF/XML."""
        return bool(self) and all(
            any(file.extension == RDF_XML.extension for file in one.files) for one in self
        )

    def _repr_html_(self) -> str:
        rows = [[one.name, len(one.things), len(one.files)] for one in self]
        return render_html_table(("dataset", "things", "files"), rows, len(rows))


def find_datasets(
    store: StoreReader, addresses: Addresses, things: Iterable[str], files: Iterable[str] = ()
) -> Datasets:
    """Return the datasets of a release that are not empty: all, those of things, the model's.

    None for a release whose model does not list datasets yet.

    Args:
        store: the release, with the vocabulary in it.
        addresses: of the town.
        things: IRIs of all its things.
        files: paths in the release, as ``Manifest.files`` has them.
    """
    return read_datasets(store, group_by_kind(addresses, things), files)


def read_datasets(
    store: StoreReader, by_kind: Mapping[str, Sequence[str]], files: Iterable[str] = ()
) -> Datasets:
    """Return the datasets as :func:`find_datasets`, given the sorted things of each kind."""
    dumps = [
        parse_dump_name(path.removeprefix(FOLDER)) for path in files if path.startswith(FOLDER)
    ]
    known = sorted((one for one in dumps if one), key=attrgetter("name"))
    found = [_dataset(store, concept, by_kind, known) for concept in _concepts(store)]
    return Datasets(sorted((one for one in found if one.things or one.documents), key=_order))


def _dataset(
    store: StoreReader,
    concept: str,
    by_kind: Mapping[str, Sequence[str]],
    files: Sequence[DumpFile],
) -> Dataset:
    name = concept.rpartition("#")[2]
    kinds = tuple(by_kind) if name == WHOLE else _kinds(store, concept, "subject")
    return Dataset(
        name,
        store.labels(concept),
        _texts(store, concept, f"{SKOS}definition"),
        kinds,
        _kinds(store, concept, "references"),
        JoinedThings([by_kind[kind] for kind in sorted(kinds, key=_sort_key) if kind in by_kind]),
        tuple(iri for iri in _iris(store, concept, "hasPart") if iri.startswith(TERRIL)),
        next(iter(_iris(store, concept, "license")), ""),
        next(iter(_iris(store, concept, "additionalType", SCHEMA)), ""),
        tuple(file for file in files if file.dataset == name),
    )


def _sort_key(kind: str) -> str:
    """Return the part of an IRI that sorts the things of a kind before those of another."""
    return f"{kind}/"


class JoinedThings(Sequence[str]):
    """Sequences of IRIs one after the other, none of which is copied."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, int):
            first = range(len(self))[place]
            return self[first : first + 1][0]
        start, stop, step = place.indices(len(self))
        if step != 1:
            return list(self)[place]
        found: list[str] = []
        for part in self._parts:
            if start < len(part) and stop > 0:
                found += part[max(start, 0) : stop]
            start, stop = start - len(part), stop - len(part)
        return found

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._parts)


def _concepts(store: StoreReader) -> list[str]:
    return sorted(
        {
            quad.subject.value
            for quad in store.towards(SCHEME)
            if quad.predicate.value == f"{SKOS}inScheme" and isinstance(quad.subject, NamedNode)
        }
    )


def _kinds(store: StoreReader, concept: str, term: str) -> tuple[str, ...]:
    iris = _iris(store, concept, term)
    return tuple(iri.removeprefix(KINDS) for iri in iris if iri.startswith(KINDS))


def _iris(store: StoreReader, concept: str, term: str, vocabulary: str = DCT) -> list[str]:
    values = store.values(concept, f"{vocabulary}{term}")
    return [value.value for value in values if isinstance(value, NamedNode)]


def _texts(store: StoreReader, iri: str, prop: str) -> dict[str, str]:
    values = store.values(iri, prop)
    return {v.language or "": v.value for v in values if isinstance(v, Literal)}


def group_by_kind(addresses: Addresses, things: Iterable[str]) -> dict[str, list[str]]:
    """Return the things of each kind, sorted."""
    found: dict[str, list[str]] = {}
    for iri in sorted(set(things)):
        if name := addresses.name_of(iri):
            found.setdefault(name.kind, []).append(iri)
    return found


def _order(dataset: Dataset) -> tuple[bool, bool, str]:
    return dataset.name != WHOLE, bool(dataset.documents), dataset.name
