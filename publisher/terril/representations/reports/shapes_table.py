"""Write what each shape applied to as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from terril.model.languages import SOURCE_LANGUAGE, choose_text, gettext, gettext_noop
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from terril.model.findings import ShapeTarget

SHAPE = gettext_noop("Shape")
PLACE = gettext_noop("File and line")
THINGS = gettext_noop("Things")
OF_THE_MODEL = gettext_noop("{file} (shared)")
SWITCHED_OFF = gettext_noop("switched off")


def render_shapes(targets: Sequence[ShapeTarget], language: str) -> RenderableType:
    """Render the shapes for a rich console, those of the town first."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(gettext(SHAPE, language), overflow="fold")
    table.add_column(gettext(PLACE, language), overflow="fold")
    table.add_column(gettext(THINGS, language), justify="right")
    for one in sorted(targets, key=lambda one: not one.own):
        table.add_row(*_render_row(one, language))
    return table


def _render_row(target: ShapeTarget, language: str) -> tuple[Text, Text, Text]:
    file = f"{target.place.path.as_posix()}:{target.place.line}"
    place = file if target.own else gettext(OF_THE_MODEL, language, file=file)
    count = gettext(SWITCHED_OFF, language) if target.deactivated else str(target.count)
    style = "yellow" if target.own and not target.count and not target.deactivated else ""
    return Text(_get_name(target, language)), Text(place), Text(count, style=style)


def _get_name(target: ShapeTarget, language: str) -> str:
    label = choose_text(target.labels, [language, SOURCE_LANGUAGE])
    return label[0] if label else shorten(target.shape) or "[ … ]"
