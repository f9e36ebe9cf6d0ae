"""The root of the tree of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.languages import SOURCE_LANGUAGE, gettext


@dataclass(eq=False)
class TerrilError(Exception):
    """An error that its reader can do something about."""

    sentence: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.message(SOURCE_LANGUAGE)

    def message(self, language: str) -> str:
        """What happened and what to do, in a language."""
        return gettext(self.sentence, language, **vars(self))
