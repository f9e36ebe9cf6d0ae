"""Format citations of a page: as a sentence, and for BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation; the release makes it permanent."""

    author: str
    title: str
    address: str
    release: str
    date: datetime

    @property
    def text(self) -> str:
        """The citation as one sentence."""
        day = f"{self.date:%Y-%m-%d}"
        return f"{self.author}, “{self.title}”, {self.address}, {self.release} ({day})."

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        key = re.sub(r"[^a-z0-9]+", "-", self.address.rpartition("/id/")[2].lower()).strip("-")
        fields = {
            "author": f"{{{_escape(self.author)}}}",
            "title": f"{{{_escape(self.title)}}}",
            "year": f"{self.date:%Y}",
            "url": self.address,
            "note": f"{_escape(self.release)}, {self.date:%Y-%m-%d}",
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{{key or 'terril'},\n{lines}}}"


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
