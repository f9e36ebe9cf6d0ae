"""The command line of Terril: one group, ``main``, that imports a command when it runs."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from terril.cli.commands import COMMANDS
from terril.cli.options import compose_help
from terril.cli.terminal import DONE, _, flush_output, get_language, report_errors
from terril.model import __version__
from terril.model.languages import list_languages

if TYPE_CHECKING:
    from click import Context, HelpFormatter

POSIX_MODULES = ("fcntl", "resource")
"""Modules of the standard library that Terril needs and Windows lacks."""


class PatientHelp(click.Command):
    """A command whose help may be cut short by its reader: ``terril --help | head`` is fine."""

    def make_context(self, *arguments: Any, **extra: Any) -> Context:  # noqa: ANN401  # as click has it
        """Parse the arguments, and print the help if they ask for it.

        Raises:
            Exit: the help is printed, or nobody reads it any more.
        """
        try:
            return super().make_context(*arguments, **extra)
        except BrokenPipeError:
            flush_output()
            raise click.exceptions.Exit(DONE) from None


class Command(PatientHelp):
    """A command whose errors end it with their sentence and exit code."""

    def invoke(self, ctx: Context) -> Any:  # noqa: ANN401  # as click has it
        """Run the command; ``--help`` does not get here.

        Raises:
            SystemExit: with the exit code of the error that ended it.
        """
        with report_errors(_get_language_of(ctx)):
            _check_system()
            return super().invoke(ctx)


def _get_language_of(ctx: Context) -> str:
    """Return the language that a command writes in: its ``--lang``, else the environment's."""
    chosen = ctx.params.get("lang")
    return chosen if isinstance(chosen, str) and chosen in list_languages() else get_language()


class LazyGroup(PatientHelp, click.Group):
    """The group of all commands; stubs with a summary stand for what is not imported."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401  # as click has it
        stubs = [click.Command(name, help=_(entry.summary)) for name, entry in COMMANDS.items()]
        super().__init__(commands=stubs, **attributes)

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; ``None`` if there is none of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(COMMANDS[cmd_name].module)
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the list of commands from the stubs, so that nothing is imported."""
        click.Group(commands=self.commands).format_commands(ctx, formatter)


def _check_system() -> None:
    """Check that the operating system has what Terril needs.

    Raises:
        UnsupportedSystem: it lacks something, as Windows does.
    """
    if not all(find_spec(name) for name in POSIX_MODULES):
        from terril.model.errors import UnsupportedSystem

        raise UnsupportedSystem


@click.group(
    cls=LazyGroup,
    help=compose_help(
        _("Publish a town's linked open data."),
        _("A town is a folder with a town.toml and a data/ folder. The usual day:"),
        examples=(
            ("terril check", _("what is wrong, with file, line and remedy")),
            ("terril publish", _("freeze what is right into a release")),
            ("terril serve", _("serve the current release")),
            ("terril doctor URL", _("what a portal would not get of it")),
            ("terril new DIR", _("begin a town of your own")),
        ),
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 99},
)
@click.version_option(__version__, prog_name="terril")
def main() -> None:
    """Run ``terril``."""
