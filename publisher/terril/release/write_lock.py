"""The right to change a folder of releases: one process at a time, and after none a mess."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from terril.model.errors import PublishingElsewhere, ReleasesUnwritable
from terril.release.builder import BUILDING, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "current"
SWITCHING = f"{CURRENT}.new-"
LOCK = ".lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to change the folder, which is made if need be and free of leftovers.

    The system takes the lock back from a process that dies (flock(2)).

    Raises:
        PublishingElsewhere: another process holds it.
        ReleasesUnwritable: the system refused something while it was held.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        with (folder / LOCK).open("ab") as lock:
            _take(lock.fileno(), folder)
            _remove_leftovers(folder)
            yield
    except OSError as error:
        raise ReleasesUnwritable(folder, error.strerror or str(error)) from error


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PublishingElsewhere(folder) from None


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"{BUILDING}*"):
        shutil.rmtree(path)
    for path in folder.glob(f"{SWITCHING}*"):
        path.unlink()
