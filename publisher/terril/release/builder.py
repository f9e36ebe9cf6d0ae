"""Write a release to disk atomically: in a temporary folder, then renamed into place."""

from __future__ import annotations

import gzip
import logging
import os
import secrets
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from terril.model.formats import GZIP, has_gzip_copy
from terril.release.build_progress import Progress, Step
from terril.release.release import (
    CHECKSUMS,
    DUMPS,
    LITERALS,
    MANIFEST,
    STORE,
    THINGS,
    FileEntry,
    Manifest,
)
from terril.store.graphs import plan_parts
from terril.store.written_literals import write_literals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terril.release.content import Content

log = logging.getLogger(__name__)

BUILDING = ".building-"
QUADS_A_REPORT = 5000


def build(content: Content, folder: Path, progress: Progress) -> None:
    """Build a release in ``folder`` and sync it to disk; replace a damaged folder of the same id.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    started = time.monotonic()
    with _create_build_folder(folder) as building:
        _fill_store(content, building / STORE, progress)
        write_literals(building / LITERALS, content.statements)
        _write_dumps(content, building / DUMPS, progress)
        _write_indexes(content, building, progress)
        _write_files(content, building, progress)
        _write_manifest(content, building, progress)
        _freeze(building, progress)
        _put_in_place(building, folder)
    log.info(
        "release %s: %d statements, %d things, built in %.1f s",
        content.identity,
        len(content.statements),
        len(content.thing_list),
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


def _fill_store(content: Content, folder: Path, progress: Progress) -> None:
    """Write every statement to its graph, and to the default graph what a query sees.

    Graphs that have statements in common are also written in parts without any, for queries
    that merge graphs.
    """
    store = Store(str(folder))
    store.bulk_extend(_report_progress(content, progress))
    store.bulk_extend(Quad(*triple) for triple in content.default_graph)
    store.bulk_extend(plan_parts(content.statements, content.default_graph))
    store.optimize()
    store.flush()


def _report_progress(content: Content, progress: Progress) -> Iterator[Quad]:
    total = len(content.statements)
    for done, quad in enumerate(content.statements):
        if done % QUADS_A_REPORT == 0:
            progress(Step.STORE, done, total)
        yield quad
    progress(Step.STORE, total, total)


def _write_dumps(content: Content, folder: Path, progress: Progress) -> None:
    folder.mkdir()
    plan = content.dumps(content.statements)
    for done, (name, make) in enumerate(plan.items()):
        progress(Step.DUMPS, done, len(plan))
        (folder / name).write_bytes(written := make())
        if has_gzip_copy(name):
            # Without a time stamp, equal content compresses to equal bytes.
            (folder / f"{name}.{GZIP}").write_bytes(gzip.compress(written, mtime=0))
    sums = [(FileEntry.of(path).sha256, path.name) for path in sorted(folder.iterdir())]
    lines = "".join(f"{digest}  {name}\n" for digest, name in sums)
    (folder / CHECKSUMS).write_text(lines, encoding="utf-8")
    progress(Step.DUMPS, len(plan), len(plan))


def _write_indexes(content: Content, folder: Path, progress: Progress) -> None:
    for done, (name, write) in enumerate(content.indexes.items()):
        progress(Step.INDEXES, done, len(content.indexes))
        write(content.statements, folder / name)
    progress(Step.INDEXES, len(content.indexes), len(content.indexes))


def _write_files(content: Content, folder: Path, progress: Progress) -> None:
    things = "".join(f"{thing}\n" for thing in content.thing_list)
    files = {**content.files, THINGS: things.encode()}
    for done, (name, written) in enumerate(files.items()):
        progress(Step.FILES, done, len(files))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    progress(Step.FILES, len(files), len(files))


def _write_manifest(content: Content, folder: Path, progress: Progress) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = {}
    for done, path in enumerate(paths):
        progress(Step.CHECKSUMS, done, len(paths))
        entries[path.relative_to(folder).as_posix()] = FileEntry.of(path)
    manifest = _create_manifest(content, entries, folder / STORE)
    (folder / MANIFEST).write_bytes(manifest.to_json())
    progress(Step.CHECKSUMS, len(paths), len(paths))


def _create_manifest(content: Content, files: dict[str, FileEntry], store: Path) -> Manifest:
    triples, graphs = _count_as_queries_do(store)
    return Manifest(
        id=content.identity,
        created=datetime.now(UTC),
        software=content.software,
        base=content.base,
        triples=triples,
        things=len(content.thing_list),
        graphs=graphs,
        files=files,
    )


def _count_as_queries_do(folder: Path) -> tuple[int, dict[str, int]]:
    """Return the statements of the default graph and of each named one, as a query counts them.

    The store keeps two spellings of one value as one statement.
    """
    store = Store.read_only(str(folder))
    graphs = sorted(one.value for one in store.named_graphs() if isinstance(one, NamedNode))
    return _count(store, DefaultGraph()), {iri: _count(store, NamedNode(iri)) for iri in graphs}


def _count(store: Store, graph: NamedNode | DefaultGraph) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


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
