"""A store filled as that of a release is."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from terril.model.spool import index_spool
from terril.model.spool.term_text import format_line
from terril.release import Content, ignore_progress
from terril.release.building.indexes import BuildPlace, write_indexes
from terril.release.building.store_loading import StoreLoading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Store

BASE = "https://town.example/"


def fill_store(store: Store, quads: Iterable[Quad]) -> None:
    """Fill an empty store as that of a release with these statements."""
    with TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "work").mkdir()
        path = folder / "statements.nq"
        path.write_bytes(b"".join(sorted({format_line(quad).encode() for quad in quads})))
        content = Content(BASE, index_spool(path), {})
        with StoreLoading(store) as loading:
            place = BuildPlace(folder, folder / "work", 1, ignore_progress)
            write_indexes(content, place, loading)
            loading.finish(1, ignore_progress)
