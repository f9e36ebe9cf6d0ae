"""``releases/.changes``: what a switch from one release to another changed, kept as a file.

A file is decided by the two releases that it compares, so it can be made anew at any time
while they are kept; once made, it outlives them.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from terril.model.addresses import Addresses
from terril.release.changes.comparison import Difference, What, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.release.release import Release

LAYOUT = 1
NOTHING = "nothing"
COMPRESSION = 4
# RFC 1952, section 2.3.1: how each member begins.
GZIP = b"\x1f\x8b"


class Counts(BaseModel):
    """How many there are of each kind of change.

    Attributes:
        layout: of the file that has them.
        base: base IRI of the town whose things are counted.
        body: bytes of the file behind the counts.
        added: things that are new.
        changed: things of which something else is said.
        removed: things that are no more.
        words: IRIs beside the town's things, such as terms of the model, that changed.
        statements_added: different statements that no graph had said.
        statements_removed: different statements that no graph says any more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: int = LAYOUT
    base: str
    body: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    words: int = 0
    statements_added: int = 0
    statements_removed: int = 0

    @property
    def things(self) -> int:
        """How many things are told of."""
        return self.added + self.changed + self.removed

    @classmethod
    def of(cls, differences: Iterable[Difference], base: str) -> Counts:
        """The counts of some differences."""
        found = dict.fromkeys(cls.model_fields.keys() - {"layout", "base", "body"}, 0)
        for one in differences:
            _count(one, found, Addresses(base))
        return cls(base=base, **found)


def _count(one: Difference, found: dict[str, int], addresses: Addresses) -> None:
    found["statements_added"] += len(one.added)
    found["statements_removed"] += len(one.removed)
    if one.what == What.MOVED:
        return
    found[one.what if addresses.name_of(one.subject) else "words"] += 1


def path_of(folder: Path, before: str | None, after: str) -> Path:
    """Where the file about two releases is."""
    return folder / f"{before or NOTHING}-{after}.gz"


def write_changes(path: Path, before: Release | None, after: Release) -> None:
    """Return when the file about two releases stands whole and is on disk.

    Raises:
        DamagedRelease: one of them is not as it was published.
        OSError: it cannot be written.
    """
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as whole:
        new = Path(whole.name)
        try:
            with tempfile.TemporaryFile() as body:
                counts = _write_body(body, compare(before, after), after.manifest.base)
                counts = counts.model_copy(update={"body": body.tell()})
                whole.write(gzip.compress(f"{counts.model_dump_json()}\n".encode(), mtime=0))
                body.seek(0)
                shutil.copyfileobj(body, whole)
            whole.flush()
            os.fsync(whole.fileno())
            new.chmod(0o644)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)


def _write_body(body: IO[bytes], differences: Iterator[Difference], base: str) -> Counts:
    """Write the differences, behind each other, and count them on the way."""
    with gzip.GzipFile(fileobj=body, mode="wb", compresslevel=COMPRESSION, mtime=0) as file:

        def written() -> Iterator[Difference]:
            for one in differences:
                file.write("".join(f"{line}\n" for line in one.lines).encode())
                yield one

        return Counts.of(written(), base)


def read_counts(path: Path) -> Counts | None:
    """The counts of a file; ``None`` if it is not there or not whole."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            counts = Counts.model_validate_json(file.readline())
        whole = _begins(path, counts.body)
    except (OSError, EOFError, ValidationError):
        return None
    return counts if whole and counts.layout == LAYOUT else None


def _begins(path: Path, body: int) -> bool:
    """Whether so many bytes before the end something compressed begins: nothing is cut off."""
    with path.open("rb") as file:
        file.seek(-body, os.SEEK_END)
        return file.read(len(GZIP)) == GZIP


def read_changes(path: Path) -> Iterator[Difference]:
    """What the file tells, one IRI after the other."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        file.readline()
        yield from _differences(file)


def _differences(file: TextIO) -> Iterator[Difference]:
    # The sign stands in front of the subject.
    for name, lines in groupby(file, key=lambda line: line[1:].partition(" ")[0]):
        yield Difference(name[1:-1], tuple(line.rstrip("\n") for line in lines))
