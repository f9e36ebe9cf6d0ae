"""``town.toml`` cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors.base import TerrilError

if TYPE_CHECKING:
    from pathlib import Path


class SettingsError(TerrilError):
    """``town.toml`` cannot be used."""


@dataclass(eq=False)
class NoTown(SettingsError):
    """There is no ``town.toml``."""

    folder: Path
    sentence = (
        "There is no town.toml in {folder}. Go to the town's folder, name it with --town, "
        "or begin one with: terril new DIR"
    )


@dataclass(eq=False)
class UnknownSetting(SettingsError):
    """A key that no setting has; ``nearest`` is the most similar known one or all of them."""

    path: Path
    key: str
    nearest: str
    sentence = "{path}: there is no setting “{key}”. Did you mean {nearest}?"


@dataclass(eq=False)
class BadSetting(SettingsError):
    """A value that a setting cannot take."""

    path: Path
    key: str
    reason: str
    sentence = "{path}: the setting “{key}” cannot be used: {reason}"
