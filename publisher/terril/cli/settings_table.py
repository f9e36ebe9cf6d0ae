"""Generate the table of settings for the documentation from ``Config``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from terril.town.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


def render_settings_table() -> str:
    """Return a Markdown table of every setting with its default and its description."""
    rows = ["| Setting | Default | What it is |", "|---|---|---|", *_rows(Config, "")]
    return "\n".join(rows)


def _rows(table: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in table.model_fields.items():
        inner = field.annotation
        yield f"| `{prefix}{name}` | {_default(field)} | {field.description} |"
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _rows(inner, f"{prefix}{name}.")


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined and field.default_factory is None:
        return "*required*"
    default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, BaseModel):
        return "as below"
    if isinstance(default, tuple):
        default = ", ".join(default)
    return f"`{default}`" if default not in (None, "", {}) else "none"
