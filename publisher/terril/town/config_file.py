"""Read ``town.toml`` once, and turn its mistakes into sentences."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from terril.model.errors import BadSetting, NoTown, SettingsError, UnknownSetting
from terril.model.xml_characters import find_character, find_unwritable, format_code_point
from terril.town.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG_FILE = "town.toml"
RELEASES = "releases"
"""Name of the folder of releases, beside the settings."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A ``town.toml`` as it was when it was read.

    Attributes:
        content: its bytes; a release keeps them.
        config: the settings in it.
    """

    content: bytes
    config: Config


def read_config_file(folder: Path) -> ConfigFile:
    """Read the ``town.toml`` of a folder.

    Raises:
        NoTown: there is no ``town.toml``.
        UnknownSetting: a key that no setting has.
        BadSetting: a value that its setting cannot take, or no TOML at all.
    """
    path = folder / CONFIG_FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoTown(folder) from None
    config = _parse(content, path)
    _require_writable(config, content, path)
    return ConfigFile(content, config)


def read_config(folder: Path) -> Config:
    """Return the settings of a folder; raises as :func:`read_config_file`."""
    return read_config_file(folder).config


def read_frozen_config(folder: Path) -> Config:
    """Return the settings in the folder of a release, built by this version or an older one.

    Raises as :func:`read_config_file`, except for characters that older versions allowed.
    """
    path = folder / CONFIG_FILE
    try:
        return _parse(path.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        raise NoTown(folder) from None


def find_unwritable_setting(config: Config) -> tuple[str, str] | None:
    """Return the key of the first text that XML cannot carry, and the character in question."""
    for key, text in _list_texts(config.model_dump(mode="json"), ""):
        index = find_unwritable(text)
        if index is not None:
            return key, text[index]
    return None


def _require_writable(config: Config, content: bytes, path: Path) -> None:
    """Raise :class:`BadSetting` for a text that XML cannot carry."""
    if found := find_unwritable_setting(config):
        key, character = found
        text = content.decode(errors="replace")
        line = text.count("\n", 0, find_character(text, character)) + 1
        word = format_code_point(character)
        raise BadSetting(path, key, BadSetting.UNWRITABLE, {"line": line, "word": word})


def _list_texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _list_texts(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _list_texts(inner, key)


def _parse(content: bytes, path: Path) -> Config:
    try:
        # Universal line ends, as open() reads text.
        text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8").read()
        return Config.model_validate(tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadSetting(path, CONFIG_FILE, BadSetting.NOT_UTF8, {"line": line}) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(path, CONFIG_FILE, f"{error}.") from error
    except ValidationError as error:
        raise _first_mistake(path, error) from error


def _first_mistake(path: Path, error: ValidationError) -> SettingsError:
    # A misspelt key is both unknown and missing; the first of the two is more specific.
    mistakes = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    mistake = mistakes[0]
    # An address of the store may be written alone, and its number would confuse then.
    parts = mistake["loc"][:2] if mistake["loc"][0] == "store" else mistake["loc"]
    key = ".".join(map(str, parts))
    if mistake["type"] == "extra_forbidden":
        known = _known_keys(Config, "")
        nearest = get_close_matches(key, known, n=1, cutoff=0.5) or known
        return UnknownSetting(path, key, ", ".join(nearest))
    if mistake["type"] == "missing":
        return BadSetting(path, key, BadSetting.MISSING)
    return BadSetting(path, key, f"{mistake['msg'].removeprefix('Value error, ')}.")


def _known_keys(table: type[BaseModel], prefix: str) -> list[str]:
    keys: list[str] = []
    for name, field in table.model_fields.items():
        keys.append(f"{prefix}{name}")
        inner: Any = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            keys += _known_keys(inner, f"{prefix}{name}.")
    return keys
