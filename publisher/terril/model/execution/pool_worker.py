"""Run the process of a ``WorkerPool``: calls of functions from standard input, until it closes.

Started as ``python -m terril.model.execution.pool_worker`` by ``worker_pool``.
"""

from __future__ import annotations

import os
import pickle
import traceback
from typing import IO


def main() -> None:
    """Answer with a result or an error for each call; whatever prints goes to standard error."""
    with open(0, "rb") as calls, open(os.dup(1), "wb") as answers:  # noqa: PTH123  # descriptors
        os.dup2(2, 1)
        try:
            while _answer(calls, answers):
                pass
        except BrokenPipeError:
            # The parent is no more, and neither is anybody to report to.
            os._exit(1)


def _answer(calls: IO[bytes], answers: IO[bytes]) -> bool:
    try:
        function, item = pickle.load(calls)  # noqa: S301  # of our own parent
    except EOFError:
        return False
    except Exception as error:  # noqa: BLE001  # the parent raises it
        answer = pickle.dumps((False, _make_portable(error)))
    else:
        try:
            answer = pickle.dumps((True, function(item)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001  # the parent raises it
            answer = pickle.dumps((False, _make_portable(error)))
    answers.write(answer)
    answers.flush()
    return True


def _make_portable(error: Exception) -> Exception:
    """Return the error, or a text about it if it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # just made
    except Exception:  # noqa: BLE001  # whatever its class raises
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


if __name__ == "__main__":
    main()
