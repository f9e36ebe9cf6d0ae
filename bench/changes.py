"""What it costs to tell what changed between two releases that differ in a few things.

``python -m bench.changes [statements]``: made-up releases in a temporary folder, of which every
hundredth thing has one statement changed; seconds, and memory beyond what was used before.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from terril.model.spool import ReleaseStatements, index_spool
from terril.model.spool.term_text import format_line
from terril.model.spool.work_folder import WorkFolder
from terril.release import Content, Progress, Releases
from terril.release.changes.comparison import compare
from terril.release.changes.history import History
from terril.web.changes.event_stream import MEMBERS_A_PAGE, MemberPages

BASE = "https://data.springfield.example/"
GRAPH = NamedNode(f"{BASE}id/graph/source")
PROPERTIES = 10


def main(folder: Path, statements: int) -> None:
    """Publish twice in another process, then compare in this one."""
    command = [sys.executable, "-m", "bench.changes", str(statements), str(folder)]
    subprocess.run(command, check=True)
    before = _megabytes()
    releases = Releases(folder)
    old, new = (releases.get(entry.release) for entry in releases.list_switches())
    started = time.perf_counter()
    found = sum(1 for _ in compare(old, new))
    print(f"compared: {found} things in {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    changes = History(releases).list_changes()
    print(f"both changes told and kept: {time.perf_counter() - started:.2f} s")
    pages = MemberPages(MEMBERS_A_PAGE)
    started = time.perf_counter()
    count = -(-(changes[0].counts.things + changes[0].counts.words) // MEMBERS_A_PAGE)
    for number in range(1, count + 1):
        pages.read(changes[0], number)
    print(f"{count} pages of the feed read in order: {time.perf_counter() - started:.2f} s")
    print(f"bytes of the files: {[change.path.stat().st_size for change in changes]}")
    print(f"memory: {_megabytes() - before} MB more")


def publish(folder: Path, statements: int) -> None:
    """Publish the two releases."""
    for version in range(2):
        Releases(folder).publish(_content(statements // PROPERTIES, version))


def _content(things: int, version: int) -> Content:
    iris = [f"{BASE}id/place/{number}" for number in range(things)]
    quads = [
        _quad(iri, name, f"Value {name} of place {number}{_end(number, name, version)}")
        for number, iri in enumerate(iris)
        for name in range(PROPERTIES)
    ]
    work = WorkFolder()
    path = work.path / "statements.nq"
    path.write_text("".join(sorted(map(format_line, quads))), encoding="utf-8")
    return Content(BASE, index_spool(path), {}, ("en",), _write_dumps, work=work)


def _end(number: int, name: int, version: int) -> str:
    return " anew" if version and number % 100 == 0 and name == 0 else ""


def _quad(iri: str, name: int, text: str) -> Quad:
    return Quad(NamedNode(iri), NamedNode(f"{BASE}p{name}"), Literal(text, language="en"), GRAPH)


def _write_dumps(statements: ReleaseStatements, folder: Path, _: int, _report: Progress) -> None:
    shutil.copyfile(statements.spool.path, folder / "town.nq")


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    words = sys.argv[1:]
    number = int(words[0]) if words else 100_000
    if words[1:]:
        publish(Path(words[1]), number)
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made), number)
