"""The root of the tree of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.languages import SOURCE_LANGUAGE, gettext


@dataclass(eq=False)
class TerrilError(Exception):
    """An error with a sentence for its reader: what happened and what to do.

    Subclasses are dataclasses; their fields fill the placeholders of ``sentence``.
    """

    sentence: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.message(SOURCE_LANGUAGE)

    def message(self, language: str) -> str:
        """Return what happened and what to do, in a language."""
        return gettext(self.sentence, language, **vars(self))
