"""Made-up content for releases, and a process that publishes it."""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from terril.model.errors import TerrilError
from terril.model.spool import ReleaseStatements, Spool, index_spool
from terril.model.spool.term_text import format_line
from terril.model.spool.work_folder import WorkFolder
from terril.release import Content, Loader, Progress, Releases, Step, ignore_progress
from terril.store.remote import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BASE = "https://data.springfield.example/"
NAME = NamedNode("http://schema.org/name")
FILES = {"town.toml": b"made up", "model/ontology/town.ttl": b"# made up"}
SOURCE = NamedNode(f"{BASE}id/graph/source")
OTHER_STEPS = (Step.READ, Step.CHECK, Step.LOAD, Step.COMPARE, Step.VERIFY)
BUILD_STEPS = [step for step in Step if step not in OTHER_STEPS]
"""Steps of building and switching to a release that no remote store is loaded with."""


def place(slug: str) -> str:
    return f"{BASE}id/place/{slug}"


def named(slug: str, name: str, graph: NamedNode = SOURCE) -> Quad:
    return Quad(NamedNode(place(slug)), NAME, Literal(name, language="en"), graph)


def content_of(*slugs: str) -> Content:
    """A town that has these places and nothing else."""
    return made_of([named(slug, f"Place “{slug}”") for slug in slugs])


def made_of(quads: Iterable[Quad], files: Mapping[str, bytes] = FILES) -> Content:
    """A town of these statements."""
    work = WorkFolder()
    path = work.path / "statements.nq"
    lines = sorted({format_line(quad).encode() for quad in quads})
    path.write_bytes(b"".join(lines))
    return Content(BASE, index_spool(path), files, ("en",), write_dumps, work=work)


def read_quads(spool: Spool) -> list[Quad]:
    return list(parse(path=str(spool.path), format=RdfFormat.N_QUADS))


def many(name: str, count: int) -> Content:
    return content_of(*(f"{name}-{number}" for number in range(count)))


def write_dumps(
    statements: ReleaseStatements, folder: Path, _processes: int, progress: Progress
) -> None:
    progress(Step.DUMPS, 0, 1)
    quads = read_quads(statements.spool)
    serialize(quads, folder / "town.nq", RdfFormat.N_QUADS)
    serialize((quad.triple for quad in quads), folder / "town.nt", RdfFormat.N_TRIPLES)
    progress(Step.DUMPS, 1, 1)


def report_and_wait(step: Step, done: int, total: int) -> None:
    """Write the step to standard output and wait for a line on standard input."""
    sys.stdout.write(f"{step.name} {done}/{total}\n")
    sys.stdout.flush()
    sys.stdin.readline()


class DeathAtChange:
    """Ends the process without warning right before its n-th change in a folder.

    Python announces each system call to its audit hooks before it makes it.
    """

    changes = ("open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.chmod", "os.rmdir")

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = str(folder)
        self.number = number
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in self.changes and self.folder in str(arguments[0]):
            self.seen += 1
            if self.seen == self.number:
                os.kill(os.getpid(), signal.SIGKILL)


def main(  # noqa: PLR0913  # words of a command line
    folder: Path, name: str, count: int, how: str, number: int, store: RemoteStore | None = None
) -> None:
    """Publish.

    Args:
        folder: the releases.
        name: of the made-up places.
        count: how many of them.
        how: ``step`` to report each step and wait; ``die`` before the change with the number;
            ``room`` for files of this number of bytes and no larger ones.
        number: see ``how``.
        store: where to load the release as well.
    """
    content = many(name, count)
    death = DeathAtChange(folder, number if how == "die" else 0)
    sys.addaudithook(death)
    if how == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    try:
        loader = Loader((store,)) if store else None
        Releases(folder).publish(
            content, report_and_wait if how == "step" else ignore_progress, loader
        )
    except TerrilError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.write(f"{death.seen} changes\n")


if __name__ == "__main__":
    words = sys.argv[1:]
    remote = RemoteStore(*words[5:]) if words[5:] else None
    main(Path(words[0]), words[1], int(words[2]), words[3], int(words[4]), remote)
