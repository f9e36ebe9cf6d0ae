"""Options and help texts that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from terril.cli.terminal import _

town_option = click.option(
    "--town",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default=_("this folder"),
    help=_("The town's folder, with its town.toml."),
)


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
