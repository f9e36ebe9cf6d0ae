"""A folder of temporary files, which is deleted whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.errors import UnsupportedSystem, WorkFolderUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE_FILES = Path("/var/tmp")  # noqa: S108  # a folder of its own is made in it
"""The folder for large temporary files, on a disk (Filesystem Hierarchy Standard 3.0, 5.15)."""
PREFIX = "terril-work-"
LOCK = ".lock"
"""The file that a process locks as long as it needs the folder (flock(2))."""
VARIABLES = ("TMPDIR", "TEMP", "TMP")


class WorkFolder:
    """A temporary folder, which is deleted with the object or at the end of the program.

    Where a program was killed, the next one deletes it.

    Attributes:
        path: of the folder.

    Raises:
        UnsupportedSystem: the system has no flock(2).
        WorkFolderUnwritable: the folder cannot be created.
    """

    def __init__(self) -> None:
        # Windows lacks it, where help has to work nevertheless.
        if find_spec("fcntl") is None:
            raise UnsupportedSystem
        parent = _choose_parent()
        with report_full(parent):
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            _remove_leftovers(parent)
            lock = _acquire(self.path / LOCK)
        self._finalizer = weakref.finalize(self, _delete, self.path, lock)

    def delete(self) -> None:
        """Delete the folder now."""
        self._finalizer()


def _acquire(path: Path) -> int:
    """Return the descriptor of a new file, locked until it is closed or the process ends."""
    import fcntl

    # Under its name, it is locked from the start: unlocked, it would pass for a leftover.
    hidden = path.with_name(f"{path.name}.new")
    lock = os.open(hidden, os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    hidden.rename(path)
    return lock


def _delete(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def _remove_leftovers(parent: Path) -> None:
    """Delete the folders of processes that were killed; the system releases their locks."""
    import fcntl

    for path in parent.glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError), path.open("rb") as lock:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path.parent, ignore_errors=True)


def _choose_parent() -> Path:
    chosen = any(os.environ.get(name) for name in VARIABLES)
    if not chosen and LARGE_FILES.is_dir() and os.access(LARGE_FILES, os.W_OK):
        return LARGE_FILES
    return Path(tempfile.gettempdir())


@contextmanager
def report_full(folder: Path) -> Iterator[None]:
    """Turn an error of writing into a sentence.

    Raises:
        WorkFolderUnwritable: the system refused to write.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkFolderUnwritable(folder, reason) from error
