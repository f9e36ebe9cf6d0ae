"""Hold the facts that a catalogue is computed from, as plain dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.languages import select_tags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from terril.representations.catalogue.annotations import Annotations
    from terril.store.datasets import Dataset

PAGE_SIZE = 50
"""Datasets on a page; portals load whole pages into memory and ask for fewer than 100."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A name, a contact page, and an e-mail address or ``""``."""

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
    """Dates and version of a dataset.

    Attributes:
        issued: time of its first publication.
        modified: time of its last change.
        release: id of the release with its last change, published as its version; the id of
            the current release would make every dataset look changed at each release.
    """

    issued: datetime
    modified: datetime
    release: str


@dataclass(frozen=True)
class Catalogue:
    """The facts about a town's catalogue.

    Attributes:
        base: IRI of the town, ends in a slash.
        town: its name by language.
        languages: languages of the data, preferred first.
        licence: IRI of the licence.
        licence_name: its name by language.
        publisher: IRI of the publisher.
        publisher_name: its name by language.
        contact: the contact point.
        release: id of the release.
        datasets: in the order of the catalogue.
        files: facts by file name, such as ``places.csv``.
        dates: dates by name of the dataset.
        annotations: a person's statements about the catalogue and its datasets.
        publisher_kind: name of the kind of publisher in ADMS; empty for none.
        notice: who publishes this, by language, if not the town itself.
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
    publisher_kind: str = "LocalAuthority"
    notice: Mapping[str, str] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """IRI of the catalogue, also its address."""
        return f"{self.base}catalogue"

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-len(self.datasets) // PAGE_SIZE))

    def get_dataset_iri(self, name: str) -> str:
        """Return the IRI of a dataset, also its address."""
        return f"{self.iri}/{name}"

    def get_title(self, dataset: Dataset) -> dict[str, str]:
        """Return the title of a dataset with the name of the town, by language."""
        return {tag: f"{text} – {self.get_town_name(tag)}" for tag, text in dataset.titles.items()}

    def get_town_name(self, language: str) -> str:
        """Return the name of the town in a language, or else the first that it gives itself."""
        tags = (*select_tags(self.town, (language,)), *self.town)
        return self.town[tags[0]]

    def append_notice(self, descriptions: Mapping[str, str]) -> dict[str, str]:
        """Return descriptions that end in the notice, by language.

        Portals show the description of each record, and hardly anything else of it.
        """
        return {
            tag: f"{text} {self.notice.get(tag, '')}".strip() for tag, text in descriptions.items()
        }

    def get_last_change(self, names: Sequence[str] = ()) -> datetime:
        """Return the time of the last change of some datasets, by default of all."""
        return max(self.dates[name].modified for name in names or self.dates)
