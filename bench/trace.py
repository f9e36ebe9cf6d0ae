"""The functions and files of the package that a request or a publication runs through.

    python -m bench.trace TOWN [-v]

``TOWN`` is a published town. A file counts when one of its functions is executed; what runs while
modules are imported does not count. Requests are made to the application in this process, each to
an application of its own, so that nothing is cached. ``-v`` lists the files.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import terril
from terril.cli import main as run_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

PACKAGE = f"{Path(terril.__file__).parent}/"
OPTIMIZED = 0x2  # A function; the code of modules and classes has no such flag.
REQUESTS = (
    ("document as Turtle", "/doc/theme/energie", "text/turtle"),
    ("document as HTML", "/doc/theme/energie", "text/html"),
    ("thing", "/id/theme/energie", "text/turtle"),
    (
        "query",
        "/sparql?query=SELECT%20*%20%7B%3Fs%20a%20org%3AOrganization%7D",
        "application/sparql-results+json",
    ),
)
Functions = defaultdict[str, set[str]]


@contextmanager
def tracing() -> Iterator[Functions]:
    """Collect the functions that are executed, by file."""
    found: Functions = defaultdict(set)

    def record(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        inside = code.co_filename.startswith(PACKAGE) and code.co_flags & OPTIMIZED
        if event == "call" and inside and code.co_name[0] != "<" and not _is_importing(frame):
            found[code.co_filename.removeprefix(PACKAGE)].add(code.co_name)

    threading.setprofile(record)
    sys.setprofile(record)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename.startswith(PACKAGE):
            return True
        frame = frame.f_back
    return False


def show(name: str, found: Functions, *, verbose: bool) -> None:
    """Print how many functions and files were executed, and which."""
    print(f"{name}: {sum(map(len, found.values()))} functions in {len(found)} files")
    for file in sorted(found) if verbose else ():
        print(f"    {file}: {', '.join(sorted(found[file]))}")


def trace(town: Path, *, verbose: bool) -> None:
    """Trace each request, and the publication of a copy of the town."""
    for name, path, media_type in REQUESTS:
        app = terril.create_app(town)
        client = app.test_client()
        client.get("/health")
        with tracing() as found:
            answer = client.get(path, headers={"Accept": media_type})
        if answer.status_code >= 400:
            sys.exit(f"{path}: {answer.status}")
        show(name, found, verbose=verbose)
        app.extensions["terril"].close()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(town / "data", f"{folder}/data")
        shutil.copy(town / "town.toml", folder)
        with tracing() as found, suppress(SystemExit):
            run_command(["publish", "--town", folder], standalone_mode=False)
    show("publish", found, verbose=verbose)


if __name__ == "__main__":
    trace(Path(sys.argv[1]), verbose="-v" in sys.argv)
