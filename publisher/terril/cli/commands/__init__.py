"""List the commands of ``terril`` with their modules; importing this imports none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(NamedTuple):
    """A command that is not imported yet.

    Attributes:
        module: defines the command under the command's name.
        summary: first paragraph of the command's help, in English.
    """

    module: str
    summary: str


COMMANDS: Mapping[str, Entry] = {
    "check": Entry(
        "terril.cli.commands.check", gettext_noop("Check the town's data against the shapes.")
    ),
    "doctor": Entry(
        "terril.cli.commands.doctor",
        gettext_noop("Look at a running site as open-data portals do, and say what to change."),
    ),
    "new": Entry(
        "terril.cli.commands.new",
        gettext_noop("Begin a town: a commented town.toml, a theme, an organization and a place."),
    ),
    "publish": Entry(
        "terril.cli.commands.publish",
        gettext_noop("Check the data and freeze it into a release."),
    ),
    "query": Entry(
        "terril.cli.commands.query",
        gettext_noop("Ask the current release a SPARQL question."),
    ),
    "releases": Entry(
        "terril.cli.commands.releases",
        gettext_noop("List the releases that are kept, newest first, and which one is served."),
    ),
    "rollback": Entry(
        "terril.cli.commands.rollback",
        gettext_noop(
            "Serve an earlier release again: the one before the current one, or the one named. "
            "Nothing is deleted; a running server follows by itself."
        ),
    ),
    "serve": Entry("terril.cli.commands.serve", gettext_noop("Serve the current release.")),
}
