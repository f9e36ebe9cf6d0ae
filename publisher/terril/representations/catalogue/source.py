"""What a catalogue is computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from terril.representations.catalogue.annotations import Annotations
    from terril.store.datasets import Dataset

PAGE_SIZE = 50
"""Datasets on a page: portals load whole pages into memory, and want fewer than 100."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A name, a page that tells how to write, and an e-mail address or ``""``."""

    name: str
    url: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file in numbers: its size in bytes, and its SHA-512 in hexadecimal digits."""

    bytes: int
    sha512: str


@dataclass(frozen=True, slots=True)
class DatasetDates:
    """Where a dataset stands in time.

    Attributes:
        issued: when it was first published.
        modified: since when it is as it is.
        release: id of the release since which it is as it is: the version that portals are told;
            the current one would make every dataset look changed at each release.
    """

    issued: datetime
    modified: datetime
    release: str


@dataclass(frozen=True)
class Catalogue:
    """What a catalogue is computed from.

    Attributes:
        base: IRI of the town, ends in a slash.
        town: its name in each language.
        languages: of the data, preferred first.
        licence: IRI.
        licence_name: in each language.
        publisher: IRI of who answers for the data.
        publisher_name: in each language.
        contact: whom to write to.
        release: id of the release.
        datasets: in the order of the catalogue.
        files: by name, such as ``places.csv``.
        dates: by the name of the dataset.
        said: what a person says of the catalogue and its datasets.
    """

    base: str
    town: Mapping[str, str]
    languages: Sequence[str]
    licence: str
    licence_name: Mapping[str, str]
    publisher: str
    publisher_name: Mapping[str, str]
    contact: Contact
    release: str
    datasets: Sequence[Dataset]
    files: Mapping[str, FileFacts]
    dates: Mapping[str, DatasetDates]
    annotations: Annotations = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The IRI of the catalogue, where it is read."""
        return f"{self.base}catalogue"

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.datasets) // PAGE_SIZE))

    def get_dataset_iri(self, name: str) -> str:
        """The IRI of a dataset, where it is read."""
        return f"{self.iri}/{name}"

    def get_title(self, dataset: Dataset) -> dict[str, str]:
        """What a dataset is called among those of other towns."""
        town = self.town
        return {
            tag: f"{text} – {town.get(tag) or next(iter(town.values()))}"
            for tag, text in dataset.titles.items()
        }

    def get_last_change(self, names: Sequence[str] = ()) -> datetime:
        """When one of the datasets of these names, or any, last changed."""
        return max(self.dates[name].modified for name in names or self.dates)
