"""Collect the input of a release's catalogue."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from terril.release.changes.dates import find_first_and_last_change
from terril.release.release import DUMPS
from terril.release.releases import Releases
from terril.representations.catalogue import (
    FILE_TYPES,
    Catalogue,
    Contact,
    DatasetDates,
    FileFacts,
    read_annotations,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.release import Release
    from terril.store.datasets import Dataset
    from terril.town.config import Config

CATALOGUE = "catalogue.ttl"


def read_catalogue_source(
    release: Release, config: Config, datasets: Sequence[Dataset]
) -> Catalogue:
    """Return the input of the catalogue; reads every file that the catalogue lists.

    Args:
        release: on disk, in the folder of the other kept ones.
        config: its frozen settings.
        datasets: of the release.
    """
    path = release.folder / CATALOGUE
    annotations = read_annotations(path.read_bytes(), config.base) if path.is_file() else {}
    kept = Releases(release.folder.parent).list_all()
    contact = config.contact
    dates = {one.name: _date(kept, release, one) for one in datasets}
    return Catalogue(
        base=config.base,
        town=config.name,
        languages=config.languages,
        licence=config.licence,
        licence_name=config.licence_name,
        publisher=str(config.publisher.iri),
        publisher_name=config.publisher.name,
        publisher_kind=config.publisher.kind,
        notice=config.notice,
        contact=Contact(contact.name, str(contact.url), contact.email or ""),
        release=release.id,
        datasets=datasets,
        files=_read_file_facts(release, datasets),
        dates=dates,
        annotations=annotations,
    )


def _date(kept: list[Release], release: Release, dataset: Dataset) -> DatasetDates:
    """Return when a dataset changed; a table changes with its labels, so every file counts."""
    paths = [f"{DUMPS}/{file.name}" for file in dataset.files if not file.compressed]
    first, since = find_first_and_last_change(kept, release, paths)
    return DatasetDates(first.created, since.created, since.id)


def _read_file_facts(release: Release, datasets: Sequence[Dataset]) -> dict[str, FileFacts]:
    """Return size and checksum of every file that the catalogue lists."""
    found = {}
    for one in datasets:
        for file in one.files:
            if file.extension in FILE_TYPES and not file.compressed:
                with release.get_dump(file.name).open("rb") as content:
                    digest = hashlib.file_digest(content, "sha512").hexdigest()
                size = release.manifest.files[f"{DUMPS}/{file.name}"].bytes
                found[file.name] = FileFacts(size, digest)
    return found
