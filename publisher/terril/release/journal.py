"""``journal.jsonl``: every switch of a town, one a line, written before it is made.

A line says which release was served before. So a line whose switch was never made, because
the process died in between, gives itself away: what follows does not begin where it ended.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Why = Literal["publish", "rollback"]


class Entry(BaseModel):
    """One switch.

    Attributes:
        when: in UTC.
        release: id of the release switched to.
        why: a publish puts a release on top of the history, a rollback takes off.
        before: id of the release served until then; ``None`` for the first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: AwareDatetime
    release: str
    why: Why
    before: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """The switches of one town, in their order; only ever appended to."""

    path: Path

    def entries(self) -> list[Entry]:
        """Every whole line; a line that a crash cut off is left out."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        return [entry for line in lines if (entry := _read(line))]

    def append(self, release: str, why: Why, before: str | None) -> None:
        """Return when the line is on disk."""
        entry = Entry(when=datetime.now(UTC), release=release, why=why, before=before)
        with self.path.open("ab+") as file:
            # After a line that was cut off, a new one must begin.
            start = b"" if _ends_whole(file.tell(), self.path) else b"\n"
            file.write(start + entry.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def made(self, current: str | None) -> list[Entry]:
        """The switches that were made, up to the current release."""
        return _made(self.entries(), current)

    def history(self, current: str | None) -> list[str]:
        """The releases that led to the current one, which is the last.

        After publishing A and B, going back to A and publishing C it is A, C: B was undone.
        """
        stack: list[str] = []
        for entry in self.made(current):
            if entry.why == "rollback" and entry.release in stack:
                del stack[_last(stack, entry.release) + 1 :]
            else:
                stack.append(entry.release)
        return stack


def _read(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None


def _ends_whole(size: int, path: Path) -> bool:
    return size == 0 or path.read_bytes().endswith(b"\n")


def _made(entries: Sequence[Entry], current: str | None) -> list[Entry]:
    followed_by = [entry.before for entry in entries[1:]] + [current]
    pairs = zip(entries, followed_by, strict=False)
    return [entry for entry, after in pairs if entry.release == after]


def _last(stack: Sequence[str], release: str) -> int:
    return len(stack) - 1 - stack[::-1].index(release)
