"""Cost of an installation: packages, megabytes, and time from nothing to the first page.

``python -m bench.installation WHEEL…`` installs each wheel of Terril into an empty environment,
publishes the town of this repository with it, and asks its server for a page. Processor time
counts pip, the publication and the server; pip takes what it has downloaded before.
"""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from bench.engines import free_port
from bench.servers import ROOT, environment, wait_until_answered

BUNDLED = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "__pycache__")
"""Packages and files that Python puts into an empty environment itself."""


def measure(wheel: Path, folder: Path) -> dict[str, float]:
    """Return packages, megabytes, and seconds of clock and processor."""
    before, started = _get_processor_time(), time.monotonic()
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "--constraint"]
    _run([*pip, str(ROOT / "constraints.txt"), str(wheel.resolve())])
    installed = time.monotonic()
    shutil.copytree(ROOT / "data", folder / "town" / "data")
    shutil.copy(ROOT / "town.toml", folder / "town")
    terril, town = str(folder / "venv" / "bin" / "terril"), str(folder / "town")
    _run([terril, "publish", "--town", town])
    port = free_port()
    server = subprocess.Popen(
        [terril, "serve", "--town", town, "--port", str(port)],
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_answered(f"http://127.0.0.1:{port}/")
        ended = time.monotonic()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    return {
        "packages": len([one for one in packages.glob("*.dist-info") if not _is_bundled(one)]),
        "megabytes": round(_measure_size(packages) / 2**20, 1),
        "install_s": round(installed - started, 1),
        "first_page_s": round(ended - started, 1),
        "processor_s": round(_get_processor_time() - before, 1),
    }


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=environment())


def _get_processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _is_bundled(path: Path) -> bool:
    return path.name.split("-")[0] in BUNDLED


def _measure_size(packages: Path) -> int:
    """Return the bytes on disk of all packages but those of an empty environment."""
    paths = (one for top in packages.iterdir() if not _is_bundled(top) for one in _walk(top))
    return sum(512 * path.lstat().st_blocks for path in paths)


def _walk(path: Path) -> list[Path]:
    return [path, *path.rglob("*")] if path.is_dir() else [path]


def main() -> None:
    """Measure each wheel of the command line."""
    for wheel in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            print(wheel, json.dumps(measure(wheel, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
