"""Run queries in worker processes that can be killed.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.workers.messages import Cause, Failure, NoAnswerError, Request
    from terril.store.workers.pool import PoolStatistics, QueryWorkers, execute_once
    from terril.store.workers.sandbox import Network
    from terril.store.workers.worker import redirect_standard_output, serve
    from terril.store.workers.writing.answer_writer import (
        guard_output,
        may_make_new_terms,
        refuse_new_terms,
        write_graph,
    )

__all__ = [
    "Cause",
    "Failure",
    "Network",
    "NoAnswerError",
    "PoolStatistics",
    "QueryWorkers",
    "Request",
    "execute_once",
    "guard_output",
    "may_make_new_terms",
    "redirect_standard_output",
    "refuse_new_terms",
    "serve",
    "write_graph",
]

__getattr__ = export_lazily(
    __name__,
    {
        "writing.answer_writer": (
            "guard_output",
            "may_make_new_terms",
            "refuse_new_terms",
            "write_graph",
        ),
        "messages": ("Cause", "Failure", "NoAnswerError", "Request"),
        "pool": ("PoolStatistics", "QueryWorkers", "execute_once"),
        "sandbox": ("Network",),
        "worker": ("redirect_standard_output", "serve"),
    },
)
