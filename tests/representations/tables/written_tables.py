"""Write the tables of some statements, as a release has them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from terril.model.addresses import Addresses
from terril.representations.pages import Pages, TownProfile
from terril.representations.tables.streaming import TablesPlan, write_tables
from terril.store.datasets import Dataset
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals
from tests.spools import write_spool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

LANGUAGES = "fr", "en"
NAME = "things"


def write_files(
    quads: Sequence[Quad],
    base: str,
    kinds: Sequence[str],
    parts: Sequence[str] = (),
    processes: int = 1,
) -> dict[str, bytes]:
    """Return the files of a dataset named ``things``, by name.

    Args:
        quads: the statements.
        base: of the things.
        kinds: of the things with a row.
        parts: kinds of their parts.
        processes: number of worker processes.
    """
    store = StoreReader(build_memory_store(quads), WrittenLiterals.collect(quads))
    pages = Pages(store, Addresses(base), TownProfile({}, LANGUAGES, "https://licence.example/"))
    texts = {language: f"Things in {language}" for language in LANGUAGES}
    dataset = Dataset(NAME, texts, texts, tuple(kinds), tuple(parts), ())
    with TemporaryDirectory() as name:
        folder = Path(name, "files")
        folder.mkdir()
        spool, links = write_spool(Path(name), quads)
        plan = TablesPlan(spool, links, [dataset], pages)
        written = write_tables(plan, folder, processes)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(file.name for file in written) == sorted(files)
    return files
