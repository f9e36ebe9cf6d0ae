"""The index of a few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool import group_quads
from terril.store.search import IndexWriter, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad


def write_index(path: Path, quads: Iterable[Quad], kinds: Mapping[str, str]) -> None:
    """Write the index of the things that have a kind."""
    subjects = [one for one in group_quads(quads) if one.subject[1:-1] in kinds]
    entries = [read_entry(one, kinds[one.subject[1:-1]]) for one in subjects]
    with IndexWriter(path) as writer:
        writer.add([one for one in entries if one])
        writer.finish()
