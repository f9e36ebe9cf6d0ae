"""A folder of temporary files, which is deleted whatever happens."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path


class WorkFolder:
    """A temporary folder, which is deleted with the object or at the end of the program.

    Attributes:
        path: of the folder.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="terril-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def delete(self) -> None:
        """Delete the folder now."""
        self._finalizer()
