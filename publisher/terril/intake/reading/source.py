"""One file of a town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import PurePath

    from pyoxigraph import NamedNode, Quad

    from terril.intake.reading.document import Document
    from terril.model.formats import Format


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a town, with its statements or those that a rule is to look at.

    Attributes:
        path: relative to the folder of the town, such as ``data/source/themes.ttl``.
        graph: the named graph of its folder.
        syntax: its format.
        document: its text.
        quads: its statements, each in ``graph``; empty if the file cannot be read.
        number: of the file, in the order in which the files of the town are read.
    """

    path: PurePath
    graph: NamedNode
    syntax: Format
    document: Document
    quads: Collection[Quad]
    number: int = 0

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.document.read()
