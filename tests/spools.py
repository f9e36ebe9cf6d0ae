"""Write statements to sorted files, as a publication does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool import (
    LineSorter,
    Links,
    Spool,
    collect_links,
    index_spool,
    merge_runs,
)
from terril.model.spool.term_text import format_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad


def write_spool(folder: Path, quads: Iterable[Quad]) -> tuple[Spool, Links]:
    """Write statements to a sorted file, and their links to another, and open both."""
    statements, links = LineSorter(folder, "statements"), LineSorter(folder, "links")
    for quad in quads:
        line = format_line(quad)
        statements.add([line])
        links.add(collect_links(line))
    merge_runs(statements.finish(), folder / "spool")
    merge_runs(links.finish(), folder / "spool.links")
    return index_spool(folder / "spool"), Links(folder / "spool.links")
