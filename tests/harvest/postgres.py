"""A PostgreSQL that begins empty and leaves nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def find_postgres() -> Path | None:
    """The folder of its programs, which Debian keeps out of the path."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    paths = [*([Path(found).resolve()] if found else []), *debian]
    return paths[-1].parent if paths else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[Path]:
    """The folder of the socket of a server with a database ``ckan``; no port is opened.

    It refuses to run as root, so it then runs as the user that its package made.
    """
    user = USER if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="postgres"))
    folder.chmod(0o755)
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    common = ["-D", str(data)]
    made = [*common, "-A", "trust", "-U", "ckan", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [str(programs / "initdb"), *made],
        user=user, check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    settings = [word for one in QUICK for word in ("-c", one)]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [str(programs / "postgres"), *common, "-k", str(folder), *settings],
            user=user, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    create = [str(programs / "createdb"), "-h", str(folder), "-U", "ckan", "ckan"]
    try:
        end = time.monotonic() + 600
        while subprocess.run(create, check=False, capture_output=True, cwd=folder).returncode:
            assert time.monotonic() < end, (folder / "log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield folder
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
