"""Generate the table of settings for the documentation from ``Config``."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import NODEFAULT, Meta

from terril.town.config import Config, Settings
from terril.town.config_file import list_settings

if TYPE_CHECKING:
    from msgspec.structs import FieldInfo


def render_settings_table() -> str:
    """Return a Markdown table of every setting with its default and its description."""
    rows = [
        f"| `{key}` | {_default(field)} | {describe_setting(field)} |"
        for key, field in list_settings(Config)
    ]
    return "\n".join(["| Setting | Default | What it is |", "|---|---|---|", *rows])


def describe_setting(field: FieldInfo) -> str:
    """Return the description of a setting."""
    notes = get_args(field.type)[1:]
    found = (note.description for note in notes if isinstance(note, Meta) and note.description)
    return next(found, "")


def _default(field: FieldInfo) -> str:
    default = field.default
    if field.default_factory is not NODEFAULT:
        default = field.default_factory()
    if default is NODEFAULT:
        return "*required*"
    if isinstance(default, Settings):
        return "as below"
    if isinstance(default, tuple):
        default = ", ".join(default)
    return f"`{default}`" if default not in (None, "", {}) else "none"
