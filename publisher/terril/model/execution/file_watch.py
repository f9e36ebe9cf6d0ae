"""Notice that files change, by reading their sizes and times again and again."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAUSE = 0.3
"""Seconds between two readings."""
SETTLING = 0.15
"""Seconds without a change after which a file counts as saved."""


class FileWatch:
    """A watch over files and folders, which need not exist.

    Hidden files, such as those that editors write beside a file while it is open, do not count.

    Args:
        paths: of files, and of folders with all that is in them.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._seen = self._read_states()

    def wait(self) -> None:
        """Return once a file is there, gone or different since the last call."""
        while (now := self._read_states()) == self._seen:
            time.sleep(PAUSE)
        # Programs empty a file before they write it.
        while now != self._seen:
            self._seen = now
            time.sleep(SETTLING)
            now = self._read_states()

    def _read_states(self) -> dict[Path, tuple[int, int]]:
        """Return the size and the time of each file."""
        found = {}
        for path in self._list_files():
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = status.st_size, status.st_mtime_ns
        return found

    def _list_files(self) -> Iterator[Path]:
        for path in self._paths:
            yield path
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                yield from (Path(folder, name) for name in names if name[0] != ".")
