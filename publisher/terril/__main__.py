"""The ``terril`` command, also as ``python -m terril``.

Signals are dealt with before anything else is imported, so that Ctrl-C ends a command with a
sentence at any moment.
"""

from __future__ import annotations

import sys

from terril.model.execution.interruption import Interruption, ignore_signals, raise_on_signals

INTERRUPTED = 128


def main() -> None:
    """Run the command line.

    Raises:
        SystemExit: always, with the exit code; 128 and its number after a signal.
    """
    raise_on_signals()
    code = 0
    try:
        try:
            code = _run()
        except Interruption as interruption:
            # It came when the command had ended, and signals were not yet ignored.
            ignore_signals()
            code = interruption.exit_code
        if code > INTERRUPTED:
            from terril.cli.terminal import print_interruption

            print_interruption()
    finally:
        from terril.cli.terminal import flush_output

        flush_output()
    sys.exit(code)


def _run() -> int:
    """Run the command line, and return the exit code if that does not exit by itself.

    When this returns, what an interrupted command had open is closed, its processes as well.
    """
    try:
        from terril.cli import main as command

        command()
    except Interruption as interruption:
        return interruption.exit_code
    except BrokenPipeError:
        # Wrong usage, of which nobody reads.
        return 2
    finally:
        ignore_signals()
    return 0


if __name__ == "__main__":
    main()
