"""Run the process that sends queries to a remote store, one at a time, until its input closes.

Started as ``python -m terril.store.remote.remote_worker RELEASE MEGABYTES ANSWER_MEGABYTES`` by
``worker_process``. It needs the network, and is killed like any other worker when time or memory
run out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from terril.store.remote.handler import RemoteEngine
from terril.store.remote.release_graphs import RemoteRelease
from terril.store.workers import Network, redirect_standard_output, serve

if TYPE_CHECKING:
    from collections.abc import Sequence

# Results come as JSON and wait in a file; a row of them is longer than one of CSV.
TIMES_AN_ANSWER = 8
MEGABYTE = 2**20


def main(arguments: Sequence[str]) -> None:
    """Answer queries from standard input until it is closed."""
    release, megabytes, answer = arguments
    answers = redirect_standard_output()
    most = int(answer) * TIMES_AN_ANSWER * MEGABYTE
    engine = RemoteEngine(RemoteRelease.unpack(release), most)
    serve(engine, answers, Network.NEEDED, int(megabytes))


if __name__ == "__main__":
    main(sys.argv[1:])
