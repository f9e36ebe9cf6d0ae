"""Read ``town.toml`` once, and turn its mistakes into sentences."""

from __future__ import annotations

import io
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from msgspec import ValidationError, to_builtins
from msgspec.structs import fields

from terril.model.errors import BadSetting, NoTown, SettingsError, UnknownSetting
from terril.model.xml_characters import find_character, find_unwritable, format_code_point
from terril.town.config import Config, InvalidSetting, Settings, parse_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msgspec.structs import FieldInfo

CONFIG_FILE = "town.toml"
RELEASES = "releases"
"""Name of the folder of releases, beside the settings."""
PLACE = re.compile(r" - at (?:`key` in )?`\$(.*)`\Z")
UNKNOWN_KEY = re.compile("Object contains unknown field `(.*)`")
MISSING_KEY = re.compile("Object missing required field `(.*)`")


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
    for key, text in _list_texts(to_builtins(config), ""):
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
        return parse_config(tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadSetting(path, CONFIG_FILE, BadSetting.NOT_UTF8, {"line": line}) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(path, CONFIG_FILE, f"{error}.") from error
    except ValidationError as error:
        raise _describe_mistake(path, error) from error


def _describe_mistake(path: Path, error: ValidationError) -> SettingsError:
    """Return the error about the first mistake, whose place msgspec writes as ``$.limits.x``."""
    text = str(error)
    found = PLACE.search(text)
    reason, place = (text[: found.start()], found[1]) if found else (text, "")
    cause = error.__cause__
    if unknown := UNKNOWN_KEY.fullmatch(reason):
        key = _join(place, unknown[1])
        known = [key for key, _ in list_settings(Config)]
        nearest = get_close_matches(key, known, n=1, cutoff=0.5) or known
        return UnknownSetting(path, key, ", ".join(nearest))
    if missing := MISSING_KEY.fullmatch(reason):
        return BadSetting(path, _join(place, missing[1]), BadSetting.MISSING, {})
    if isinstance(cause, InvalidSetting):
        return BadSetting(path, _join(place, cause.key), cause.reason, cause.fields)
    return BadSetting(path, _join(place, ""), f"{reason}.")


def _join(place: str, key: str) -> str:
    """Return the key of a setting with those of its tables, such as ``languages.0``."""
    path = re.sub(r"\[(\d+)\]", r".\1", place).replace("[...]", "")
    return ".".join(part for part in (path.strip("."), key) if part)


def list_settings(table: type[Settings], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield the key and the field of each setting of a table, and of the tables in it."""
    for one in fields(table):
        yield f"{prefix}{one.name}", one
        inner = get_args(one.type)[0]
        if isinstance(inner, type) and issubclass(inner, Settings):
            yield from list_settings(inner, f"{prefix}{one.name}.")
