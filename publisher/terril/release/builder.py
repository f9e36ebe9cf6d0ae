"""Write a release to disk atomically: in a temporary folder, then renamed into place."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.model.execution.progress import Progress, Step
from terril.model.spool.workers import choose_processes
from terril.release.building.indexes import BuildPlace, Indexed, write_indexes
from terril.release.building.store_loading import StoreLoading
from terril.release.release import CHECKSUMS, DUMPS, MANIFEST, STORE, FileEntry, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from terril.release.content import Content

log = logging.getLogger(__name__)

BUILDING = ".building-"
WORK = ".work"


def build(content: Content, folder: Path, progress: Progress) -> None:
    """Build a release in ``folder`` and sync it to disk; replace a damaged folder of the same id.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    started = time.monotonic()
    with _create_build_folder(folder) as building:
        indexed = _write_statements(content, building, progress)
        _write_files(content, building, progress)
        _write_manifest(content, indexed, building, progress)
        _freeze(building, progress)
        _put_in_place(building, folder)
    log.info(
        "release %s: %d statements, %d things, built in %.1f s",
        content.identity,
        indexed.triples,
        indexed.things,
        time.monotonic() - started,
    )


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder to disk (fsync(2), "Description")."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _create_build_folder(folder: Path) -> Iterator[Path]:
    building = folder.with_name(f"{BUILDING}{secrets.token_hex(6)}")
    building.mkdir()
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _write_statements(content: Content, folder: Path, progress: Progress) -> Indexed:
    """Write everything that is made of the statements; the store is filled meanwhile."""
    processes = choose_processes(content.spool.size)
    dumps, work = folder / DUMPS, folder / WORK
    dumps.mkdir()
    work.mkdir()
    try:
        with StoreLoading(Store(str(folder / STORE))) as loading:
            place = BuildPlace(folder, work, processes, progress)
            indexed = write_indexes(content, place, loading)
            content.write_dumps(indexed.statements, dumps, processes, progress)
            loading.finish(indexed.triples + sum(indexed.graphs.values()), progress)
    finally:
        shutil.rmtree(work)
    return indexed


def _write_files(content: Content, folder: Path, progress: Progress) -> None:
    files = content.files
    for done, (name, written) in enumerate(files.items()):
        progress(Step.FILES, done, len(files))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    progress(Step.FILES, len(files), len(files))


def _write_manifest(content: Content, indexed: Indexed, folder: Path, progress: Progress) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = {}
    for done, path in enumerate(paths):
        progress(Step.CHECKSUMS, done, len(paths))
        entries[path.relative_to(folder).as_posix()] = FileEntry.of(path)
    checksums = _write_checksums(folder, entries)
    entries[checksums] = FileEntry.of(folder / checksums)
    manifest = Manifest(
        id=content.identity,
        created=datetime.now(UTC),
        software=content.software,
        base=content.base,
        triples=indexed.triples,
        things=indexed.things,
        graphs=dict(indexed.graphs),
        files=dict(sorted(entries.items())),
    )
    (folder / MANIFEST).write_bytes(manifest.to_json())
    progress(Step.CHECKSUMS, len(paths), len(paths))


def _write_checksums(folder: Path, entries: Mapping[str, FileEntry]) -> str:
    """Write the checksums of the dumps to a file, and return its path in the release."""
    start = f"{DUMPS}/"
    sums = {name: entry.sha256 for name, entry in entries.items() if name.startswith(start)}
    lines = [f"{digest}  {name.removeprefix(start)}\n" for name, digest in sums.items()]
    (folder / DUMPS / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    return f"{start}{CHECKSUMS}"


def _freeze(folder: Path, progress: Progress) -> None:
    paths = [folder, *folder.rglob("*")]
    for done, path in enumerate(paths):
        progress(Step.FREEZE, done, len(paths))
        if path.is_dir():
            sync_folder(path)
        else:
            _freeze_file(path)
    progress(Step.FREEZE, len(paths), len(paths))


def _freeze_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    # Read-only files prevent edits by accident; deleting the folder needs no more rights.
    path.chmod(path.stat().st_mode & ~0o222)


def _put_in_place(building: Path, folder: Path) -> None:
    damaged = folder.with_name(f"{BUILDING}{secrets.token_hex(6)}")
    if folder.exists():
        folder.rename(damaged)
    building.rename(folder)
    sync_folder(folder.parent)
    shutil.rmtree(damaged, ignore_errors=True)
