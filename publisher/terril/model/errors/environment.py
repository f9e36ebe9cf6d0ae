"""Errors of the environment: the settings, the port of the server, and the site of the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class SettingsError(TerrilError):
    """An error in ``town.toml``."""


@dataclass(eq=False)
class NoTown(SettingsError):
    """A folder without ``town.toml``."""

    folder: Path
    sentence = (
        "There is no town.toml in {folder}. Go to the town's folder, name it with --town, "
        "or begin one with: terril new DIR"
    )


@dataclass(eq=False)
class UnknownSetting(SettingsError):
    """An unknown key; ``nearest`` is the most similar known one, or all of them."""

    path: Path
    key: str
    nearest: str
    sentence = "{path}: there is no setting “{key}”. Did you mean {nearest}?"


@dataclass(eq=False)
class BadSetting(SettingsError):
    """An invalid value of a setting.

    Attributes:
        path: of the settings.
        key: of the setting, or the name of the file.
        reason: a sentence to be translated, or what a reader of TOML says in English.
        fields: for the ``{fields}`` of the sentence; ``None`` for what a reader says, which is
            not translated.
    """

    MISSING: ClassVar = gettext_noop("it is missing.")
    NOT_UTF8: ClassVar = gettext_noop(
        "line {line} is not UTF-8. Save the file with that encoding."
    )
    UNWRITABLE: ClassVar = gettext_noop(
        "line {line} holds the character {word}, which cannot be seen. Delete it."
    )
    UNREADABLE: ClassVar = gettext_noop("{file} cannot be read.")
    path: Path
    key: str
    reason: str
    fields: Mapping[str, object] | None = None
    sentence = "{path}: the setting “{key}” cannot be used: {reason}"

    def message(self, language: str) -> str:
        """Return what happened and what to do, in a language."""
        fields = self.fields
        reason = self.reason if fields is None else gettext(self.reason, language, **fields)
        return gettext(self.sentence, language, path=self.path, key=self.key, reason=reason)


@dataclass(eq=False)
class WorkerKilled(TerrilError):
    """A worker process that ended by itself; ``code`` is its exit code, negative for a signal."""

    code: int
    sentence = (
        "A process that helps this command has ended by itself (code {code}). The machine may "
        "have too little memory: end other programs, then try again."
    )


@dataclass(eq=False)
class PortUnavailable(TerrilError):
    """A port that the server cannot listen at; ``reason`` is the message of the system."""

    host: str
    port: int
    reason: str
    sentence = (
        "The server cannot listen at {host}, port {port}: {reason}. Another program may be using "
        "it; stop that one, or choose another port with --port."
    )


@dataclass(eq=False)
class SiteSilent(TerrilError):
    """A site that does not answer; ``why`` is a sentence, ``reason`` the message of the system."""

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
        """Return what happened and what to do, in a language."""
        message = gettext(self.why, language, url=self.url)
        return f"{message} ({self.reason})" if self.reason else message


@dataclass(eq=False)
class NoCatalogue(TerrilError):
    """An address without a catalogue, there or at the usual places below it."""

    url: str
    found: str
    sentence = (
        "{url} is no catalogue ({found}), and none was found below it. Give the address that "
        "portals harvest, such as https://data.example.org/catalogue.ttl."
    )
