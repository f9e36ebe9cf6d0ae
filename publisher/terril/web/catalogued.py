"""From a release that is served to what its catalogue is computed from."""

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
    from terril.release.release import Release
    from terril.store.datasets import Dataset
    from terril.web.opened import ServedRelease

CATALOGUE = "catalogue.ttl"


def catalogue_of(served: ServedRelease) -> Catalogue:
    """What the catalogue of a release is computed from; reads all files that it names."""
    config, release = served.config, served.release
    path = release.folder / CATALOGUE
    kept = Releases(release.folder.parent).list_all()
    contact = config.contact
    dates = {one.name: _date(kept, release, one) for one in served.datasets}
    return Catalogue(
        base=served.addresses.base,
        town=config.name,
        languages=config.languages,
        licence=str(config.licence),
        licence_name=config.licence_name,
        publisher=str(config.publisher.iri),
        publisher_name=config.publisher.name,
        contact=Contact(contact.name, str(contact.url), contact.email or ""),
        release=release.id,
        datasets=served.datasets,
        files=_facts(served),
        dates=dates,
        annotations=read_annotations(path.read_bytes(), served.addresses.base)
        if path.is_file()
        else {},
    )


def _date(kept: list[Release], release: Release, dataset: Dataset) -> DatasetDates:
    """A table changes with the names of what it mentions, so every file counts."""
    paths = [f"{DUMPS}/{file.name}" for file in dataset.files if not file.compressed]
    first, since = find_first_and_last_change(kept, release, paths)
    return DatasetDates(first.created, since.created, since.id)


def _facts(served: ServedRelease) -> dict[str, FileFacts]:
    """The files that the catalogue names, in numbers."""
    release = served.release
    found = {}
    for one in served.datasets:
        for file in one.files:
            if file.extension in FILE_TYPES and not file.compressed:
                with release.get_dump(file.name).open("rb") as content:
                    digest = hashlib.file_digest(content, "sha512").hexdigest()
                size = release.manifest.files[f"{DUMPS}/{file.name}"].bytes
                found[file.name] = FileFacts(size, digest)
    return found
