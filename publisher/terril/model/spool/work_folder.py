"""A folder of temporary files, which is deleted whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.errors import WorkFolderUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE_FILES = Path("/var/tmp")  # noqa: S108  # a folder of its own is made in it
"""The folder for large temporary files, on a disk (Filesystem Hierarchy Standard 3.0, 5.15)."""
VARIABLES = ("TMPDIR", "TEMP", "TMP")


class WorkFolder:
    """A temporary folder, which is deleted with the object or at the end of the program.

    Attributes:
        path: of the folder.
    """

    def __init__(self) -> None:
        parent = _choose_parent()
        with report_full(parent):
            self.path = Path(tempfile.mkdtemp(prefix="terril-", dir=parent))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def delete(self) -> None:
        """Delete the folder now."""
        self._finalizer()


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
