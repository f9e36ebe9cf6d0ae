"""Errors of the environment: the settings, the port of the server, and the site of the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop

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


@dataclass(eq=False)
class PortUnavailable(TerrilError):
    """The server cannot listen; ``reason`` is the system's own word."""

    host: str
    port: int
    reason: str
    sentence = (
        "The server cannot listen at {host}, port {port}: {reason}. Another program may be using "
        "it; stop that one, or choose another port with --port."
    )


@dataclass(eq=False)
class SiteSilent(TerrilError):
    """A site does not answer; ``why`` is a sentence, ``reason`` the system's own word."""

    NOBODY: ClassVar[str] = gettext_noop(
        "Nobody answers at {url}: is it running, is the address right?"
    )
    LATE: ClassVar[str] = gettext_noop(
        "{url} has not answered in time: is it busy? --seconds lets it have more."
    )
    INNER: ClassVar[str] = gettext_noop(
        "{url} redirects to an address of an inner network; if you mean that one, give it instead."
    )

    url: str
    why: str
    reason: str = ""

    def message(self, language: str) -> str:
        """What happened and what to do, in a language."""
        message = gettext(self.why, language, url=self.url)
        return f"{message} ({self.reason})" if self.reason else message


@dataclass(eq=False)
class NoCatalogue(TerrilError):
    """There is no catalogue at an address, nor where catalogues usually are below it."""

    url: str
    found: str
    sentence = (
        "{url} is no catalogue ({found}), and none was found below it. Give the address that "
        "portals harvest, such as https://data.example.org/catalogue.ttl."
    )
