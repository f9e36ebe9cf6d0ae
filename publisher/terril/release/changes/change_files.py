"""Write and read the files in ``releases/.changes``: the differences between two releases.

A file depends on the two releases only, so it can be rebuilt at any time while they are kept;
once written, it outlives them.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from terril.model.addresses import Addresses
from terril.release.changes.comparison import ChangeKind, Difference, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.release.release import Release

LAYOUT = 1
NOTHING = "nothing"
COMPRESSION = 4
# RFC 1952, section 2.3.1: the first two bytes of each member.
GZIP = b"\x1f\x8b"


class Counts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers of changes by kind.

    Attributes:
        layout: version of the file layout.
        base: base IRI of the town whose things are counted.
        body: bytes of the file behind the counts.
        added: new things.
        changed: things with other statements.
        removed: things that no longer exist.
        words: changed IRIs other than the town's things, such as terms of the model.
        statements_added: distinct statements that were in no graph before.
        statements_removed: distinct statements that are in no graph any more.
    """

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
        """Number of things added, changed or removed."""
        return self.added + self.changed + self.removed

    @classmethod
    def of(cls, differences: Iterable[Difference], base: str) -> Counts:
        """Count differences."""
        found = dict.fromkeys(set(cls.__struct_fields__) - {"layout", "base", "body"}, 0)
        for one in differences:
            _count(one, found, Addresses(base))
        return cls(base=base, **found)


def _count(one: Difference, found: dict[str, int], addresses: Addresses) -> None:
    found["statements_added"] += len(one.added)
    found["statements_removed"] += len(one.removed)
    if one.kind == ChangeKind.MOVED:
        return
    found[one.kind if addresses.name_of(one.subject) else "words"] += 1


def get_changes_path(folder: Path, before: str | None, after: str) -> Path:
    """Return the path of the file about two releases."""
    return folder / f"{before or NOTHING}-{after}.gz"


def write_changes(path: Path, before: Release | None, after: Release) -> None:
    """Write the file about two releases atomically and sync it to disk.

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
                counts = replace(counts, body=body.tell())
                whole.write(gzip.compress(json.encode(counts) + b"\n", mtime=0))
                body.seek(0)
                shutil.copyfileobj(body, whole)
            whole.flush()
            os.fsync(whole.fileno())
            new.chmod(0o644)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)


def _write_body(body: IO[bytes], differences: Iterator[Difference], base: str) -> Counts:
    """Write the differences one after the other, and count them."""
    with gzip.GzipFile(fileobj=body, mode="wb", compresslevel=COMPRESSION, mtime=0) as file:

        def written() -> Iterator[Difference]:
            for one in differences:
                file.write("".join(f"{line}\n" for line in one.lines).encode())
                yield one

        return Counts.of(written(), base)


def read_counts(path: Path) -> Counts | None:
    """Return the counts of a file, ``None`` if it is missing or truncated."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            counts = json.decode(file.readline(), type=Counts)
        whole = _is_intact(path, counts.body)
    except (OSError, EOFError, DecodeError):
        return None
    return counts if whole and counts.layout == LAYOUT else None


def _is_intact(path: Path, body: int) -> bool:
    """Return whether a gzip member starts ``body`` bytes before the end: nothing is cut off."""
    with path.open("rb") as file:
        file.seek(-body, os.SEEK_END)
        return file.read(len(GZIP)) == GZIP


def read_changes(path: Path) -> Iterator[Difference]:
    """Yield the differences in a file, one IRI after the other."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        file.readline()
        yield from _parse_differences(file)


def _parse_differences(file: TextIO) -> Iterator[Difference]:
    # The sign stands in front of the subject.
    for name, lines in groupby(file, key=lambda line: line[1:].partition(" ")[0]):
        yield Difference(name[1:-1], tuple(line.rstrip("\n") for line in lines))
