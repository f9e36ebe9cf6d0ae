"""The ``terril`` command, also as ``python -m terril``.

Signals are dealt with before anything else is imported, so that Ctrl-C ends a command with a
sentence at any moment.
"""

from __future__ import annotations

import sys

from terril.model.execution.interruption import Interruption, ignore_signals, raise_on_signals


def main() -> None:
    """Run the command line.

    Raises:
        SystemExit: always, with the exit code; 128 and its number after a signal.
    """
    raise_on_signals()
    try:
        try:
            from terril.cli import main as command

            command()
        finally:
            ignore_signals()
    except Interruption as interruption:
        from terril.cli.terminal import report_interruption

        sys.exit(report_interruption(interruption))
    except BrokenPipeError:
        # Wrong usage, of which nobody reads.
        sys.exit(2)
    finally:
        from terril.cli.terminal import flush_output

        flush_output()


if __name__ == "__main__":
    main()
