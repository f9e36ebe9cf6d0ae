"""Sources: the town's files, each the statements of one named graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path, PurePath

    from pyoxigraph import NamedNode, Quad

    from terril.model.findings import Finding
    from terril.model.formats import Format


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a town and what it says.

    Attributes:
        path: relative to the town's folder, such as ``data/source/themes.ttl``.
        graph: the named graph that the file's folder is.
        syntax: the format it is written in.
        content: the file's bytes.
        quads: its statements, each in ``graph``; empty if the file cannot be read.
    """

    path: PurePath
    graph: NamedNode
    syntax: Format
    content: bytes
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of a town, read once; validator and store receive the same quads.

    Attributes:
        folder: the town's folder.
        files: ordered by path.
        findings: what was found while reading, before any shape was asked.
    """

    folder: Path
    files: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()

    def quads(self) -> Iterator[Quad]:
        """Every statement of every file, in the order of the files."""
        for file in self.files:
            yield from file.quads


SortKey = tuple[tuple[str, ...], int, int, str, str, str, str, str, str]


def sort_key(finding: Finding) -> SortKey:
    """What findings are ordered by; the same for two that tell the same."""
    place = finding.place
    return (
        place.path.parts if place else (),
        (place.line or 0) if place else 0,
        (place.column or 0) if place else 0,
        finding.rule,
        finding.component,
        finding.thing,
        finding.path,
        finding.value,
        " ".join(finding.message[tag] for tag in sorted(finding.message)),
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by path, line and what they say, each once."""
    unique = {sort_key(finding): finding for finding in findings}
    return tuple(unique[key] for key in sorted(unique))
