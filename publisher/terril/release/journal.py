"""Read and append to ``journal.jsonl``, a write-ahead log of switches, one a line.

Each line names the release that was current before. A line whose switch was never completed,
because the process died in between, is recognized by that: the next line has another
release before it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import DecodeError, Meta, Struct, json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SwitchReason = Literal["publish", "rollback"]


class Switch(Struct, frozen=True, forbid_unknown_fields=True):
    """A switch of the current release.

    Attributes:
        when: time of the switch, in UTC.
        release: id of the release switched to.
        why: a publication pushes a release onto the history, a rollback pops.
        before: id of the release current until then; ``None`` for the first.
    """

    when: Annotated[datetime, Meta(tz=True)]
    release: str
    why: SwitchReason
    before: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """An append-only log of a town's switches."""

    path: Path

    def read_all(self) -> list[Switch]:
        """Return the switches of all complete lines; skips a line cut off by a crash."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        return [entry for line in lines if (entry := _parse(line))]

    def append(self, release: str, reason: SwitchReason, before: str | None) -> None:
        """Append a line and sync it to disk."""
        entry = Switch(when=datetime.now(UTC), release=release, why=reason, before=before)
        with self.path.open("ab+") as file:
            # A line cut off by a crash must not swallow this one.
            start = b"" if _ends_with_newline(file.tell(), self.path) else b"\n"
            file.write(start + json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def read_finished(self, current: str | None) -> list[Switch]:
        """Return the completed switches, up to the current release."""
        return _select_finished(self.read_all(), current)

    def trace(self, current: str | None) -> list[str]:
        """Return the ids of the releases that led to the current one, which is the last.

        After publishing A and B, rolling back to A and publishing C: A, C; B was undone.
        """
        stack: list[str] = []
        for entry in self.read_finished(current):
            if entry.why == "rollback" and entry.release in stack:
                del stack[_find_last(stack, entry.release) + 1 :]
            else:
                stack.append(entry.release)
        return stack


def _parse(line: bytes) -> Switch | None:
    try:
        return json.decode(line, type=Switch)
    except DecodeError:
        return None


def _ends_with_newline(size: int, path: Path) -> bool:
    return size == 0 or path.read_bytes().endswith(b"\n")


def _select_finished(entries: Sequence[Switch], current: str | None) -> list[Switch]:
    followed_by = [entry.before for entry in entries[1:]] + [current]
    pairs = zip(entries, followed_by, strict=False)
    return [entry for entry, after in pairs if entry.release == after]


def _find_last(stack: Sequence[str], release: str) -> int:
    return len(stack) - 1 - stack[::-1].index(release)
