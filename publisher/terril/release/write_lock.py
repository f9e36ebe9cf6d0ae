"""Give one process at a time exclusive write access to a folder of releases."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from terril.model.errors import ConcurrentPublication, ReleasesUnwritable, UnsupportedSystem
from terril.model.execution.interruption import defer_interruptions
from terril.release.builder import BUILDING, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    _FLOCK = False
else:
    _FLOCK = True

CURRENT = "current"
SWITCHING = f"{CURRENT}.new-"
LOCK = ".lock"


@contextmanager
def hold_write_lock(folder: Path) -> Iterator[None]:
    """Hold an exclusive lock on the folder; create it if missing.

    Leftovers are deleted at both ends: those of a process that was killed, and those of the
    block, which a signal may end at any place.

    The system releases the lock of a process that dies (flock(2)).

    Raises:
        UnsupportedSystem: the system has no flock(2); nothing is written.
        ConcurrentPublication: another process holds the lock.
        ReleasesUnwritable: the system refused an operation while the lock was held.
    """
    if not _FLOCK:
        raise UnsupportedSystem
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        with (folder / LOCK).open("ab") as lock:
            _acquire(lock.fileno(), folder)
            _remove_leftovers(folder)
            try:
                yield
            finally:
                with defer_interruptions(), suppress(OSError):
                    _remove_leftovers(folder)
    except OSError as error:
        raise ReleasesUnwritable(folder, error.strerror or str(error)) from error


def _acquire(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConcurrentPublication(folder) from None


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"{BUILDING}*"):
        shutil.rmtree(path)
    for path in folder.glob(f"{SWITCHING}*"):
        path.unlink()
