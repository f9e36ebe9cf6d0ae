"""Find the files of a town by named graph."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from terril.intake.losses.unread_files import is_ignored
from terril.model.errors import NoFolder, UnknownFolder
from terril.model.formats import find_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CATALOGUE = "catalogue.ttl"
"""The one file of ``data/`` outside all graphs."""


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """The folder of a named graph, with its files.

    Attributes:
        name: of the folder and the graph.
        folder: its path.
        files: those in a known RDF format, ordered by path.
        others: all other files, ordered by path.
    """

    name: str
    folder: Path
    files: tuple[Path, ...]
    others: tuple[Path, ...]


def find_graph_folders(data: Path, graphs: Sequence[str]) -> list[GraphFolder]:
    """Return the folders of ``data/`` with their files.

    Raises:
        NoFolder: a graph has no folder.
        UnknownFolder: a folder or RDF file belongs to no graph.
    """
    for path in _find_unassigned(data, graphs):
        raise UnknownFolder(path, _suggest_names(path.name, graphs))
    for graph in graphs:
        if not (data / graph).is_dir():
            raise NoFolder(data / graph, graph)
    return [_read_folder(data / graph) for graph in dict.fromkeys(graphs)]


def _find_unassigned(data: Path, graphs: Sequence[str]) -> Iterator[Path]:
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        if is_ignored(path) or path.name == CATALOGUE or path.name in graphs:
            continue
        if path.is_dir() or find_format(path.name):
            yield path


def _suggest_names(name: str, graphs: Sequence[str]) -> str:
    return ", ".join(get_close_matches(name, graphs, n=1, cutoff=0.5) or graphs)


def _read_folder(folder: Path) -> GraphFolder:
    files = sorted(_walk(folder))
    read = tuple(path for path in files if find_format(path.name))
    others = tuple(path for path in files if not find_format(path.name))
    return GraphFolder(folder.name, folder, read, others)


def _walk(folder: Path) -> Iterator[Path]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        # It is reported when its name turns out to be no file's.
        yield folder
        return
    for path in paths:
        if is_ignored(path):
            continue
        if path.is_dir():
            # A link to a parent folder would recurse for ever.
            if path.resolve() not in path.absolute().parents:
                yield from _walk(path)
        else:
            yield path


def find_loose_files(folder: Path, graphs: Sequence[str]) -> list[Path]:
    """Return the files directly in ``data/``; those of RDF are refused before."""
    paths = sorted((folder / "data").iterdir())
    known = (CATALOGUE, *graphs)
    return [path for path in paths if path.name not in known and not is_ignored(path)]
