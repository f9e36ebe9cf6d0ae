"""``terril serve``: serve the current release over HTTP with Granian."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import click

from terril.cli import Command
from terril.cli.options import compose_help, town_option
from terril.cli.terminal import _, get_error_console, get_language
from terril.model.errors import PortUnavailable
from terril.model.languages import choose_text

if TYPE_CHECKING:
    from pathlib import Path

# Threads beyond those that may be waiting for a query, so that pages are always answered.
PAGE_THREADS = 16


@click.command(
    cls=Command,
    help=compose_help(
        _("Serve the current release."),
        _(
            "Pages, data in every format, SPARQL. When another release becomes current, the "
            "server moves to it without dropping a request. Stop it with Ctrl-C."
        ),
        examples=(
            ("terril serve", ""),
            ("terril serve --port 8080 --host 0.0.0.0", _("reachable from other machines")),
            ("terril serve --prefix /data", _("below a path that the proxy does not take away")),
        ),
    ),
)
@town_option
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen at."))
@click.option(
    "--port", default=8000, type=click.IntRange(1, 65535), show_default=True, help=_("Port.")
)
@click.option("--prefix", default="", help=_("Path under which everything is served."))
def serve(town: Path, host: str, port: int, prefix: str) -> None:
    """Serve the town."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from terril.town.older_releases import OLDER_QUEUE
    from terril.town.settings import PREFIX_VARIABLE, TOWN_VARIABLE
    from terril.town.town import open_folder

    opened = open_folder(town)
    config, release = opened.config, opened.releases.get_current()
    release.check_indexes()
    _check_port(host, port)
    path = prefix.strip("/")
    prefix = f"/{path}" if path else ""
    os.environ[TOWN_VARIABLE] = str(town.resolve())
    os.environ[PREFIX_VARIABLE] = prefix
    limits = config.limits
    older = limits.older_releases * (1 + OLDER_QUEUE)
    name = choose_text(config.name, (get_language(),))
    get_error_console().print(
        _(
            "{town}, release {release}: http://{host}:{port}{prefix}/  (Ctrl-C stops it)",
            town=name[0] if name else "",
            release=release.id,
            host=host,
            port=port,
            prefix=prefix,
        ),
        soft_wrap=True,
    )
    Granian(
        "terril.web.app:create_served_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # A client that leaves seventy HTTP/2 streams unfinished would take every thread for good.
        http=HTTPModes.http1,
        factory=True,
        websockets=False,
        blocking_threads=limits.query_workers + limits.query_queue + older + PAGE_THREADS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()


def _check_port(host: str, port: int) -> None:
    """Check that the server can listen.

    Granian sets SO_REUSEPORT: beside another program that does, each would get some of the
    requests. This binds the port exclusively.

    Raises:
        PortUnavailable: the port is taken or forbidden, or the host is not this machine.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        raise PortUnavailable(host, port, error.strerror or str(error)) from error
