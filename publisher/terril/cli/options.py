"""Options and help texts that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from terril.cli.terminal import _
from terril.model.languages import choose_interface_language, list_languages

town_option = click.option(
    "--town",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default=_("this folder"),
    help=_("The town's folder, with its town.toml."),
)


class LanguageChoice(click.Choice[str]):
    """The languages of the interface; ``fr-BE`` chooses ``fr``."""

    def __init__(self) -> None:
        super().__init__(list_languages())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the language of the interface for a tag."""
        return super().convert(choose_interface_language(value) or value, param, ctx)


def compose_help(*paragraphs: str, examples: tuple[tuple[str, str], ...] = ()) -> str:
    """Compose the help of a command: paragraphs, then examples with a remark each.

    Args:
        paragraphs: in the reader's language.
        examples: command and remark; the remarks are aligned.
    """
    width = max((len(command) for command, remark in examples if remark), default=0)
    lines = [f"  {command:<{width}}   {remark}".rstrip() for command, remark in examples]
    # The backspace marks a block whose lines click must not fill.
    return "\n\n".join((*paragraphs, "\n".join(("\b", *lines)) if lines else ""))
